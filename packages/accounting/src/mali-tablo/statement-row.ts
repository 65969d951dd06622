/** A row of a financial statement (mali tablo), and what a statement says besides its rows. */

/** In both languages of the house; the law's own words are Turkish. */
export interface StatementWords {
  readonly tr: string;
  readonly en: string;
}

/**
 * side: AKTİF, PASİF · class: I. Dönen Varlıklar · group: A. Hazır Değerler · account: 1. Kasa ·
 * added: not an account's row of the law's layout, but what must stand there so that the statement is whole · result: a line worked out
 * of those above it.
 */
export type StatementRowKind = 'side' | 'class' | 'group' | 'account' | 'added' | 'result';

export interface StatementRow {
  /** The same in every period: "aktif", "1", "10", "100". */
  readonly id: string;
  readonly kind: StatementRowKind;
  /** "I", "A", "1" as the layout counts; empty where it does not. */
  readonly mark: string;
  /** Null for an account that the law's chart does not know: the client's own chart names it. */
  readonly name: StatementWords | null;
  /** Codes whose accounts make up the row: a class, groups or accounts; empty where it is worked out of other rows. */
  readonly codes: readonly string[];
  /** A column each: the period itself, then those it is compared with. Kuruş; what lowers its section is negative. */
  readonly amounts: readonly bigint[];
}

/** Something that the reader of the statement has to know. */
export interface StatementNote {
  readonly code: string;
  readonly text: StatementWords;
}

/** An account whose amount in the statement is not the one of the mizan. Debit less credit, kuruş. */
export interface StatementDifference {
  readonly code: string;
  readonly mizanKurus: bigint;
  readonly statementKurus: bigint;
}
