/** Watches the plans of all statements that really run on a database, and tells what of the growing tables they read whole. */
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import type { TestDatabase } from '@muhasebi/testkit/postgres.ts';
import type pg from 'pg';
import type { Database } from './feature.ts';
import type { DB } from './schema.gen.ts';

/** Tables that grow with every document or voucher. */
const GROWING: ReadonlySet<string> = new Set([
  ...['voucher_lines', 'vouchers', 'account_balances', 'accounts'],
  ...['documents', 'document_keys', 'document_texts', 'audit_log'],
]);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Ran {
  readonly 'Query Text': string;
  readonly Plan: PlanNode;
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const below of node.Plans ?? []) yield* nodesOf(below);
}

/**
 * A table read from end to end, or an index of it walked so. Of the lines, also those of a whole office, and those where the end of a
 * range of accounts is an expression: row-level security keeps it away from an index, and all accounts after it are read.
 */
function readsAll(node: PlanNode): boolean {
  const { 'Node Type': type, 'Relation Name': table, 'Index Cond': condition, Filter: filter = '' } = node;
  if (type.endsWith('Seq Scan')) return true;
  if (!/^Index (Only )?Scan/.test(type)) return false;
  if (condition === undefined) return true;
  if (table !== 'voucher_lines') return false;
  return !/client_id|voucher_id/.test(condition) || /account_code [<>]=? [^)]*\|\|/.test(filter);
}

/** What is read whole of the growing tables: "voucher_lines: select …". */
function wholeReads(ran: readonly Ran[]): string[] {
  const found = ran.flatMap(({ Plan, 'Query Text': text }) =>
    [...nodesOf(Plan)]
      .filter((node) => GROWING.has(node['Relation Name'] ?? '') && readsAll(node))
      .map((node) => `${node['Relation Name']}: ${text.replaceAll(/\s+/g, ' ').trim()}`),
  );
  return [...new Set(found)];
}

/** Every session of the database tells the plan of each statement that it ran in a notice (auto_explain). */
const TELLS_PLANS = [
  `session_preload_libraries = 'auto_explain'`,
  'auto_explain.log_min_duration = 0',
  `auto_explain.log_format = 'json'`,
  `auto_explain.log_level = 'notice'`,
];

export interface PlanWatch {
  /** What is run on it is watched. */
  readonly db: Database;
  /** What the statements of `work` read whole. */
  readonly readWhole: (work: () => Promise<unknown>) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

/** `nested`: the statements of functions and triggers are watched too, which are many. */
export async function watchPlans(
  superuser: pg.Client,
  database: TestDatabase,
  { nested }: { readonly nested: boolean },
): Promise<PlanWatch> {
  for (const setting of [...TELLS_PLANS, `auto_explain.log_nested_statements = ${nested ? 'on' : 'off'}`])
    await superuser.query(`alter database ${database.name} set ${setting}`);
  const ran: Ran[] = [];
  const pool = createPool({ url: database.appUrl, maxConnections: 4, applicationName: 'watched' });
  pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const plan = /^duration: [\d.]+ ms {2}plan:\n(\{[\s\S]*\})$/.exec(message)?.[1];
      if (plan !== undefined) ran.push(JSON.parse(plan) as Ran);
    });
  });
  const db = createDatabase<DB>(pool);
  return {
    db,
    async readWhole(work) {
      ran.length = 0;
      await work();
      return wholeReads(ran.splice(0));
    },
    close: () => db.destroy(),
  };
}
