/** Documents by the words in them: their file, numbers, parties, the texts of their lines and notes; letters folded as people type. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './feature.ts';

/** The index is asked for this many words of a search; further ones are looked for in what it gives. */
const INDEXED_WORDS = 4;
const MAX_WORDS = 8;
/** Shorter words have nothing that an index of three letters could hold on to: they are asked for by their beginning. */
const INSIDE_FROM_LETTERS = 3;

/**
 * The patterns of a search, one a word: all must be found, in whatever order. "ışık 2026" finds "IŞIK-12 … 2026". A word of
 * one or two letters is found at the beginning of a word. None where nothing is asked for.
 */
export function patternsOf(q: string): string[] {
  const words = [...new Set(searchKey(q).split(' '))].filter((word) => word !== '').slice(0, MAX_WORDS);
  // The longest tell most: the index is asked for them.
  return words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => `%${[...word].length < INSIDE_FROM_LETTERS ? ' ' : ''}${escaped(word)}%`);
}

const escaped = (word: string) => word.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);

export interface FoundText {
  readonly documentId: string;
  readonly clientId: string;
}

/**
 * Documents in sight that hold all the patterns, at most `limit` and in no order; of one client, or of all. The words stand
 * in a setting that the policy of document_texts reads: only so does PostgreSQL use their index under row-level
 * security (see the migration). The setting ends with the statement.
 */
export async function findByPatterns(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string | null },
  patterns: readonly string[],
  limit: number,
): Promise<FoundText[]> {
  await ask(trx, patterns.slice(0, INDEXED_WORDS));
  const { rows } = await sql<FoundText>`
    select t.document_id as "documentId", t.client_id as "clientId" from document_texts t
    where t.tenant_id = ${place.tenantId}
      and (${place.clientId}::uuid is null or t.client_id = ${place.clientId}::uuid)
      ${sql.join(
        patterns.slice(INDEXED_WORDS).map((pattern) => sql`and t.search_text like ${pattern}`),
        sql` `,
      )}
    limit ${limit}`.execute(trx);
  await ask(trx, []);
  return rows;
}

async function ask(trx: Trx, patterns: readonly string[]): Promise<void> {
  await sql`select set_config('app.search', ${patterns.length === 0 ? '' : JSON.stringify(patterns)}, true)`.execute(
    trx,
  );
}

/**
 * The condition that document `d` holds all the patterns, one row after another: for words so common that walking the list in its
 * order finds a page sooner than their index would.
 */
export function holdsPatterns(patterns: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`(select ${sql.join(
    patterns.map((pattern) => sql`t.search_text like ${pattern}`),
    sql` and `,
  )} from document_texts t where t.tenant_id = d.tenant_id and t.document_id = d.document_id)`;
}
