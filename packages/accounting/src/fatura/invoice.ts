/** The invoice as bookkeeping sees it: what UBL-TR (or any later source) is read into, exact decimals kept as text. */

/** A decimal number exactly as the document writes it, e.g. "1234.50" or "0.12345678"; never a float. */
export type DecimalText = string;

/** VKN: ten digits (companies); TCKN: eleven digits (persons). */
export interface TaxId {
  readonly scheme: 'VKN' | 'TCKN';
  readonly value: string;
}

/** Seller or buyer as stated on the document. */
export interface InvoiceParty {
  readonly taxId: TaxId | null;
  readonly name: string | null;
  readonly taxOffice: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** One tax by rate and code. `percent` is text ("20", "18.0"); `code` is GİB's tax type code ("0015" = KDV). */
export interface TaxSubtotal {
  readonly taxable: DecimalText | null;
  readonly tax: DecimalText | null;
  readonly percent: DecimalText | null;
  readonly code: string | null;
  readonly name: string | null;
  /** GİB exemption code (cbc:TaxExemptionReasonCode), e.g. "301" goods export. */
  readonly exemptionCode: string | null;
  readonly exemptionReason: string | null;
}

export interface TaxTotal {
  readonly amount: DecimalText | null;
  readonly subtotals: readonly TaxSubtotal[];
}

/** An allowance (indirim) or charge (artırım) of a line or of the document. */
export interface AllowanceCharge {
  readonly isCharge: boolean;
  readonly amount: DecimalText | null;
  readonly reason: string | null;
}

export interface InvoiceLine {
  readonly id: string | null;
  readonly name: string | null;
  readonly quantity: DecimalText | null;
  /** UN/ECE Rec 20 unit code, e.g. "C62" piece. */
  readonly unit: string | null;
  readonly unitPrice: DecimalText | null;
  /** cbc:LineExtensionAmount: net of line allowances, before taxes. */
  readonly amount: DecimalText | null;
  readonly allowanceCharges: readonly AllowanceCharge[];
  readonly taxTotals: readonly TaxTotal[];
  readonly withholdingTotals: readonly TaxTotal[];
  readonly note: string | null;
}

/** cac:LegalMonetaryTotal (TRY or document currency, as text). */
export interface InvoiceTotals {
  readonly lineExtension: DecimalText | null;
  readonly taxExclusive: DecimalText | null;
  readonly taxInclusive: DecimalText | null;
  readonly allowance: DecimalText | null;
  readonly charge: DecimalText | null;
  readonly payableRounding: DecimalText | null;
  readonly payable: DecimalText | null;
}

/** A document this one points to: the invoice a return answers, a despatch note, an order. */
export interface DocumentReference {
  readonly kind: 'billing' | 'despatch' | 'order' | 'additional';
  readonly id: string | null;
  readonly issueDate: string | null;
  readonly type: string | null;
}

/** One commercial invoice. Dates are ISO (YYYY-MM-DD), times as written; absent values are null. */
export interface Invoice {
  readonly profile: string | null;
  readonly customization: string | null;
  /** Sixteen characters by GİB's format: three letters, year, nine digits. */
  readonly number: string | null;
  /** ETTN: the UUID that makes an e-document unique in Türkiye. */
  readonly ettn: string | null;
  readonly issueDate: string | null;
  readonly issueTime: string | null;
  /** The day by which it is to be paid, where it states one; absent on what was read before the reader knew it. */
  readonly dueDate?: string | null;
  /** Accounts it asks to be paid to (cac:PaymentMeans), as written; absent on what was read before the reader knew them. */
  readonly paymentAccounts?: readonly string[];
  /** InvoiceTypeCode: SATIS, IADE, TEVKIFAT, ISTISNA, OZELMATRAH, IHRACKAYITLI … */
  readonly type: string | null;
  /** ISO 4217 of the document's amounts. */
  readonly currency: string | null;
  /** TRY for one unit of `currency`, as the document states it; null for TRY documents or where it states none. */
  readonly exchangeRate: DecimalText | null;
  readonly supplier: InvoiceParty;
  readonly customer: InvoiceParty;
  /** The real buyer (cac:BuyerCustomerParty) where `customer` is the customs ministry: export and passenger invoices. */
  readonly buyer?: InvoiceParty | null;
  readonly allowanceCharges: readonly AllowanceCharge[];
  readonly taxTotals: readonly TaxTotal[];
  readonly withholdingTotals: readonly TaxTotal[];
  readonly totals: InvoiceTotals;
  readonly lines: readonly InvoiceLine[];
  readonly references: readonly DocumentReference[];
  readonly notes: readonly string[];
}
