/** What the QR code of an invoice holds, by GİB's QR standard for e-Fatura and e-Arşiv. */
import { kurusToDecimal } from '../money/kurus.ts';
import { CUSTOMS_MINISTRY_VKN } from '../vkn/tax-number.ts';
import { type AddedDraft, percentText } from './add-up-draft.ts';
import type { NumberedInvoice } from './invoice-draft.ts';

/**
 * One JSON object as text, its keys in the standard's order; amounts are decimal text with a point. Source: Gelir
 * İdaresi Başkanlığı, e-Fatura/e-Arşiv karekod standardı. It belongs on the paper; no element of UBL-TR is made for it.
 */
export function karekodOf(invoice: NumberedInvoice, added: AddedDraft): string {
  const { totals } = added;
  const rates = new Map<string, { taxable: bigint; tax: bigint }>();
  for (const { basisPoints, taxableKurus, taxKurus } of added.kdv) {
    const before = rates.get(percentText(basisPoints)) ?? { taxable: 0n, tax: 0n };
    rates.set(percentText(basisPoints), {
      taxable: before.taxable + taxableKurus,
      tax: before.tax + taxKurus,
    });
  }
  return JSON.stringify({
    vkntckn: invoice.supplier.taxId,
    avkntckn: invoice.profile === 'IHRACAT' ? CUSTOMS_MINISTRY_VKN : invoice.customer.taxId,
    senaryo: invoice.profile,
    tip: invoice.type,
    tarih: invoice.issueDate,
    no: invoice.number,
    ettn: invoice.ettn,
    parabirimi: invoice.currency,
    malhizmettoplam: kurusToDecimal(totals.grossKurus),
    ...Object.fromEntries(
      [...rates].map(([rate, { taxable }]) => [`kdvmatrah(${rate})`, kurusToDecimal(taxable)]),
    ),
    ...Object.fromEntries(
      [...rates].map(([rate, { tax }]) => [`hesaplanankdv(${rate})`, kurusToDecimal(tax)]),
    ),
    vergidahil: kurusToDecimal(totals.taxInclusiveKurus),
    odenecek: kurusToDecimal(totals.payableKurus),
  });
}
