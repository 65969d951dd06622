/** What an invoice comes to while it is typed: exact, by the same code that writes it. */
import type { AddedDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { percentText } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { amountInWords } from '@muhasebi/accounting/duzenleme/amount-in-words.ts';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { useTranslation } from 'react-i18next';
import { Amount } from '../../ui/small.tsx';
import classes from './issued.module.css';

export function InvoiceTotals({ added, currency }: { added: AddedDraft; currency: string }) {
  const { t } = useTranslation();
  const { totals, kdv, accommodation, withheld } = added;
  // KDV that is stated and not added: forgone, or in the price already.
  const stated = sumKurus(kdv.map(({ taxKurus }) => taxKurus));
  const notAdded = totals.taxExclusiveKurus + stated + totals.accommodationKurus - totals.taxInclusiveKurus;
  const row = (key: string, label: string, kurus: bigint, isLast = false) => (
    <div key={key} className={classes.total} data-last={isLast || undefined}>
      <dt>{label}</dt>
      <dd>
        <Amount value={kurusToDecimal(kurus)} currency={currency} zero="number" />
      </dd>
    </div>
  );
  return (
    <div className={classes.totals}>
      <dl>
        {row('gross', t('issuedInvoices.total.gross'), totals.grossKurus)}
        {totals.discountKurus !== 0n &&
          row('discount', t('issuedInvoices.total.discount'), -totals.discountKurus)}
        {kdv.map(({ basisPoints, exemptionCode, taxKurus }) =>
          row(
            `kdv ${basisPoints} ${exemptionCode}`,
            t('issuedInvoices.total.kdv', { rate: percentText(basisPoints) }) +
              (exemptionCode === null ? '' : ` (${exemptionCode})`),
            taxKurus,
          ),
        )}
        {accommodation.map(({ basisPoints, taxKurus }) =>
          row(
            `accommodation ${basisPoints}`,
            t('issuedInvoices.total.accommodation', { rate: percentText(basisPoints) }),
            taxKurus,
          ),
        )}
        {notAdded !== 0n && row('not-added', t('issuedInvoices.total.notAdded'), -notAdded)}
        {row('inclusive', t('issuedInvoices.total.inclusive'), totals.taxInclusiveKurus)}
        {withheld.map(({ code, percent, taxKurus }) =>
          row(
            `withheld ${code} ${percent}`,
            t('issuedInvoices.total.withheld', { code, percent }),
            -taxKurus,
          ),
        )}
        {totals.uncollectedKurus !== 0n &&
          row('uncollected', t('issuedInvoices.total.uncollected'), -totals.uncollectedKurus)}
        {row('payable', t('issuedInvoices.total.payable'), totals.payableKurus, true)}
      </dl>
      <p className="soft">{amountInWords(totals.payableKurus, currency)}</p>
    </div>
  );
}
