/** The one statement that enters vouchers and posts them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { EnteredLine } from './draft-lines.ts';

export interface EntryToPost {
  readonly id: string;
  readonly type: string;
  /** ISO day. */
  readonly date: string;
  readonly description: string;
  readonly lines: readonly EnteredLine[];
  /** The request that brought it, where a transaction is not that request's alone: the audit line names it. */
  readonly origin?: { readonly requestId: string | null; readonly address: string | null };
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
  // Amounts go as text, because JSON knows no bigint.
  const wire = entries.map(({ id, type, date, description, lines, origin }) => ({
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
  }));
  const { rows } = await sql<EntryAnswer>`
    select entry_id as id, given_no as "fisNo", refusal, refusal_detail as detail
    from app.enter_vouchers(${clientId}, ${JSON.stringify(wire)}::jsonb)`.execute(trx);
  return rows;
}
