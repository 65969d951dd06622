/** A schedule and a run in words: when it comes, about whom, in what state. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { StateWord } from '../../ui/small.tsx';
import type { Run, RunDetail, Schedule } from './schedules-queries.ts';

export const WEEKDAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;

/** "ayın ilk iş günü 08:30". */
export function useRuleWords(): (rule: Schedule['rule']) => string {
  const { t } = useTranslation();
  return useCallback(
    (rule) => {
      if (rule.every === 'closing') return t('reportSchedules.rule.closing');
      const { time } = rule;
      if (rule.every === 'day')
        return t(rule.workingDaysOnly ? 'reportSchedules.rule.workday' : 'reportSchedules.rule.day', {
          time,
        });
      if (rule.every === 'week') {
        const weekday = t(`reportSchedules.weekdays.${WEEKDAYS[rule.weekday - 1] ?? 'd1'}`);
        return t('reportSchedules.rule.week', { weekday, time });
      }
      if (rule.day === 'first-working') return t('reportSchedules.rule.first', { time });
      if (rule.day === 'last-working') return t('reportSchedules.rule.last', { time });
      return t('reportSchedules.rule.monthDay', { day: rule.day, time });
    },
    [t],
  );
}

export function useAboutWords(): (schedule: Pick<Schedule, 'about' | 'clientIds'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ about, clientIds }) => t(`reportSchedules.about.${about}`, { n: format.count(clientIds.length) });
}

const RUN_LOOKS = {
  queued: { icon: 'clock', tone: 'plain' },
  running: { icon: 'clock', tone: 'plain' },
  sent: { icon: 'check', tone: 'done' },
  partly: { icon: 'warn', tone: 'wait' },
  failed: { icon: 'wrong', tone: 'wrong' },
  skipped: { icon: 'info', tone: 'plain' },
} as const;

export function RunState({ run }: { run: Pick<Run, 'state'> & { readonly recipients?: Run['recipients'] } }) {
  const { t } = useTranslation();
  const isPartly = run.state === 'sent' && (run.recipients?.failed ?? 0) > 0;
  const state = isPartly ? 'partly' : run.state;
  const look = RUN_LOOKS[state];
  return (
    <StateWord icon={look.icon} tone={look.tone}>
      {t(`reportSchedules.runState.${state}`)}
    </StateWord>
  );
}

const PLAN_LOOKS = {
  on: { icon: 'check', tone: 'done' },
  paused: { icon: 'clock', tone: 'wait' },
  ended: { icon: 'cross', tone: 'plain' },
} as const;

export function PlanState({ schedule }: { schedule: Pick<Schedule, 'state'> }) {
  const { t } = useTranslation();
  const look = PLAN_LOOKS[schedule.state];
  return (
    <StateWord icon={look.icon} tone={look.tone}>
      {t(`reportSchedules.planState.${schedule.state}`)}
    </StateWord>
  );
}

const MAIL_LOOKS = {
  waiting: { icon: 'clock', tone: 'plain' },
  sent: { icon: 'check', tone: 'done' },
  held: { icon: 'tray', tone: 'wait' },
  failed: { icon: 'wrong', tone: 'wrong' },
  bounced: { icon: 'undo', tone: 'wrong' },
} as const;

export function PersonState({ person }: { person: RunDetail['people'][number] }) {
  const { t } = useTranslation();
  const look = MAIL_LOOKS[person.state];
  return (
    <StateWord icon={look.icon} tone={look.tone}>
      {t(`reportSchedules.mailState.${person.state}`)}
    </StateWord>
  );
}

/** "01.11.2026 – 30.11.2026". */
export function usePeriodWords(): (period: Run['period']) => string {
  const format = useFormat();
  return useCallback(({ from, to }) => `${format.date(from)} – ${format.date(to)}`, [format]);
}
