/** The voucher (fiş) as bookkeeping sees it: lines of borç and alacak in kuruş, and what a proposal adds to them. */

/** Amounts in kuruş, exact. */
export type Kurus = bigint;

export type VoucherType = 'acilis' | 'tahsil' | 'tediye' | 'mahsup' | 'kapanis';

/** One line: exactly one of debit and credit is positive, the other zero. */
export interface VoucherLine {
  readonly accountCode: string;
  readonly debitKurus: Kurus;
  readonly creditKurus: Kurus;
  readonly description: string;
  readonly fx: { readonly currency: string; readonly amount: string; readonly rate: string } | null;
}

/** What a line stands for; what the accountant changes is remembered by this key, per client and counterparty. */
export interface LineReason {
  /** Stable key of the role, e.g. "alis.matrah.2000" (rate in basis points), "alis.kdv.2000", "alis.satici". */
  readonly role: string;
  /** Turkish sentence: "KDV %20 matrah 1.000,00 → 191". */
  readonly text: string;
  readonly textEn: string;
  /** Places in the document this amount comes from: "taxTotals[0].subtotals[1].tax", "totals.payable", "lines[2].amount". */
  readonly places: readonly string[];
}

/** A sub-account that the proposal needs and the chart does not have yet. */
export interface NewAccount {
  readonly code: string;
  readonly parentCode: string;
  readonly name: string;
  readonly counterpartyTaxId: string | null;
}

export interface ProposedLine extends VoucherLine {
  readonly reason: LineReason;
}

export interface VoucherProposal {
  readonly type: VoucherType;
  /** ISO date of the voucher: the document's issue date. */
  readonly date: string;
  readonly description: string;
  readonly lines: readonly ProposedLine[];
  readonly newAccounts: readonly NewAccount[];
}
