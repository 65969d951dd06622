/** Which field of the form a fault of the official rules leads to: the written XML's place, as a place of the draft. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';

/** Parts of the XML that the invoice's paper has no place for, by the element that the fault stands in. */
const BY_ELEMENT: readonly (readonly [element: string, place: string])[] = [
  ['BillingReference', 'returns[0].number'],
  ['OrderReference', 'order.number'],
  ['DespatchDocumentReference', 'despatches[0].number'],
  ['PayeeFinancialAccount', 'iban'],
  ['PaymentMeans', 'paymentMeansCode'],
  ['PaymentTerms', 'dueDate'],
  ['PricingExchangeRate', 'exchangeRate'],
  ['BuyerCustomerParty', 'buyer.name'],
];

const WHOLE: Readonly<Record<string, string>> = {
  profile: 'profile',
  type: 'type',
  issueDate: 'issueDate',
  issueTime: 'issueDate',
  currency: 'currency',
  supplier: 'supplier.name',
  customer: 'customer.name',
};

const OF_LINE: Readonly<Record<string, string>> = {
  quantity: 'quantity',
  amount: 'unitPrice',
  unitPrice: 'unitPrice',
  withholdingTotals: 'withholdingCode',
  allowanceCharges: 'discountAmount',
};

/** Null where no field of the form is meant: the number, a sum, the document as a whole. */
export function placeInDraft({ place, params }: Pick<Finding, 'place' | 'params'>): string | null {
  const xpath = params?.xpath ?? '';
  const line = /^lines\[\d+\]/.exec(place ?? '')?.[0];
  if (line !== undefined) {
    if (/(?:^|[/:}])Delivery\b/.test(xpath)) return `${line}.gtip`;
    const part = /^\.(\w+)/.exec((place ?? '').slice(line.length))?.[1] ?? 'name';
    if (part === 'taxTotals')
      return `${line}.${(place ?? '').endsWith('.code') ? 'exemptionCode' : 'kdvPercent'}`;
    return `${line}.${OF_LINE[part] ?? 'name'}`;
  }
  const element = BY_ELEMENT.find(([name]) => new RegExp(`(?:^|[/:}])${name}\\b`).test(xpath));
  if (element !== undefined) return element[1];
  return WHOLE[/^\w+/.exec(place ?? '')?.[0] ?? ''] ?? null;
}
