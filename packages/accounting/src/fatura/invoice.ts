/** The invoice as bookkeeping sees it: what UBL-TR (or any later source) is read into, exact decimals kept as text. */

import type {
  DecimalText,
  ItemIdentification,
  NamedFigure,
  PartyIdentification,
  PaymentMeans,
  PaymentTerms,
  PostalAddress,
  Quantity,
  StatedAmount,
  StatedExchangeRate,
  StatedPackage,
  StatedPeriod,
} from './invoice-parts.ts';

export type { DecimalText };

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
  /** Its other numbers; absent where it states none. */
  readonly identifications?: readonly PartyIdentification[];
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
  /** What a tax that is asked by the piece or the litre asks for one of them, and how many there are. */
  readonly perUnit?: StatedAmount;
  readonly baseUnit?: Quantity;
  /** The tax in the currency of the transaction, where that is another. */
  readonly transactionTax?: StatedAmount;
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
  /** What it was worked out from, and the factor ("0.1", or "10" of those who write a percent). */
  readonly base?: DecimalText;
  readonly factor?: DecimalText;
  readonly perUnit?: StatedAmount;
}

/** How goods go out or come in; of an export the terms, packages, customs numbers and values that it must state. */
export interface InvoiceDelivery {
  /** Incoterms, e.g. "FOB". */
  readonly terms: string | null;
  readonly termsAmount: StatedAmount | null;
  /** GİB's transport mode ("1" sea, "3" road, "4" air). */
  readonly transportMode: string | null;
  readonly actualDespatchDate: string | null;
  readonly actualDeliveryDate: string | null;
  readonly address: PostalAddress | null;
  readonly carrier: InvoiceParty | null;
  /** GTİP of the goods. */
  readonly customsIds: readonly string[];
  readonly packages: readonly StatedPackage[];
  /** Every other amount, weight and count of the shipment by its name in UBL. */
  readonly figures: readonly NamedFigure[];
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
  /** From here on only where stated. */
  readonly description?: string;
  readonly brand?: string;
  readonly model?: string;
  /** Country of origin. */
  readonly origin?: string;
  readonly identifications?: readonly ItemIdentification[];
  /** Currency of the price where it is not that of the document. */
  readonly priceCurrency?: string;
  readonly orderLineId?: string;
  /** The despatch notes, and their lines, that this line bills. */
  readonly despatchLines?: readonly { readonly despatch: string | null; readonly line: string | null }[];
  readonly deliveries?: readonly InvoiceDelivery[];
  /** cac:SubInvoiceLine: what the line is made of. */
  readonly subLines?: readonly InvoiceLine[];
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
  /** cbc:PrepaidAmount, which UBL has and UBL-TR has not: some e-Arşiv writers state an advance so. */
  readonly prepaid?: DecimalText;
}

/** A document this one points to: the invoice a return answers, a despatch note, an order. */
export interface DocumentReference {
  readonly kind: 'billing' | 'despatch' | 'order' | 'additional' | 'receipt' | 'contract' | 'originator';
  readonly id: string | null;
  readonly issueDate: string | null;
  readonly type: string | null;
  /** Scheme of the id, e.g. "YTBNO" of an investment certificate. */
  readonly scheme?: string;
  readonly description?: string;
  readonly issuer?: InvoiceParty;
  /** Lines of an invoice that is answered, with what of them. */
  readonly lines?: readonly { readonly id: string | null; readonly amount: StatedAmount | null }[];
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
  /**
   * InvoiceTypeCode: SATIS, IADE, TEVKIFAT, ISTISNA, OZELMATRAH, IHRACKAYITLI …; or CreditNoteTypeCode. Of a MUSTAHSILMAKBUZ
   * `supplier` is who issues it and buys, `customer` the producer who sells (UBL-TR Müstahsil Makbuzu guide); what the buyer keeps
   * back (stopaj 0003, Bağ-Kur SGK_PRIM, borsa 8001, mera 9040) stands among the taxes. Of a SERBESTMESLEKMAKBUZU `supplier` sells.
   */
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
  /** From here on only where stated, and absent on what was read before the reader knew them. */
  readonly period?: StatedPeriod;
  /** Kind of an SGK invoice (cbc:AccountingCost), e.g. "SAGLIK_ECZ". */
  readonly accountingCost?: string;
  readonly paymentMeans?: readonly PaymentMeans[];
  readonly paymentTerms?: readonly PaymentTerms[];
  /** Every rate that the document states, in any direction; `exchangeRate` is the one to use. */
  readonly exchangeRates?: readonly StatedExchangeRate[];
  readonly deliveries?: readonly InvoiceDelivery[];
  /** cac:TaxRepresentativeParty: the one who refunds KDV to a traveller. */
  readonly taxRepresentative?: InvoiceParty;
  /** cac:SellerSupplierParty, where another than the issuer sells. */
  readonly seller?: InvoiceParty;
  /** cac:BuyerCustomerParty that is not `buyer`: the patient, the insured. */
  readonly onBehalfOf?: InvoiceParty;
}
