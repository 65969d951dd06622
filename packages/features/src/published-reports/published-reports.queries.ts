/** SQL of published reports; a client user sees those of named companies that were not taken back. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface ReportRow {
  readonly id: string;
  readonly clientId: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
  readonly withdrawnAt: Date | null;
}

const COLUMNS = sql`r.report_id as id, r.client_id as "clientId", r.kind, r.from_date::text as "from",
  r.to_date::text as "to", r.published_at as "publishedAt", coalesce(m.name, u.name) as "publishedBy",
  r.withdrawn_at as "withdrawnAt"`;
const PUBLISHER = sql`
  left join memberships m on m.tenant_id = r.tenant_id and m.user_id = r.published_by
  left join users u on u.user_id = m.user_id`;
/** Of one client; older ones are with the office. */
const MOST = 200;

/** Newest first; `open`: without those that were taken back. */
export async function listReports(
  trx: Trx,
  tenantId: string,
  clientId: string,
  open: boolean,
): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select ${COLUMNS} from published_reports r ${PUBLISHER}
    where r.tenant_id = ${tenantId} and r.client_id = ${clientId}
      ${open ? sql`and r.withdrawn_at is null` : sql``}
    order by r.report_id desc limit ${MOST}`.execute(trx);
  return rows;
}

export async function findReport(trx: Trx, tenantId: string, reportId: string): Promise<ReportRow | null> {
  const { rows } = await sql<ReportRow>`
    select ${COLUMNS} from published_reports r ${PUBLISHER}
    where r.tenant_id = ${tenantId} and r.report_id = ${reportId}`.execute(trx);
  return rows[0] ?? null;
}

export async function readContent(trx: Trx, tenantId: string, reportId: string): Promise<unknown> {
  const row = await trx
    .selectFrom('published_reports')
    .where('tenant_id', '=', tenantId)
    .where('report_id', '=', reportId)
    .select('content')
    .executeTakeFirst();
  return row?.content;
}

export async function insertReport(
  trx: Trx,
  tenantId: string,
  report: {
    readonly clientId: string;
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly content: unknown;
    readonly userId: string | null;
  },
): Promise<string> {
  const row = await trx
    .insertInto('published_reports')
    .values({
      tenant_id: tenantId,
      client_id: report.clientId,
      kind: report.kind,
      from_date: report.from,
      to_date: report.to,
      content: JSON.stringify(report.content),
      published_by: report.userId,
    })
    .returning('report_id')
    .executeTakeFirstOrThrow();
  return row.report_id;
}

/** Repeated, it keeps the day of the first. */
export async function withdraw(trx: Trx, tenantId: string, reportId: string): Promise<void> {
  await trx
    .updateTable('published_reports')
    .set({ withdrawn_at: sql<Date>`coalesce(withdrawn_at, now())` })
    .where('tenant_id', '=', tenantId)
    .where('report_id', '=', reportId)
    .execute();
}
