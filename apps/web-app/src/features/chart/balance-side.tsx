/** The balance of an account, and on which side it stands, in the words that come with the chart. */
import { useTranslation } from 'react-i18next';
import { isZeroText } from '../../format/amount.ts';
import { Amount } from '../../ui/small.tsx';

/** Debit less credit: plus is a debit balance, minus one of credit. */
export function BalanceSide({ value }: { value: string }) {
  const { t } = useTranslation();
  if (isZeroText(value)) return <Amount value={value} />;
  const side = value.startsWith('-') ? 'credit' : 'debit';
  return (
    <>
      <Amount value={value.replace('-', '')} />{' '}
      <abbr className="faint" title={t(`chart.side.${side}`)} style={{ textDecoration: 'none' }}>
        {t(`chart.side.${side}Mark`)}
      </abbr>
    </>
  );
}
