/** A finding: something wrong or doubtful in a document or in the books, as data that a person can act on. */

export type FindingSeverity = 'error' | 'warning' | 'info';

/**
 * `error` keeps a voucher out of "approve all clean"; `warning` asks for a look; `info` only tells.
 * `place` is where it stands in the document ("lines[3].taxTotals[0]", "totals.payable") or null for all of it.
 * `params` are the facts for the text (amounts as decimal text); the Turkish and English texts live with the code.
 */
export interface Finding {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly place: string | null;
  /** Turkish text, complete in itself: what is wrong, with the figures. */
  readonly message: string;
  /** The same in English. */
  readonly messageEn: string;
  readonly params: Readonly<Record<string, string>>;
}
