/** Reads a long answer in groups, so that it is never whole in memory. */
import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';

const GROUP = 1_000;

/**
 * The rows of `query` in their order, in groups, through a cursor of the transaction. One at a time per transaction;
 * the transaction ends it where the reader stops early.
 */
export async function* readInGroups<Row>(
  trx: QueryExecutorProvider,
  query: RawBuilder<Row>,
): AsyncGenerator<readonly Row[]> {
  // Everything is read: the plan that is fast to its end is wanted, not the one that is fast to its first row.
  await sql`select set_config('cursor_tuple_fraction', '1', true)`.execute(trx);
  await sql`declare in_groups no scroll cursor for ${query}`.execute(trx);
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(GROUP)} from in_groups`.execute(trx);
    if (rows.length > 0) yield rows;
    if (rows.length < GROUP) break;
  }
  await sql`close in_groups`.execute(trx);
}

/** Ends a reading that was left early, so that the transaction can begin another one. */
export async function endReading(trx: QueryExecutorProvider): Promise<void> {
  await sql`close all`.execute(trx);
}
