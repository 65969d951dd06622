/** Has PostgreSQL look at its own tables and indexes (amcheck), where the role may. */
import { sql } from 'kysely';
import type { Database } from '../feature.ts';

export interface Damage {
  /** Name of the table or index. */
  readonly place: string;
  /** PostgreSQL's own words. */
  readonly said: string;
}

export type IndexHealth =
  | {
      readonly status: 'checked';
      readonly tables: number;
      readonly indexes: number;
      readonly damage: readonly Damage[];
    }
  | { readonly status: 'not-checked'; readonly reason: 'no-extension' | 'no-right' | 'part' };

/** Damage to one relation is told with so many messages at most. */
const MESSAGES_A_TABLE = 5;

/**
 * Every B-tree of our tables with each row looked up in it, and every table's pages. Locks nobody out: both take the
 * lock of a reader.
 */
export async function checkIndexes(db: Database): Promise<IndexHealth> {
  const reason = await whyNot(db);
  if (reason !== null) return { status: 'not-checked', reason };
  const damage: Damage[] = [];
  const tables = await listTables(db);
  for (const { name } of tables) damage.push(...(await checkTable(db, name)));
  const indexes = await listBTrees(db);
  for (const { name } of indexes) {
    const said = await checkBTree(db, name);
    if (said !== null) damage.push({ place: name, said });
  }
  return { status: 'checked', tables: tables.length, indexes: indexes.length, damage };
}

async function whyNot(db: Database): Promise<'no-extension' | 'no-right' | null> {
  const { rows } = await sql<{ may: boolean | null }>`
    select bool_and(has_function_privilege(p.oid, 'execute')) as may from pg_proc p
    join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
    join pg_extension e on d.refclassid = 'pg_extension'::regclass and e.oid = d.refobjid and e.extname = 'amcheck'
    where p.proname = 'bt_index_check' and p.pronargs = 3 or p.proname = 'verify_heapam'`.execute(db);
  const may = rows[0]?.may ?? null;
  if (may === null) return 'no-extension';
  return may ? null : 'no-right';
}

interface Relation {
  readonly name: string;
}

async function listTables(db: Database): Promise<Relation[]> {
  const { rows } = await sql<Relation>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`.execute(db);
  return rows;
}

async function listBTrees(db: Database): Promise<Relation[]> {
  const { rows } = await sql<Relation>`
    select c.relname as name from pg_class c
    join pg_index i on i.indexrelid = c.oid and i.indisready and i.indisvalid
    join pg_am m on m.oid = c.relam and m.amname = 'btree'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'i' order by c.relname`.execute(db);
  return rows;
}

async function checkTable(db: Database, table: string): Promise<Damage[]> {
  const { rows } = await sql<{ said: string }>`
    select format('block %s, row %s: %s', blkno, offnum, msg) as said
    from verify_heapam(format('public.%I', ${table}::text)::regclass) limit ${MESSAGES_A_TABLE}`.execute(db);
  return rows.map(({ said }) => ({ place: table, said }));
}

/** PostgreSQL's words on a damaged index, or null; every other failure is thrown. */
async function checkBTree(db: Database, index: string): Promise<string | null> {
  try {
    await sql`select bt_index_check(format('public.%I', ${index}::text)::regclass, true, false)`.execute(db);
    return null;
  } catch (error) {
    // XX001 and XX002: data and index corrupted. That is an answer to the question.
    if (error instanceof Error && 'code' in error && /^XX00[12]$/.test(String(error.code)))
      return error.message;
    throw error;
  }
}
