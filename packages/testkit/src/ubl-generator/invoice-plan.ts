/** What is drawn of an invoice before it is added up and written. Amounts are hundredths of its currency. */
import type { Party } from './party.ts';

export interface PlannedLine {
  readonly name: string;
  readonly unit: string;
  /** Exact decimals as text. */
  readonly quantity: string;
  readonly unitPrice: string;
  /** Discount of the line in basis points of quantity × price. */
  readonly discountBasisPoints: number;
  readonly rateBasisPoints: number;
}

/** A tax beside KDV, on the same base and outside the base of KDV (ÖİV, konaklama vergisi). */
export interface SideTax {
  readonly code: string;
  readonly name: string;
  readonly rateBasisPoints: number;
}

export interface Withholding {
  readonly code: string;
  readonly name: string;
  /** Share of the KDV that the buyer keeps, in whole percent as GİB's list writes it: "90". */
  readonly percent: number;
}

export interface Exemption {
  readonly code: string;
  readonly reason: string;
}

export interface InvoicePlan {
  readonly profile: string;
  readonly type: string;
  readonly number: string;
  readonly ettn: string;
  readonly issueDate: string;
  readonly issueTime: string;
  readonly notes: readonly string[];
  readonly currency: string;
  /** TRY for one unit, where the currency is another. */
  readonly exchangeRate: string | null;
  readonly billing: { readonly number: string; readonly issueDate: string } | null;
  readonly supplier: Party;
  readonly customer: Party;
  /** The real buyer of an export invoice. */
  readonly buyer: Party | null;
  readonly lines: readonly PlannedLine[];
  /** Discount of the whole document in basis points of the sum of its lines. */
  readonly discountBasisPoints: number;
  /** A charge of the whole document (freight, packing). */
  readonly charge: { readonly reason: string; readonly amountKurus: bigint } | null;
  readonly sideTaxes: readonly SideTax[];
  readonly withholding: Withholding | null;
  /** Frees the whole invoice of KDV, or, with `kdvBaseBasisPoints`, names the law of its base. */
  readonly exemption: Exemption | null;
  /** Özel matrah: the part of the price that KDV is reckoned on; 10000 everywhere else. */
  readonly kdvBaseBasisPoints: number;
}
