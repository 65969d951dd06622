/** Queries of client companies, with the documents that wait for each. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { CLIENT_ORDERS } from './contract.ts';

export interface ClientRow {
  readonly id: string;
  readonly title: string;
  readonly taxId: string;
  readonly taxIdScheme: string;
  readonly taxOffice: string | null;
  readonly naceCode: string | null;
  readonly fiscalYearStartMonth: number;
  readonly purchaseDefault: string;
  readonly tradeName: string | null;
  readonly legalType: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly mersisNo: string | null;
  readonly archivedAt: Date | null;
  readonly version: number;
  readonly folded: string;
  /** What the list is ordered by, as text. */
  readonly key: string;
  readonly reading: number;
  readonly review: number;
  readonly failed: number;
  readonly notThisClient: number;
}

const columns = sql`
  c.client_id as id, c.title, c.tax_id as "taxId", c.tax_id_scheme as "taxIdScheme", c.tax_office as "taxOffice",
  c.nace_code as "naceCode", c.fiscal_year_start_month as "fiscalYearStartMonth",
  c.trade_name as "tradeName", c.legal_type as "legalType", c.address, c.phone, c.email, c.mersis_no as "mersisNo",
  c.purchase_default as "purchaseDefault", c.archived_at as "archivedAt", c.version, app.fold(c.title) as folded,
  coalesce(s.reading, 0)::int as reading, coalesce(s.ready, 0)::int - coalesce(n.waiting, 0)::int as review,
  coalesce(s.failed, 0)::int as failed, coalesce(n.waiting, 0)::int as "notThisClient"`;

/** Waiting documents of the clients chosen before, counted from two indexes: by state, and of the "not this client" tray. */
function counts(tenantId: string) {
  return sql`
    left join lateral (
      select count(*) filter (where d.state in ('PENDING', 'PROCESSING')) as reading,
             count(*) filter (where d.state = 'READY') as ready,
             count(*) filter (where d.state = 'FAILED') as failed
      from documents d
      where d.tenant_id = ${tenantId} and d.client_id = c.client_id
        and d.state in ('PENDING', 'PROCESSING', 'READY', 'FAILED')) s on true
    left join lateral (
      select count(*) as waiting from documents d
      where d.tenant_id = ${tenantId} and d.client_id = c.client_id
        and d.not_this_client and d.state = 'READY') n on true`;
}

export type ClientOrder = (typeof CLIENT_ORDERS)[number];

export interface ClientFilter {
  /** Any part of the title however typed, or the beginning of the tax number. */
  readonly text: string | null;
  readonly archived: boolean;
  readonly order: ClientOrder;
  /** What the last client shown is ordered by, its folded title and its id. */
  readonly after: readonly [key: string, folded: string, id: string] | null;
  /** Null for all. */
  readonly limit: number | null;
}

type Sql = RawBuilder<unknown>;

/** What a client alone is ordered by: a page of them is chosen before its documents are counted. */
const OWN_KEYS: Readonly<Record<string, Sql>> = {
  title: sql`app.fold(c.title)`,
  taxId: sql`c.tax_id`,
  taxOffice: sql`app.fold(coalesce(c.tax_office, ''))`,
};

