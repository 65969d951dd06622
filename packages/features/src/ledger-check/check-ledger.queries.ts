/** SQL of the ledger check around its rules: whom it looks at, row counts, and the memory of the run. */
import { inSnapshot, systemScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { listOffices } from '../every-office.queries.ts';
import type { Database, Trx } from '../feature.ts';
import { ofClient, type RuleScope } from '../ledger-rule.queries.ts';

/** Room for one hash of an office's vouchers; a judgement of 100,000 vouchers then stays off the disk. */
const WORK_MEMORY = '64MB';

/** One office in one moment, for reading. */
export function inOffice<Result>(
  db: Database,
  tenantId: string,
  work: (trx: Trx) => Promise<Result>,
): Promise<Result> {
  return inSnapshot(db, systemScope(tenantId), async (trx) => {
    await sql`select set_config('work_mem', ${WORK_MEMORY}, true), set_config('jit', 'off', true)`.execute(
      trx,
    );
    return work(trx);
  });
}

/** The offices asked for: all, one, or that of a client; empty where there is none such. */
export async function findOffices(
  db: Database,
  asked: { readonly officeId: string | null; readonly clientId: string | null },
): Promise<string[]> {
  const { officeId, clientId } = asked;
  const offices = (await listOffices(db)).filter((id) => officeId === null || id === officeId);
  if (clientId === null) return offices;
  for (const tenantId of offices) {
    const isHere = await inSnapshot(db, systemScope(tenantId), (trx) =>
      trx
        .selectFrom('clients')
        .select('client_id')
        .where('tenant_id', '=', tenantId)
        .where('client_id', '=', clientId)
        .executeTakeFirst(),
    );
    if (isHere !== undefined) return [tenantId];
  }
  return [];
}

interface OfficeTable {
  readonly name: string;
  readonly hasClient: boolean;
}

/** The tables of an office, whatever feature they are of. */
export async function listOfficeTables(db: Database): Promise<OfficeTable[]> {
  const { rows } = await sql<OfficeTable>`
    select c.relname as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'client_id' and not a.attisdropped) as "hasClient"
    from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`.execute(db);
  return rows;
}

/** Rows of each table; with one client, of the tables that know clients. */
export async function countRows(
  trx: Trx,
  tables: readonly OfficeTable[],
  scope: RuleScope,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables.filter(({ hasClient }) => scope.clientId === null || hasClient)) {
    const { rows } = await sql<{ count: bigint }>`
      select count(*) as count from ${sql.table(name)} t
      where t.tenant_id = ${scope.tenantId} and ${ofClient(sql`t.client_id`, scope)}`.execute(trx);
    counts.set(name, Number(rows[0]?.count ?? 0));
  }
  return counts;
}
