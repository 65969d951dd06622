/** The month to which a list of documents is narrowed; pressing it shows every month again. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../../format/use-month-name.ts';
import { Icon } from '../../ui/icon.tsx';

export function MonthChip({ month, onClear }: { month: string; onClear: () => void }) {
  const { t } = useTranslation();
  const name = useMonthName()(month);
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${name}: ${t('shell.month.clear')}`}
      rightSection={<Icon name="cross" size={12} />}
      onClick={onClear}
    >
      {name}
    </Button>
  );
}
