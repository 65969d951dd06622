/** The small things that documents of trade are made of: amounts, quantities, numbers of items, periods, rates, payments. */

/** A decimal number exactly as the document writes it, e.g. "1234.50" or "0.12345678"; never a float. */
export type DecimalText = string;

/** A quantity with its UN/ECE Rec 20 unit code. */
export interface Quantity {
  readonly value: DecimalText;
  readonly unit: string | null;
}

/** An amount with its ISO 4217 currency. */
export interface StatedAmount {
  readonly value: DecimalText;
  readonly currency: string | null;
}

/** A figure by the name that UBL gives it, with its currency or its unit: "InsuranceValueAmount", "GrossWeightMeasure". */
export interface NamedFigure {
  readonly name: string;
  readonly value: DecimalText;
  readonly unit: string | null;
}

/** Another number of an item than its name, with the scheme that the document gives it (ETIKETNO, KUNYENO, MAL_SAHIBI …). */
export interface ItemIdentification {
  readonly kind:
    | 'seller'
    | 'buyer'
    | 'manufacturer'
    | 'additional'
    | 'classification'
    | 'serial'
    | 'trace'
    | 'registration'
    | 'lot';
  readonly scheme: string | null;
  readonly id: string;
}

export interface PostalAddress {
  /** Street, building, door, district. */
  readonly address: string | null;
  readonly city: string | null;
  readonly postalZone: string | null;
  readonly country: string | null;
}

/** cac:InvoicePeriod; dates are ISO, times as written. */
export interface StatedPeriod {
  readonly startDate: string | null;
  readonly startTime: string | null;
  readonly endDate: string | null;
  readonly endTime: string | null;
  readonly description: string | null;
  /** cbc:DurationMeasure with its unit, e.g. "2" DAY. */
  readonly duration: Quantity | null;
}

/** One rate as stated: `rate` units of `target` for one of `source`. */
export interface StatedExchangeRate {
  readonly kind: 'pricing' | 'tax' | 'payment' | 'alternative';
  readonly source: string | null;
  readonly target: string | null;
  readonly rate: DecimalText | null;
  readonly date: string | null;
}

export interface FinancialAccount {
  /** IBAN or account number, as written. */
  readonly id: string | null;
  readonly currency: string | null;
  readonly bank: string | null;
  readonly branch: string | null;
  readonly note: string | null;
}

/** cac:PaymentMeans; `code` is of UN/ECE 4461 ("42" to a bank account, "48" by card). */
export interface PaymentMeans {
  readonly code: string | null;
  readonly dueDate: string | null;
  readonly channel: string | null;
  readonly note: string | null;
  readonly payee: FinancialAccount | null;
  readonly payer: FinancialAccount | null;
}

export interface PaymentTerms {
  readonly note: string | null;
  readonly dueDate: string | null;
  readonly penaltyPercent: DecimalText | null;
  readonly amount: StatedAmount | null;
  readonly penaltyAmount: StatedAmount | null;
}

/** Another number of a party than its tax number: MERSISNO, TICARETSICILNO, ABONENO, PLAKA …. */
export interface PartyIdentification {
  readonly scheme: string | null;
  readonly id: string;
}

/** A package of an export: how many of which type. */
export interface StatedPackage {
  readonly id: string | null;
  readonly type: string | null;
  readonly quantity: Quantity | null;
}
