/** Puts a second period beside the mizan: the same days a year before, until other days are named. */
import { yearBefore } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date-field.tsx';
import type { MizanView } from './mizan-period.ts';

interface CompareFieldsProps {
  readonly view: MizanView;
  readonly onChange: (prior: MizanView['prior']) => void;
}

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
