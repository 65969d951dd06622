/** Why the ledger did not take this voucher, shown over its lines. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Refusal } from '../review/review-session.ts';
import classes from './vouchers.module.css';

export function RefusalNote({ refusal }: { refusal: Refusal | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (refusal === null) return null;
  return (
    <div role="alert" className={classes.refusal}>
      <Icon name="wrong" />
      <div>
        <strong>{t('ledger.voucher.refused')}</strong> {format.pick(refusal.tr, refusal.en)}
      </div>
    </div>
  );
}
