/** The return of a received invoice, ready to be looked over: its seller becomes the buyer, its lines go back as they came. */
import { basisPoints } from '../fatura/amounts.ts';
import type { AllowanceCharge, Invoice, InvoiceLine, InvoiceParty } from '../fatura/invoice.ts';
import { add, formatDecimal, parseDecimal, roundHalfUp, ZERO } from '../money/decimal.ts';
import { percentText } from './add-up-draft.ts';
import type { DraftLine, DraftParty, InvoiceDraft } from './invoice-draft.ts';

function partyOf(party: InvoiceParty): DraftParty {
  return {
    taxId: party.taxId?.value ?? '',
    name: party.name?.slice(0, 300) ?? '',
    taxOffice: party.taxOffice?.slice(0, 80) ?? null,
    street: party.address?.slice(0, 200) ?? null,
    city: party.city?.slice(0, 80) ?? null,
    country: party.country?.slice(0, 80) ?? 'Türkiye',
    ...{ email: null, phone: null, website: null, building: null, district: null, postalZone: null },
  };
}

/** Sum of the allowances; null where there are none. */
function discountOf(allowances: readonly AllowanceCharge[]): string | null {
  const sum = allowances
    .filter(({ isCharge }) => !isCharge)
    .reduce((total, { amount }) => add(total, parseDecimal(amount) ?? ZERO), ZERO);
  return sum.digits === 0n ? null : formatDecimal(roundHalfUp(sum, 2));
}

function lineOf(line: InvoiceLine): DraftLine {
  const kdv = line.taxTotals
    .flatMap(({ subtotals }) => subtotals)
    .find(({ code }) => (code ?? '0015') === '0015');
  const withheld = line.withholdingTotals.flatMap(({ subtotals }) => subtotals)[0];
  return {
    name: line.name?.slice(0, 300) ?? '',
    quantity: line.quantity?.trim().slice(0, 40) ?? '1',
    unit: line.unit?.slice(0, 5) ?? 'C62',
    unitPrice: line.unitPrice?.trim().slice(0, 40) ?? line.amount?.trim().slice(0, 40) ?? '',
    discountPercent: null,
    discountAmount: discountOf(line.allowanceCharges),
    kdvPercent: percentText(basisPoints(kdv?.percent ?? null) ?? 0),
    withholdingCode: withheld?.code?.slice(0, 5) || null,
    withholdingPercent: withheld === undefined ? null : percentText(basisPoints(withheld.percent) ?? 0),
    exemptionCode: kdv?.exemptionCode?.slice(0, 5) || null,
    exemptionReason: kdv?.exemptionReason?.slice(0, 300) || null,
    ...{ note: null, sellerCode: null, gtip: null, specialBase: null, kdvInPrice: false },
    ...{ accommodationPercent: null, buyerLineCode: null, investment: null },
  };
}

/** Types whose lines a return can carry as they are: no base of its own, no tax beside KDV. */
const RETURNABLE = new Set(['SATIS', 'TEVKIFAT', 'ISTISNA']);

/** False where the invoice has what a return written here could not say: another tax than KDV, a charge, a special base. */
export function canBeReturned(invoice: Invoice): boolean {
  const totals = [...invoice.taxTotals, ...invoice.lines.flatMap((line) => line.taxTotals)];
  const codes = totals.flatMap(({ subtotals }) => subtotals).map(({ code }) => code?.trim() || '0015');
  const charges = [invoice, ...invoice.lines].flatMap((each) => each.allowanceCharges);
  return (
    RETURNABLE.has(invoice.type?.trim() ?? '') &&
    codes.every((code) => code === '0015') &&
    charges.every(({ isCharge }) => !isCharge)
  );
}

/**
 * `base` is an empty draft of the client, with itself as seller. What the invoice does not say, district and the like, is
 * left open; the person takes out the lines that do not go back. Law: KDVK md. 35.
 */
export function returnOf(invoice: Invoice, base: InvoiceDraft): InvoiceDraft {
  const isLira = invoice.currency === 'TRY' || invoice.currency === 'TRL' || invoice.currency === null;
  const isArchive = invoice.profile === 'EARSIVFATURA';
  const lines = invoice.lines.slice(0, 1000).map(lineOf);
  return {
    ...base,
    profile: isArchive ? 'EARSIVFATURA' : 'TEMELFATURA',
    // Withheld KDV does not go back by the invoice: KDVGUT I/C-2.1.4.1.
    type: lines.some(({ withholdingCode }) => withholdingCode !== null) ? 'TEVKIFATIADE' : 'IADE',
    currency: isLira ? 'TRY' : (invoice.currency ?? 'TRY').slice(0, 3),
    exchangeRate: isLira ? null : (invoice.exchangeRate?.slice(0, 40) ?? null),
    customer: partyOf(invoice.supplier),
    lines,
    discountAmount: discountOf(invoice.allowanceCharges),
    returns: [
      { number: invoice.number?.slice(0, 60) ?? '', issueDate: invoice.issueDate?.slice(0, 10) ?? '' },
    ],
    earchive: isArchive ? { sendingType: 'ELEKTRONIK', internet: null } : null,
  };
}
