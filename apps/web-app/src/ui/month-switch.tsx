/** The month of the books (dönem) that a page shows: its name, one back, one forth; [ and ] by keyboard. */
import { ActionIcon } from '@mantine/core';
import { monthAfter } from '@muhasebi/accounting/donem/month.ts';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../format/use-month-name.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { Icon } from './icon.tsx';
import classes from './ui.module.css';

export function MonthSwitch({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const { t } = useTranslation();
  const name = useMonthName();
  const back = () => onChange(monthAfter(month, -1));
  const forth = () => onChange(monthAfter(month, 1));
  useKeys([
    { key: '[', label: t('shell.month.back'), run: back },
    { key: ']', label: t('shell.month.forth'), run: forth },
  ]);
  return (
    <fieldset className={classes.month} aria-label={t('shell.month.label')}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('shell.month.back')} onClick={back}>
        <Icon name="left" />
      </ActionIcon>
      <strong aria-live="polite">{name(month)}</strong>
      <ActionIcon variant="subtle" color="gray" aria-label={t('shell.month.forth')} onClick={forth}>
        <Icon name="right" />
      </ActionIcon>
    </fieldset>
  );
}
