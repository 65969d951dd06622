/** The foot of an invoice: totals, taxes by rate, withholding, what is to be paid. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isZeroText } from '../../format/amount.ts';
import { useFormat } from '../../format/use-format.ts';
import { FindingNotes } from './findings.tsx';
import classes from './invoice.module.css';
import type { Invoice } from './invoice-type.ts';
import { At, useFindings } from './lit.tsx';
import { partOf } from './places.ts';

type Subtotal = Invoice['taxTotals'][number]['subtotals'][number];

function useTaxName(): (subtotal: Subtotal, withheld: boolean) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (subtotal, withheld) => {
    const percent = subtotal.percent === null ? null : format.quantity(subtotal.percent);
    const name = subtotal.name ?? (subtotal.code === '0015' ? 'KDV' : t('invoice.otherTax'));
    if (percent === null) return t('invoice.taxRowPlain', { name });
    if (withheld)
      return subtotal.name === null
        ? t('invoice.withholding', { percent })
        : t('invoice.withholdingNamed', { name, percent });
    return t('invoice.taxRow', { name, percent });
  };
}

function Row({
  at,
  name,
  value,
  extra,
  strong = false,
}: {
  at: string;
  name: string;
  value: string | null;
  extra?: ReactNode;
  strong?: boolean;
}) {
  const format = useFormat();
  if (value === null) return null;
  return (
    <tr data-strong={strong || undefined}>
      <th scope="row">
        {name} {extra !== undefined && <span className="faint">{extra}</span>}
      </th>
      <td className="num">
        <At at={at}>{format.amount(value)}</At>
      </td>
    </tr>
  );
}

function TaxRows({ invoice, kind }: { invoice: Invoice; kind: 'taxTotals' | 'withholdingTotals' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useTaxName();
  return (
    <>
      {invoice[kind].flatMap((total, i) =>
        total.subtotals.map((subtotal, j) => {
          const at = `${kind}[${i}].subtotals[${j}]`;
          const base =
            subtotal.taxable === null ? null : (
              <At at={`${at}.taxable`}>{t('invoice.base', { amount: format.amount(subtotal.taxable) })}</At>
            );
          const exemption =
            subtotal.exemptionCode === null
              ? null
              : ` · ${t('invoice.exemption', { code: subtotal.exemptionCode })} ${subtotal.exemptionReason ?? ''}`;
          return (
            <Row
              key={at}
              at={`${at}.tax`}
              name={nameOf(subtotal, kind === 'withholdingTotals')}
              value={subtotal.tax}
              extra={
                <>
                  {base}
                  {exemption}
                </>
              }
            />
          );
        }),
      )}
    </>
  );
}

const unlessZero = (value: string | null) => (value === null || isZeroText(value) ? null : value);

export function InvoiceTotals({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const findings = useFindings((place) => partOf(place) === 'totals');
  const { totals } = invoice;
  const payable =
    invoice.currency === null || invoice.currency === 'TRY'
      ? t('invoice.payable')
      : `${t('invoice.payable')} (${invoice.currency})`;
  return (
    <div className={classes.totalsBox}>
      <table className={classes.totals}>
        <tbody>
          <Row at="totals.lineExtension" name={t('invoice.lineTotal')} value={totals.lineExtension} />
          <Row at="totals.allowance" name={t('invoice.allowance')} value={unlessZero(totals.allowance)} />
          <Row at="totals.charge" name={t('invoice.chargeTotal')} value={unlessZero(totals.charge)} />
          <Row at="totals.taxExclusive" name={t('invoice.taxExclusive')} value={totals.taxExclusive} />
          <TaxRows invoice={invoice} kind="taxTotals" />
          <Row at="totals.taxInclusive" name={t('invoice.taxInclusive')} value={totals.taxInclusive} />
          <TaxRows invoice={invoice} kind="withholdingTotals" />
          <Row
            at="totals.payableRounding"
            name={t('invoice.rounding')}
            value={unlessZero(totals.payableRounding)}
          />
          <Row at="totals.payable" name={payable} value={totals.payable} strong />
        </tbody>
      </table>
      <FindingNotes findings={findings} />
    </div>
  );
}
