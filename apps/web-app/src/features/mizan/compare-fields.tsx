/** Puts a second period beside balances: the same days a year before, until other days are named. */
import { yearBefore } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date-field.tsx';

interface Days {
  readonly from: string;
  readonly to: string;
}

interface CompareFieldsProps {
  /** What is shown, and what it is compared with; null for nothing. */
  readonly view: Days & { readonly prior: Days | null };
  readonly onChange: (prior: Days | null) => void;
}

/** As the files ask for it: "2025-01-01/2025-12-31". */
export const priorInQuery = (prior: Days | null) =>
  prior === null ? {} : { prior: `${prior.from}/${prior.to}` };

export function CompareFields({ view, onChange }: CompareFieldsProps) {
  const { t } = useTranslation();
  const { prior } = view;
  return (
    <>
      <label style={{ display: 'inline-flex', gap: 6, alignItems: 'center', whiteSpace: 'nowrap' }}>
        <input
          type="checkbox"
          checked={prior !== null}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? { from: yearBefore(view.from), to: yearBefore(view.to) } : null,
            )
          }
        />
        {t('ledger.mizan.compare')}
      </label>
      {prior !== null && (
        <>
          <DateField
            hideLabel
            label={t('ledger.mizan.priorFrom')}
            value={prior.from}
            onChange={(iso) => iso !== '' && onChange({ ...prior, from: iso })}
          />
          <DateField
            hideLabel
            label={t('ledger.mizan.priorTo')}
            value={prior.to}
            onChange={(iso) => iso !== '' && onChange({ ...prior, to: iso })}
          />
        </>
      )}
    </>
  );
}
