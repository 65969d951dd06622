/** How runs and integrations stand, in words with their signs. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { IconName } from '../../ui/icon.tsx';
import { StateWord, type Tone } from '../../ui/small.tsx';
import type { Fault, Integration, Run } from './integrations-queries.ts';

const RUN_SIGNS: Readonly<Record<Run['state'], readonly [IconName, Tone]>> = {
  queued: ['clock', 'plain'],
  running: ['pulse', 'wait'],
  done: ['check', 'done'],
  failed: ['wrong', 'wrong'],
  stopped: ['cross', 'plain'],
};

export function RunState({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [icon, tone] = RUN_SIGNS[run.state];
  const word = run.undoneAt !== null ? 'undone' : run.isStopping ? 'stopping' : run.state;
  return (
    <StateWord icon={run.undoneAt !== null ? 'undo' : icon} tone={run.undoneAt !== null ? 'plain' : tone}>
      {t(`integrations.run.${word}`)}
    </StateWord>
  );
}

/** What a run brought, in one line. */
export function useRunResult(): (run: Run) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (run) => {
    if (run.fault !== null) return format.pick(run.fault.message, run.fault.messageEn);
    const counts = (['documents', 'statements', 'trayed', 'refused', 'known'] as const)
      .filter((name) => run[name] > 0)
      .map((name) => t(`integrations.run.${name}`, { n: format.count(run[name]) }));
    if (counts.length > 0) return counts.join(' · ');
    return run.endedAt === null ? '' : t('integrations.run.nothing');
  };
}

export function IntegrationState({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const { state, fault, failuresInARow } = integration;
  if (fault !== null)
    return (
      <StateWord icon="wrong" tone="wrong">
        {t('integrations.state.faulty')}
      </StateWord>
    );
  if (state === 'paused')
    return (
      <StateWord icon="clock" tone="plain">
        {t('integrations.state.paused')}
      </StateWord>
    );
  if (failuresInARow > 0)
    return (
      <StateWord icon="warn" tone="wait">
        {t('integrations.state.retrying')}
      </StateWord>
    );
  return (
    <StateWord icon="check" tone="done">
      {t('integrations.state.active')}
    </StateWord>
  );
}

/** What went wrong at the far side, and what to do now. */
export function FaultNote({ fault }: { fault: Fault }) {
  const format = useFormat();
  return (
    <div role="alert">
      <StateWord icon="wrong" tone="wrong">
        <strong>{format.pick(fault.message, fault.messageEn)}</strong>
      </StateWord>
      <p className="soft">{format.pick(fault.next, fault.nextEn)}</p>
    </div>
  );
}
