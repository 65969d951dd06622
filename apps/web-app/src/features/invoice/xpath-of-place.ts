/** Which element of the XML a place on the paper is: "lines[1].quantity" → "/Invoice/InvoiceLine[2]/InvoicedQuantity", without prefixes. */

interface Step {
  /** Local name of the element. */
  readonly name: string;
  /** What the parts of the place below it are called. */
  readonly parts: Readonly<Record<string, Step>>;
}

const step = (name: string, parts: Readonly<Record<string, Step>> = {}): Step => ({ name, parts });

const SUBTOTAL = {
  taxable: step('TaxableAmount'),
  tax: step('TaxAmount'),
  percent: step('Percent'),
  code: step('TaxCategory'),
};
const TAX = { amount: step('TaxAmount'), subtotals: step('TaxSubtotal', SUBTOTAL) };
const CHARGE = { amount: step('Amount'), reason: step('AllowanceChargeReason') };
const TAXES = {
  taxTotals: step('TaxTotal', TAX),
  withholdingTotals: step('WithholdingTaxTotal', TAX),
  allowanceCharges: step('AllowanceCharge', CHARGE),
};
const LINE = {
  ...TAXES,
  id: step('ID'),
  quantity: step('InvoicedQuantity'),
  unit: step('InvoicedQuantity'),
  amount: step('LineExtensionAmount'),
  unitPrice: step('Price'),
  name: step('Item'),
  note: step('Note'),
};
const TOTALS = {
  lineExtension: step('LineExtensionAmount'),
  taxExclusive: step('TaxExclusiveAmount'),
  taxInclusive: step('TaxInclusiveAmount'),
  allowance: step('AllowanceTotalAmount'),
  charge: step('ChargeTotalAmount'),
  payableRounding: step('PayableRoundingAmount'),
  payable: step('PayableAmount'),
};
const ROOT: Step = step('Invoice', {
  ...TAXES,
  profile: step('ProfileID'),
  customization: step('CustomizationID'),
  number: step('ID'),
  ettn: step('UUID'),
  issueDate: step('IssueDate'),
  issueTime: step('IssueTime'),
  type: step('InvoiceTypeCode'),
  currency: step('DocumentCurrencyCode'),
  exchangeRate: step('PricingExchangeRate'),
  signature: step('Signature'),
  supplier: step('AccountingSupplierParty'),
  customer: step('AccountingCustomerParty'),
  lines: step('InvoiceLine', LINE),
  totals: step('LegalMonetaryTotal', TOTALS),
});

/** As far down as the place is known; null where it is about the document as a whole. */
export function xpathOfPlace(place: string | null): string | null {
  const names: string[] = [];
  let at = ROOT;
  for (const part of place?.split('.') ?? []) {
    const [, name = '', index] = /^(\w+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const next = Object.hasOwn(at.parts, name) ? at.parts[name] : undefined;
    if (next === undefined) break;
    names.push(index === undefined ? next.name : `${next.name}[${Number(index) + 1}]`);
    at = next;
  }
  return names.length === 0 ? null : `/${ROOT.name}/${names.join('/')}`;
}
