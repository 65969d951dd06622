/** SQL of imports: the file and its state, how it is read, and what an office remembers of such files. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { type ImportPlan, importPlan } from './plan.ts';
import type { TableHead } from './suggest-plan.ts';

export interface NewImport {
  readonly clientId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly head: TableHead;
  readonly userId: string | null;
}

/** Records the file and the import of it; returns its id. */
export async function insertImport(trx: Trx, tenantId: string, file: NewImport): Promise<string> {
  await sql`
    insert into stored_files (tenant_id, sha256, size_bytes) values (${tenantId}, ${file.sha256}, ${file.sizeBytes})
    on conflict do nothing`.execute(trx);
  const { rows } = await sql<{ import_id: string }>`
    insert into voucher_imports (tenant_id, client_id, file_name, sha256, size_bytes, head, created_by)
    values (${tenantId}, ${file.clientId}, ${file.fileName}, ${file.sha256}, ${file.sizeBytes},
            ${JSON.stringify(file.head)}::jsonb, ${file.userId})
    returning import_id`.execute(trx);
  const importId = rows[0]?.import_id;
  if (importId === undefined) throw new Error('an import just saved is not there');
  return importId;
}

export interface HeldImport {
  readonly importId: string;
  readonly clientId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: string;
  readonly head: TableHead;
  readonly plan: ImportPlan | null;
  readonly run: number;
  readonly allOrNothing: boolean | null;
  readonly post: boolean | null;
  readonly createdBy: string | null;
  readonly decidedBy: string | null;
  readonly undoneBy: string | null;
}

/** Locks the import; undefined where the office has none such. */
export async function holdImport(
  trx: Trx,
  tenantId: string,
  importId: string,
): Promise<HeldImport | undefined> {
  const { rows } = await sql<HeldImport>`
    select import_id as "importId", client_id as "clientId", file_name as "fileName", sha256, state, head, plan, run,
      all_or_nothing as "allOrNothing", post, created_by as "createdBy", decided_by as "decidedBy", undone_by as "undoneBy"
    from voucher_imports where tenant_id = ${tenantId} and import_id = ${importId} for no key update`.execute(
    trx,
  );
  return rows[0];
}

export interface ImportChange {
  readonly state?: string;
  readonly head?: TableHead;
  readonly plan?: ImportPlan | null;
  readonly run?: number;
  readonly progress?: number;
  readonly rows?: number;
  readonly skippedRows?: number;
  readonly faultyRows?: number;
  readonly warnedRows?: number;
  readonly fault?: object | null;
  readonly allOrNothing?: boolean;
  readonly post?: boolean;
  readonly decidedBy?: string | null;
  readonly undoneBy?: string | null;
  /** True ends the import now. */
  readonly ended?: boolean;
}

/** Sets what is given. */
export async function changeImport(
  trx: Trx,
  tenantId: string,
  importId: string,
  change: ImportChange,
): Promise<void> {
  const json = (value: object) => sql<string>`${JSON.stringify(value)}::jsonb`;
  await trx
    .updateTable('voucher_imports')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.head === undefined ? {} : { head: json(change.head) }),
      ...(change.plan === undefined ? {} : { plan: change.plan === null ? null : json(change.plan) }),
      ...(change.run === undefined ? {} : { run: change.run }),
      ...(change.progress === undefined ? {} : { progress: change.progress }),
      ...(change.rows === undefined ? {} : { rows: change.rows }),
      ...(change.skippedRows === undefined ? {} : { skipped_rows: change.skippedRows }),
      ...(change.faultyRows === undefined ? {} : { faulty_rows: change.faultyRows }),
      ...(change.warnedRows === undefined ? {} : { warned_rows: change.warnedRows }),
      ...(change.fault === undefined ? {} : { fault: change.fault === null ? null : json(change.fault) }),
      ...(change.allOrNothing === undefined ? {} : { all_or_nothing: change.allOrNothing }),
      ...(change.post === undefined ? {} : { post: change.post }),
      ...(change.decidedBy === undefined
        ? {}
        : { decided_by: change.decidedBy, decided_at: sql<Date>`now()` }),
      ...(change.undoneBy === undefined ? {} : { undone_by: change.undoneBy }),
      ...(change.ended === true ? { ended_at: sql<Date>`now()` } : {}),
    })
    .where('tenant_id', '=', tenantId)
    .where('import_id', '=', importId)
    .execute();
}

