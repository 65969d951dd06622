/** Choosing a month (dönem), or all of them: one back, one forth, or from the list; [ and ] by keyboard. */
import { ActionIcon } from '@mantine/core';
import { monthAfter, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../../format/use-month-name.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './client-bar.module.css';
import { ALL_MONTHS } from './use-client-month.ts';

interface MonthPickerProps {
  /** "2026-11"; null: every month. */
  readonly month: string | null;
  /** Offered beside today's and the one that is shown. */
  readonly months: Iterable<string>;
  readonly onChange: (month: string | null) => void;
  /** The line of a month in the list; its name where nothing else is to be said. */
  readonly label?: (month: string) => string;
  /** Where it stands on more pages than one: the help shows its keys among those of every page. */
  readonly everywhere?: boolean;
}

export function MonthPicker({ month, months, onChange, label, everywhere = false }: MonthPickerProps) {
  const { t } = useTranslation();
  const name = useMonthName();
  const today = monthOf(new Date());
  const step = (by: number) => onChange(month === null ? today : monthAfter(month, by));
  const group = everywhere ? ({ group: 'everywhere' } as const) : {};
  useKeys([
    { key: '[', label: t('shell.month.back'), run: () => step(-1), ...group },
    { key: ']', label: t('shell.month.forth'), run: () => step(1), ...group },
  ]);
  const shown = [...new Set([...months, today, ...(month === null ? [] : [month])])].toSorted().toReversed();
  return (
    <fieldset className={classes.choice} aria-label={t('shell.month.label')}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('shell.month.back')} onClick={() => step(-1)}>
        <Icon name="left" />
      </ActionIcon>
      <select
        className={classes.select}
        aria-label={t('shell.month.label')}
        value={month ?? ALL_MONTHS}
        onChange={({ currentTarget: { value } }) => onChange(value === ALL_MONTHS ? null : value)}
      >
        <option value={ALL_MONTHS}>{t('month.all')}</option>
        {shown.map((each) => (
          <option key={each} value={each}>
            {(label ?? name)(each)}
          </option>
        ))}
      </select>
      <ActionIcon variant="subtle" color="gray" aria-label={t('shell.month.forth')} onClick={() => step(1)}>
        <Icon name="right" />
      </ActionIcon>
    </fieldset>
  );
}
