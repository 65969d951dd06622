/** Queries of saved views; row-level security shows one's own and the office's. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface ViewRow {
  readonly id: string;
  readonly page: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly isDefault: boolean;
  readonly search: string;
  readonly layout: unknown;
  readonly version: number;
}

const columns = [
  'view_id as id',
  'page',
  'name',
  'owner_id as ownerId',
  'is_default as isDefault',
  'search',
  'layout',
  'version',
] as const;

/** The office's first, then one's own, each by name. */
export function listViews(trx: Trx, tenantId: string, page: string | undefined): Promise<ViewRow[]> {
  return trx
    .selectFrom('saved_views')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .$if(page !== undefined, (query) => query.where('page', '=', page ?? ''))
    .orderBy('page')
    .orderBy('owner_id', (order) => order.desc().nullsFirst())
    .orderBy(sql`app.fold(name)`)
    .execute();
}

export async function lockView(trx: Trx, tenantId: string, viewId: string): Promise<ViewRow | null> {
  const row = await trx
    .selectFrom('saved_views')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('view_id', '=', viewId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export interface ViewPlace {
  readonly page: string;
  /** Null for the office. */
  readonly ownerId: string | null;
}

const keptBy = (ownerId: string | null) =>
  ownerId === null ? sql<boolean>`owner_id is null` : sql<boolean>`owner_id = ${ownerId}`;

export async function countViews(trx: Trx, tenantId: string, { page, ownerId }: ViewPlace): Promise<number> {
  const { n } = await trx
    .selectFrom('saved_views')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('tenant_id', '=', tenantId)
    .where('page', '=', page)
    .where(keptBy(ownerId))
    .executeTakeFirstOrThrow();
  return n;
}

/** Whether another view of this page and keeper has the name, however it is typed. */
export async function nameIsTaken(
  trx: Trx,
  tenantId: string,
  { page, ownerId }: ViewPlace,
  name: string,
  except: string | null,
): Promise<boolean> {
  const row = await trx
    .selectFrom('saved_views')
    .select('view_id')
    .where('tenant_id', '=', tenantId)
    .where('page', '=', page)
    .where(keptBy(ownerId))
    .where(sql<boolean>`app.fold(name) = app.fold(${name})`)
    .$if(except !== null, (query) => query.where('view_id', '!=', except ?? ''))
    .executeTakeFirst();
  return row !== undefined;
}

/** One at a time per page and keeper for whoever names a view or makes it the default, until the transaction ends. */
export async function lockPlace(trx: Trx, tenantId: string, { page, ownerId }: ViewPlace): Promise<void> {
  const key = `views ${tenantId} ${page} ${ownerId ?? ''}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
}

/** No view of this page and keeper is the default any more. */
export async function clearDefault(
  trx: Trx,
  tenantId: string,
  { page, ownerId }: ViewPlace,
  except: string | null,
): Promise<void> {
  await trx
    .updateTable('saved_views')
    .set((eb) => ({ is_default: false, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('page', '=', page)
    .where(keptBy(ownerId))
    .where('is_default', '=', true)
    .$if(except !== null, (query) => query.where('view_id', '!=', except ?? ''))
    .execute();
}

export interface ViewColumns {
  readonly name: string;
  readonly owner_id: string | null;
  readonly is_default: boolean;
  readonly search: string;
  /** JSON text. */
  readonly layout: string;
}

export async function insertView(
  trx: Trx,
  tenantId: string,
  page: string,
  view: ViewColumns,
): Promise<ViewRow> {
  return trx
    .insertInto('saved_views')
    .values({ tenant_id: tenantId, page, ...view })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function changeView(
  trx: Trx,
  tenantId: string,
  viewId: string,
  view: ViewColumns,
): Promise<ViewRow> {
  return trx
    .updateTable('saved_views')
    .set((eb) => ({ ...view, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('view_id', '=', viewId)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function deleteView(trx: Trx, tenantId: string, viewId: string): Promise<void> {
  await trx
    .deleteFrom('saved_views')
    .where('tenant_id', '=', tenantId)
    .where('view_id', '=', viewId)
    .execute();
}
