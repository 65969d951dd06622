/** The statements that cost the database most, from pg_stat_statements: texts with parameters only, never values. */
import type pg from 'pg';
import { maskedSql } from './masked-sql.ts';

export const STATEMENT_ORDERS = ['total', 'mean', 'calls', 'rows', 'hits'] as const;
/** By total time, mean time, calls, rows, or the blocks found in the buffers. */
export type StatementOrder = (typeof STATEMENT_ORDERS)[number];

export interface StatementFigures {
  /** As PostgreSQL names the statement; the same for the same text in one database. */
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly maxMs: number;
  readonly rows: number;
  /** Of the blocks asked for, those that were in the buffers, in percent; null where none was asked for. */
  readonly bufferHitPercent: number | null;
}

/** Why there are no figures: the extension is not in this database, or the server did not load it at its start. */
export type NoStatements = 'absent' | 'not-loaded';

export type Statements =
  | { readonly available: true; readonly since: Date | null; readonly items: readonly StatementFigures[] }
  | { readonly available: false; readonly why: NoStatements };

const ORDER_BY: Readonly<Record<StatementOrder, string>> = {
  total: 'sum(total_exec_time)',
  mean: 'sum(total_exec_time) / sum(calls)',
  calls: 'sum(calls)',
  rows: 'sum(rows)',
  hits: 'sum(shared_blks_hit)',
};

/**
 * The top of the list in this database. A role sees the statements of its own role, or all with pg_read_all_stats;
 * commands other than queries are left out, since PostgreSQL keeps passwords in their texts.
 */
export async function readStatements(
  pool: pg.Pool | pg.ClientBase,
  order: StatementOrder,
  limit: number,
): Promise<Statements> {
  const schema = await schemaOfExtension(pool);
  if (schema === null) return { available: false, why: 'absent' };
  try {
    const { rows } = await pool.query<StatementFigures>(
      `select queryid::text as id, min(query) as text, sum(calls)::float8 as calls,
         sum(total_exec_time)::float8 as "totalMs", (sum(total_exec_time) / sum(calls))::float8 as "meanMs",
         max(max_exec_time)::float8 as "maxMs", sum(rows)::float8 as rows,
         (100.0 * sum(shared_blks_hit) / nullif(sum(shared_blks_hit + shared_blks_read), 0))::float8 as "bufferHitPercent"
       from ${schema}.pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database()) and calls > 0
         and query ~* '^\\s*(select|insert|update|delete|merge|with|values|table)\\M'
       group by queryid order by ${ORDER_BY[order]} desc, queryid limit $1`,
      [limit],
    );
    return {
      available: true,
      since: await countedSince(pool, schema),
      items: rows.map((row) => ({ ...row, text: maskedSql(row.text) })),
    };
  } catch (error) {
    if (isNotLoaded(error)) return { available: false, why: 'not-loaded' };
    throw error;
  }
}

/** Starts counting anew. Throws insufficient_privilege (42501) for a role that may not. */
export async function resetStatements(pool: pg.Pool | pg.ClientBase): Promise<NoStatements | 'reset'> {
  const schema = await schemaOfExtension(pool);
  if (schema === null) return 'absent';
  try {
    await pool.query(`select ${schema}.pg_stat_statements_reset()`);
    return 'reset';
  } catch (error) {
    if (isNotLoaded(error)) return 'not-loaded';
    throw error;
  }
}

/** Quoted, to stand in a statement. */
async function schemaOfExtension(pool: pg.Pool | pg.ClientBase): Promise<string | null> {
  const { rows } = await pool.query<{ schema: string }>(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'pg_stat_statements'`,
  );
  return rows[0]?.schema ?? null;
}

async function countedSince(pool: pg.Pool | pg.ClientBase, schema: string): Promise<Date | null> {
  const { rows } = await pool.query<{ since: Date | null }>(
    `select stats_reset as since from ${schema}.pg_stat_statements_info`,
  );
  return rows[0]?.since ?? null;
}

/** "must be loaded via shared_preload_libraries". */
function isNotLoaded(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55000';
}
