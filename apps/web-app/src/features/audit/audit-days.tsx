/** The first and the last day of what is shown of the audit log. */
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date-field.tsx';

interface Days {
  readonly bas?: string;
  readonly son?: string;
}

export function AuditDays({ filter, set }: { filter: Days; set: (change: Days) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <DateField
        hideLabel
        label={t('audit.from')}
        value={filter.bas ?? ''}
        onChange={(bas) => set({ bas })}
      />
      <DateField hideLabel label={t('audit.to')} value={filter.son ?? ''} onChange={(son) => set({ son })} />
    </>
  );
}
