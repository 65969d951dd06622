/** What a bank's statement is, whatever format it came in: heads, lines and ends, one after the other. */

/** camt.052 and camt.054 are read too, but are no statements: their lines come again in the camt.053 of the day. */
export type StatementFormat = 'mt940' | 'camt.052' | 'camt.053' | 'camt.054';

export interface Balance {
  /** ISO day. */
  readonly day: string | null;
  /** Hundredths of the currency; negative is owed to the bank. */
  readonly kurus: bigint;
  readonly currency: string;
  /** Of a page in the middle of a statement (MT940 60M and 62M, CAMT ITBD). */
  readonly isIntermediate: boolean;
  /** Line of the file, from 1. */
  readonly lineNo: number;
}

export interface StatementHead {
  readonly format: StatementFormat;
  /** As the bank gives it, without spaces: an IBAN or a number of its own. Null where the file says none. */
  readonly account: string | null;
  readonly currency: string | null;
  /** MT940 :20:, CAMT Stmt/Id. */
  readonly reference: string | null;
  /** "19321/1" in MT940, the sequence number in CAMT. */
  readonly statementNo: string | null;
  readonly opening: Balance | null;
  readonly lineNo: number;
}

export interface BankLine {
  /** The day it was booked on; the value day where the bank names no other. Null where it names none at all. */
  readonly bookedOn: string | null;
  readonly valuedOn: string | null;
  /** Hundredths; money in is positive, money out negative. */
  readonly kurus: bigint;
  /** Null: that of the account. */
  readonly currency: string | null;
  /** What the payer or the office said: MT940 reference for the account owner, CAMT EndToEndId. */
  readonly reference: string;
  /** The bank's own. */
  readonly bankReference: string;
  /** "NTRF" and the like; codes of CAMT joined by "/". */
  readonly kind: string;
  /** One line, spaces joined. */
  readonly text: string;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
  /** Line of the file that it begins at, from 1. */
  readonly lineNo: number;
}

export type StatementEvent =
  | { readonly kind: 'head'; readonly head: StatementHead }
  | { readonly kind: 'lines'; readonly lines: readonly BankLine[] }
  /** No closing balance: the statement is cut off, or is a piece. */
  | { readonly kind: 'end'; readonly closing: Balance | null; readonly lineNo: number };

/** Lines handed over at a time. */
export const GROUP = 1000;
/** What of a text is kept; the longest that the formats allow is shorter. */
export const MOST_TEXT = 2000;

/** One line without control characters, spaces joined. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_TEXT)
    .toWellFormed();
}