/** The page after a place: by the key one way or the other, within one key by title. */
function pageBy(key: Sql, id: Sql, title: Sql, { order, after, limit }: ClientFilter, type: Sql) {
  const falling = order.startsWith('-');
  const last = after === null ? null : sql`${after[0]}::${type}`;
  const beyond =
    after === null
      ? sql``
      : sql`and (${key} ${falling ? sql`<` : sql`>`} ${last}
          or ${key} = ${last} and (${title}, ${id}) > (${after[1]}, ${after[2]}::uuid))`;
  return sql`${beyond} order by ${key} ${falling ? sql`desc` : sql`asc`}, ${title}, ${id}
    ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

/** The office's clients in the order asked for. */
export function clientsOf(tenantId: string, filter: ClientFilter): RawBuilder<ClientRow> {
  const { text, archived, order } = filter;
  const escaped = (text ?? '').replace(/[\\%_]/g, '\\$&');
  const search = sql`and (app.fold(title) like app.fold(${`%${escaped}%`}) or tax_id like ${`${escaped}%`})`;
  const wanted = sql`
    select * from clients
    where tenant_id = ${tenantId} ${archived ? sql`and archived_at is not null` : sql`and archived_at is null`}
      ${text === null ? sql`` : search}`;
  const column = order.replace('-', '');
  const own = OWN_KEYS[column];
  if (own !== undefined) {
    const page = pageBy(own, sql`c.client_id`, sql`app.fold(c.title)`, filter, sql`text`);
    const all = { ...filter, after: null, limit: null };
    return sql<ClientRow>`
      select ${columns}, ${own} as key from (select c.* from (${wanted}) c where true ${page}) c
      ${counts(tenantId)}
      where true ${pageBy(own, sql`c.client_id`, sql`app.fold(c.title)`, all, sql`text`)}`;
  }
  const count = sql`r.${sql.ref(column)}`;
  return sql<ClientRow>`
    select r.*, ${count}::text as key from (select ${columns} from (${wanted}) c ${counts(tenantId)}) r
    where true ${pageBy(count, sql`r.id`, sql`r.folded`, filter, sql`int`)}`;
}

/** A page of them. */
export async function listClients(trx: Trx, tenantId: string, filter: ClientFilter): Promise<ClientRow[]> {
  return (await clientsOf(tenantId, filter).execute(trx)).rows;
}

export async function findClient(trx: Trx, tenantId: string, clientId: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`
    select ${columns}, '' as key from clients c ${counts(tenantId)}
    where c.tenant_id = ${tenantId} and c.client_id = ${clientId}`.execute(trx);
  return rows[0] ?? null;
}

/** Locks a client for change; its version, or null where there is none. */
export async function lockClient(trx: Trx, tenantId: string, clientId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('clients')
    .select('version')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Title of the client of the office that has this tax number, or null. */
export async function findTitleByTaxId(trx: Trx, tenantId: string, taxId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('clients')
    .select('title')
    .where('tenant_id', '=', tenantId)
    .where('tax_id', '=', taxId)
    .executeTakeFirst();
  return row?.title ?? null;
}

/** True where the books hold anything that depends on the months of the fiscal year. */
export async function hasPostedVouchers(trx: Trx, tenantId: string, clientId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('voucher_numbers')
    .select('last_no')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ClientColumns {
  readonly title: string;
  readonly tax_id: string;
  readonly tax_office: string | null;
  readonly nace_code: string | null;
  readonly fiscal_year_start_month: number;
  readonly purchase_default: string;
  readonly trade_name: string | null;
  readonly legal_type: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly mersis_no: string | null;
}

/** Inserts a client; null where the office has its tax number already. */
export async function insertClient(
  trx: Trx,
  tenantId: string,
  client: ClientColumns,
): Promise<string | null> {
  const row = await trx
    .insertInto('clients')
    .values({ tenant_id: tenantId, ...client })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'tax_id']).doNothing())
    .returning('client_id')
    .executeTakeFirst();
  return row?.client_id ?? null;
}

/** Sets what is given and raises the version; `archived` sets or clears the day of archiving. */
export async function changeClient(
  trx: Trx,
  tenantId: string,
  clientId: string,
  change: Partial<ClientColumns>,
  archived: boolean | undefined,
): Promise<void> {
  await trx
    .updateTable('clients')
    .set((eb) => ({
      ...change,
      version: eb('version', '+', 1),
      ...(archived === undefined
        ? {}
        : { archived_at: archived ? sql<Date>`coalesce(archived_at, now())` : null }),
    }))
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .execute();
}

/** Seeding is told once, by the client itself, not row by row. */
export async function setSeeding(trx: Trx, on: boolean): Promise<void> {
  await sql`select set_config('app.seeding', ${on ? 'on' : ''}, true)`.execute(trx);
}

/** What the office's new clients begin with, as its settings say. */
export async function findOfficeDefaults(
  trx: Trx,
  tenantId: string,
): Promise<{ purchaseDefault: 'merchandise' | 'expense'; fiscalYearStartMonth: number }> {
  const row = await trx
    .selectFrom('office_settings')
    .where('tenant_id', '=', tenantId)
    .select(['purchase_default', 'fiscal_year_start_month'])
    .executeTakeFirst();
  return {
    purchaseDefault: row?.purchase_default === 'merchandise' ? 'merchandise' : 'expense',
    fiscalYearStartMonth: row?.fiscal_year_start_month ?? 1,
  };
}
