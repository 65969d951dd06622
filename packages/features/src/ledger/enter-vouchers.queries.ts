/** The one statement that enters vouchers and posts them. */
import { closingStatement } from '@muhasebi/platform/db/dialect.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { EnteredLine } from './draft-lines.ts';

export interface EntryToPost {
  readonly id: string;
  readonly type: string;
  /** ISO day. */
  readonly date: string;
  readonly description: string;
  readonly lines: readonly EnteredLine[];
  /** What it came with, where a transaction is not that request's alone: voucher and audit line name it. */
  readonly origin?: Pick<Scope, 'userId' | 'requestId' | 'address'> & { readonly apiKeyId: string | null };
}

export interface EntryAnswer {
  readonly id: string;
  readonly fisNo: number | null;
  /** Code of the database's refusal, e.g. "MU011"; null where the voucher stands in the books. */
  readonly refusal: string | null;
  readonly detail: string | null;
}

/** Enters and posts in the order given; of a refused one nothing is kept. */
export async function enterInBooks(
  trx: Trx,
  clientId: string,
  entries: readonly EntryToPost[],
): Promise<EntryAnswer[]> {
  if (entries.length === 0) return [];
  const { rows } = await sql<EntryAnswer>`
    select entry_id as id, given_no as "fisNo", refusal, refusal_detail as detail
    from app.enter_vouchers(${clientId}, ${JSON.stringify(entries.map(toWire))}::jsonb)`.execute(trx);
  return rows;
}

type EntryOfClient = EntryToPost & { readonly clientId: string };

/**
 * The same for entries of several clients of the scope. Waits for nobody: what is not plainly sound, needs more than to be written, or
 * belongs to a chain that somebody else holds is refused, with no code that could be told.
 */
export async function enterSound(trx: Trx, entries: readonly EntryOfClient[]): Promise<EntryAnswer[]> {
  return (await trx.executeQuery(soundEntries(entries, sql`true`).compile(trx))).rows.flatMap(answersOf);
}

/** The same, in one exchange with its commit; null where one of `wanted` is true, for then nothing was done. */
export async function enterUnlessWanted(
  trx: Trx,
  entries: readonly EntryOfClient[],
  wanted: readonly RawBuilder<boolean>[],
): Promise<EntryAnswer[] | null> {
  const isWanted = sql.join([sql`false`, ...wanted], sql` or `);
  const statement = soundEntries(entries, sql`not (${isWanted})`).compile(trx);
  const [answered] = (await trx.executeQuery(closingStatement(statement))).rows;
  return answered === undefined ? null : answersOf(answered);
}

interface Answered {
  readonly answers: readonly [string, number | null, string | null, string | null][];
}

function soundEntries(entries: readonly EntryOfClient[], condition: RawBuilder<unknown>) {
  const wire = entries.map((entry) => ({ ...toWire(entry), clientId: entry.clientId }));
  return sql<Answered>`insert into posted_entries (entries, together)
    select ${JSON.stringify(wire)}::jsonb, true where ${condition} returning answers`;
}

const answersOf = ({ answers }: Answered): EntryAnswer[] =>
  answers.map(([id, fisNo, refusal, detail]) => ({ id, fisNo, refusal, detail }));

/** As the database reads it. Amounts go as text, because JSON knows no bigint. */
const toWire = ({ id, type, date, description, lines, origin }: EntryToPost) => ({
  id,
  type,
  date,
  description,
  lines: lines.map((line) => [
    line.accountCode,
    line.debitKurus.toString(),
    line.creditKurus.toString(),
    line.description,
    line.fx?.currency ?? null,
    line.fx?.amount ?? null,
    line.fx?.rate ?? null,
  ]),
  origin,
});
