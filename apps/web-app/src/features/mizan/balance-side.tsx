/** A balance the way books say it: the amount, and on which side it stands. */
import { useTranslation } from 'react-i18next';
import { isZeroText } from '../../format/amount.ts';
import { Amount } from '../../ui/small.tsx';

/** Debit less credit: plus is a debit balance, minus one of credit. */
export function BalanceSide({ value }: { value: string }) {
  const { t } = useTranslation();
  if (isZeroText(value)) return <Amount value={value} />;
  const isCredit = value.startsWith('-');
  return (
    <>
      <Amount value={isCredit ? value.slice(1) : value} />{' '}
      <abbr
        className="faint"
        title={isCredit ? t('ledger.mizan.column.credit') : t('ledger.mizan.column.debit')}
        style={{ textDecoration: 'none' }}
      >
        {isCredit ? t('ledger.account.creditMark') : t('ledger.account.debitMark')}
      </abbr>
    </>
  );
}