export interface ImportShown {
  readonly importId: string;
  readonly clientId: string;
  readonly fileName: string;
  readonly sizeBytes: bigint;
  readonly sha256: string;
  readonly state: string;
  readonly head: TableHead;
  readonly plan: ImportPlan | null;
  readonly createdAt: Date;
  readonly createdByName: string | null;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
  readonly allOrNothing: boolean | null;
  readonly post: boolean | null;
  readonly progress: number;
  readonly rows: number;
  readonly skippedRows: number;
  readonly faultyRows: number;
  readonly warnedRows: number;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly totalKurus: bigint;
  readonly fault: { code: string; message: string; messageEn: string } | null;
}

const SHOWN = sql`
  select i.import_id as "importId", i.client_id as "clientId", i.file_name as "fileName", i.size_bytes as "sizeBytes",
    i.sha256, i.state, i.head, i.plan, i.created_at as "createdAt", coalesce(m.name, u.name) as "createdByName",
    i.decided_at as "decidedAt", i.ended_at as "endedAt", i.all_or_nothing as "allOrNothing", i.post, i.progress, i.rows,
    i.skipped_rows as "skippedRows", i.faulty_rows as "faultyRows", i.warned_rows as "warnedRows", i.fault,
    g.counts, coalesce(g.kurus, 0)::bigint as "totalKurus"
  from voucher_imports i
  left join memberships m on m.tenant_id = i.tenant_id and m.user_id = i.created_by
  left join users u on u.user_id = m.user_id
  left join lateral (
    select jsonb_object_agg(s.state, s.n) as counts, sum(s.kurus) filter (where s.state in ('good', 'written', 'posted')) as kurus
    from (select g.state, count(*)::int as n, sum(g.debit_kurus) as kurus from voucher_import_groups g
      where g.tenant_id = i.tenant_id and g.import_id = i.import_id group by g.state) s) g on true`;

export async function findImport(
  trx: Trx,
  tenantId: string,
  importId: string,
): Promise<ImportShown | undefined> {
  const { rows } = await sql<ImportShown>`
    ${SHOWN} where i.tenant_id = ${tenantId} and i.import_id = ${importId}`.execute(trx);
  return rows[0];
}

/** The newest first; those that were dropped are not told. */
export async function listImports(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ rows: ImportShown[]; total: number }> {
  const { rows } = await sql<ImportShown>`
    ${SHOWN} where i.tenant_id = ${tenantId} and i.client_id = ${clientId} and i.state <> 'dropped'
    order by i.import_id desc offset ${offset} limit ${limit}`.execute(trx);
  const { rows: sums } = await sql<{ total: number }>`
    select count(*)::int as total from voucher_imports
    where tenant_id = ${tenantId} and client_id = ${clientId} and state <> 'dropped'`.execute(trx);
  return { rows, total: sums[0]?.total ?? 0 };
}

export interface EarlierImport {
  readonly id: string;
  readonly at: Date;
  readonly byName: string | null;
  readonly state: string;
  readonly vouchers: number;
}

/** Other imports of the same content into the same books, of which something was written. */
export async function listEarlier(trx: Trx, tenantId: string, own: ImportShown): Promise<EarlierImport[]> {
  const { rows } = await sql<EarlierImport>`
    select i.import_id as id, coalesce(i.decided_at, i.created_at) as at, coalesce(m.name, u.name) as "byName", i.state,
      (select count(*)::int from voucher_import_groups g where g.tenant_id = i.tenant_id and g.import_id = i.import_id
        and g.state in ('written', 'posted')) as vouchers
    from voucher_imports i
    left join memberships m on m.tenant_id = i.tenant_id and m.user_id = i.decided_by
    left join users u on u.user_id = m.user_id
    where i.tenant_id = ${tenantId} and i.client_id = ${own.clientId} and i.sha256 = ${own.sha256}
      and i.import_id <> ${own.importId} and i.state in ('writing', 'done', 'undoing', 'undone')
    order by i.import_id desc limit 20`.execute(trx);
  return rows;
}

/** How this office read files with these headers last. */
export async function findMapping(
  trx: Trx,
  tenantId: string,
  fingerprint: string,
): Promise<ImportPlan | null> {
  const row = await trx
    .selectFrom('voucher_import_mappings')
    .select('plan')
    .where('tenant_id', '=', tenantId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  // The column holds what saveMapping stored.
  return row === undefined ? null : importPlan.parse(row.plan);
}

export async function saveMapping(
  trx: Trx,
  tenantId: string,
  fingerprint: string,
  plan: ImportPlan,
  userId: string | null,
): Promise<void> {
  await sql`
    insert into voucher_import_mappings (tenant_id, fingerprint, plan, changed_by)
    values (${tenantId}, ${fingerprint}, ${JSON.stringify(plan)}::jsonb, ${userId})
    on conflict (tenant_id, fingerprint) do update set
      plan = excluded.plan, changed_by = excluded.changed_by, changed_at = now()`.execute(trx);
}
