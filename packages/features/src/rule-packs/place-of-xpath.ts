/** Where on the invoice's paper the element of an XPath stands: "/Invoice/cac:InvoiceLine[2]/cac:TaxTotal" → "lines[1].taxTotals[0]". */

interface Step {
  /** The element's name without prefix or namespace. */
  readonly name: string;
  /** From nought. */
  readonly index: number;
}

const ROOTS = new Set(['Invoice', 'CreditNote']);

const HEAD: Readonly<Record<string, string>> = {
  ProfileID: 'profile',
  CustomizationID: 'customization',
  ID: 'number',
  UUID: 'ettn',
  IssueDate: 'issueDate',
  IssueTime: 'issueTime',
  InvoiceTypeCode: 'type',
  CreditNoteTypeCode: 'type',
  DocumentCurrencyCode: 'currency',
  AccountingSupplierParty: 'supplier',
  AccountingCustomerParty: 'customer',
  LegalMonetaryTotal: 'totals',
};

const TOTALS: Readonly<Record<string, string>> = {
  LineExtensionAmount: 'lineExtension',
  TaxExclusiveAmount: 'taxExclusive',
  TaxInclusiveAmount: 'taxInclusive',
  AllowanceTotalAmount: 'allowance',
  ChargeTotalAmount: 'charge',
  PayableRoundingAmount: 'payableRounding',
  PayableAmount: 'payable',
};

const LINE: Readonly<Record<string, string>> = {
  ID: 'id',
  InvoicedQuantity: 'quantity',
  CreditedQuantity: 'quantity',
  LineExtensionAmount: 'amount',
  Price: 'unitPrice',
  Item: 'name',
  Note: 'note',
};

const TAXES: Readonly<Record<string, string>> = {
  TaxTotal: 'taxTotals',
  WithholdingTaxTotal: 'withholdingTotals',
  AllowanceCharge: 'allowanceCharges',
};

const SUBTOTAL: Readonly<Record<string, string>> = {
  TaxableAmount: 'taxable',
  TaxAmount: 'tax',
  Percent: 'percent',
  TaxCategory: 'code',
};

/** Null where it stands in no part of the paper: the document as a whole. */
export function placeOfXpath(xpath: string): string | null {
  const steps = stepsOf(xpath);
  const root = steps.findIndex(({ name }) => ROOTS.has(name));
  const [first, ...rest] = root === -1 ? [] : steps.slice(root + 1);
  if (first === undefined) return null;
  if (first.name === 'InvoiceLine' || first.name === 'CreditNoteLine') {
    const line = `lines[${first.index}]`;
    const [within, ...deeper] = rest;
    if (within === undefined) return line;
    const taxes = taxPlace(within, deeper);
    const part = taxes ?? LINE[within.name];
    return part === undefined ? line : `${line}.${part}`;
  }
  const taxes = taxPlace(first, rest);
  if (taxes !== null) return taxes;
  const part = HEAD[first.name];
  if (part !== 'totals') return part ?? null;
  const total = TOTALS[rest[0]?.name ?? ''];
  return total === undefined ? part : `${part}.${total}`;
}

function taxPlace(step: Step, rest: readonly Step[]): string | null {
  const list = TAXES[step.name];
  if (list === undefined) return null;
  const place = `${list}[${step.index}]`;
  const [subtotal, leaf] = rest;
  if (subtotal === undefined || list === 'allowanceCharges') return place;
  if (subtotal.name === 'TaxAmount') return `${place}.amount`;
  if (subtotal.name !== 'TaxSubtotal') return place;
  const part = SUBTOTAL[leaf?.name ?? ''];
  return `${place}.subtotals[${subtotal.index}]${part === undefined ? '' : `.${part}`}`;
}

/** Steps as engines write them: "cac:Item[2]", "*:Item[2]", "Q{urn…}Item[2]", "*[local-name()='Item'][2]". Attributes are left out. */
function stepsOf(xpath: string): Step[] {
  const plain = xpath
    .replace(/Q\{[^}]*\}/g, '')
    .replace(/\*\[local-name\(\)\s*=\s*['"]([\w-]+)['"][^\]]*\]/g, '$1');
  return plain.split('/').flatMap((step) => {
    const found = /^(?:[\w.*-]+:)?([\w-]+)(?:\[(\d+)\])?/.exec(step);
    const name = found?.[1];
    return name === undefined ? [] : [{ name, index: Number(found?.[2] ?? '1') - 1 }];
  });
}
