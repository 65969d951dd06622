/** What other features read of the books: lines of accounts at any place of them, and what they come to. */
import type { Trx } from '../feature.ts';
import type { BookLineRow, BookOwner, CurrencySums } from './book-places.queries.ts';

/** ISO days, both included; undefined where the range is open. */
export interface LinesRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Kuruş; the opening is debit less credit of everything before the range. */
export interface LinesSums {
  readonly openingKurus: bigint;
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** Whose books they are is not looked at: for a client out of sight there are no lines. */
export interface LinesOfAccounts {
  /** Lines from `offset` on; the balance of a line is `beforeKurus` and its `runningKurus`. */
  page(
    trx: Trx,
    owner: BookOwner,
    asked: LinesRange & { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly rows: readonly BookLineRow[]; readonly beforeKurus: bigint }>;
  /** All lines, in groups; `runningKurus` counts from the range's first day. */
  all(trx: Trx, owner: BookOwner, range: LinesRange): AsyncGenerator<readonly BookLineRow[]>;
  sum(trx: Trx, owner: BookOwner, range: LinesRange): Promise<LinesSums>;
  /** Of lines with a foreign currency; none where there are none. */
  currencies(trx: Trx, owner: BookOwner, range: LinesRange): Promise<readonly CurrencySums[]>;
}
