/** When it comes and which days it tells of. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ChangeDraft, type Draft, type Rule, ruleOf } from './plan-draft.ts';
import { WEEKDAYS } from './schedule-words.tsx';
import classes from './schedules.module.css';

const RHYTHMS = ['day', 'week', 'month', 'closing'] as const;
const OFF_DAYS = ['keep', 'next', 'previous'] as const;
const SPANS = [
  'previous-month',
  'year-to-previous-month',
  'this-month',
  'previous-week',
  'yesterday',
] as const;
const CLOSING_SPANS = ['previous-month', 'year-to-previous-month'] as const;

interface WhenFieldsProps {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly timeZone: string;
}

function SpanField({ draft, change }: Omit<WhenFieldsProps, 'timeZone'>) {
  const { t } = useTranslation();
  const isClosing = draft.rule.every === 'closing';
  return (
    <NativeSelect
      label={t('reportSchedules.form.span')}
      value={draft.span}
      data={
        isClosing
          ? CLOSING_SPANS.map((value) => ({ value, label: t(`reportSchedules.form.closingSpans.${value}`) }))
          : SPANS.map((value) => ({ value, label: t(`reportSchedules.form.spans.${value}`) }))
      }
      onChange={(event) => {
        const span = SPANS.find((each) => each === event.currentTarget.value);
        if (span !== undefined) change({ span });
      }}
    />
  );
}

/** "first-working", "last-working" or a number, as a choice has it. */
function dayOfChoice(value: string): number | 'first-working' | 'last-working' {
  return value === 'first-working' || value === 'last-working' ? value : Number(value);
}

function DayField({ rule, set }: { rule: Rule; set: (rule: Rule) => void }) {
  const { t } = useTranslation();
  if (rule.every === 'day')
    return (
      <Checkbox
        label={t('reportSchedules.form.workingDaysOnly')}
        checked={rule.workingDaysOnly ?? true}
        onChange={(event) => set({ ...rule, workingDaysOnly: event.currentTarget.checked })}
      />
    );
  if (rule.every === 'week')
    return (
      <NativeSelect
        label={t('reportSchedules.form.weekday')}
        value={String(rule.weekday)}
        data={WEEKDAYS.map((name, index) => ({
          value: String(index + 1),
          label: t(`reportSchedules.weekdays.${name}`),
        }))}
        onChange={(event) => set({ ...rule, weekday: Number(event.currentTarget.value) })}
      />
    );
  if (rule.every === 'closing') return null;
  return (
    <NativeSelect
      label={t('reportSchedules.form.day')}
      value={String(rule.day)}
      data={[
        { value: 'first-working', label: t('reportSchedules.form.firstWorking') },
        { value: 'last-working', label: t('reportSchedules.form.lastWorking') },
        ...Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
      ]}
      onChange={(event) => set({ ...rule, day: dayOfChoice(event.currentTarget.value) })}
    />
  );
}

function OffDayField({ rule, set }: { rule: Rule; set: (rule: Rule) => void }) {
  const { t } = useTranslation();
  const isAsked = rule.every === 'week' || (rule.every === 'month' && typeof rule.day === 'number');
  if (!isAsked || (rule.every !== 'week' && rule.every !== 'month')) return null;
  return (
    <NativeSelect
      label={t('reportSchedules.form.offDay')}
      value={rule.offDay ?? 'keep'}
      data={OFF_DAYS.map((value) => ({ value, label: t(`reportSchedules.form.offDays.${value}`) }))}
      onChange={(event) => {
        const offDay = OFF_DAYS.find((each) => each === event.currentTarget.value);
        if (offDay !== undefined) set({ ...rule, offDay });
      }}
    />
  );
}

export function WhenFields({ draft, change, timeZone }: WhenFieldsProps) {
  const { t } = useTranslation();
  const { rule } = draft;
  const set = (next: Rule) => {
    const isFit = next.every !== 'closing' || CLOSING_SPANS.some((span) => span === draft.span);
    change({ rule: next, ...(isFit ? {} : { span: 'previous-month' }) });
  };
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={t('reportSchedules.form.when')}
        value={rule.every}
        data={RHYTHMS.filter((each) => each !== 'closing' || draft.about !== 'office').map((value) => ({
          value,
          label: t(`reportSchedules.form.every.${value}`),
        }))}
        onChange={(event) => {
          const every = RHYTHMS.find((each) => each === event.currentTarget.value);
          if (every !== undefined) set(ruleOf(every, rule));
        }}
      />
      <DayField rule={rule} set={set} />
      <OffDayField rule={rule} set={set} />
      {rule.every !== 'closing' && (
        <TextInput
          type="time"
          label={t('reportSchedules.form.time')}
          description={t('reportSchedules.form.timeHint', { zone: timeZone })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={rule.time}
          onChange={(event) => {
            if (event.currentTarget.value !== '') set({ ...rule, time: event.currentTarget.value });
          }}
        />
      )}
      <SpanField draft={draft} change={change} />
    </div>
  );
}
