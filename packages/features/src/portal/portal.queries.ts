/** SQL of the client user's pages. Row-level security shows the user's own companies alone. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface SentRow {
  readonly id: string;
  readonly fileName: string;
  readonly sentAt: Date;
  readonly state: string;
  readonly kind: string;
  readonly notThisClient: boolean;
  readonly duplicate: boolean;
  readonly failure: unknown;
  readonly rejectReason: string | null;
  readonly counterpartyName: string | null;
  readonly documentNo: string | null;
  readonly issueDate: string | null;
  readonly payable: string | null;
  readonly currency: string | null;
  readonly members: number;
  /** Members that could not be read. */
  readonly unread: number;
}

export async function listPortalClients(
  trx: Trx,
  tenantId: string,
  seesRequests: boolean,
): Promise<{ id: string; title: string; openRequests: number }[]> {
  const { rows } = await sql<{ id: string; title: string; openRequests: number }>`
    select c.client_id as id, c.title,
      (select count(*)::int from client_requests r
        where r.tenant_id = ${tenantId} and r.client_id = c.client_id and r.state = 'open' and ${seesRequests}) as "openRequests"
    from clients c
    where c.tenant_id = ${tenantId} and c.archived_at is null
    order by app.fold(c.title), c.client_id limit 500`.execute(trx);
  return rows;
}

/** What the company's own people sent, as they sent it: an archive is one line. Newest first. */
export async function listSent(
  trx: Trx,
  tenantId: string,
  clientId: string,
  after: string | null,
  limit: number,
): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`
    select d.document_id as id, d.file_name as "fileName", d.created_at as "sentAt", d.state, d.kind,
      d.not_this_client as "notThisClient", d.duplicate_of is not null as duplicate, d.failure,
      d.reject_reason as "rejectReason", d.counterparty_name as "counterpartyName", d.document_no as "documentNo",
      d.issue_date::text as "issueDate", d.payable::text as payable, d.currency,
      coalesce(m.members, 0)::int as members, coalesce(m.unread, 0)::int as unread
    from documents d
    left join lateral (
      select count(*) as members, count(*) filter (where e.state = 'FAILED') as unread from documents e
      where e.tenant_id = ${tenantId} and e.container_id = d.document_id) m on d.kind = 'archive'
    where d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.container_id is null
      and exists (select from memberships p
        where p.tenant_id = ${tenantId} and p.user_id = d.created_by and p.role = 'client')
      ${after === null ? sql`` : sql`and d.document_id < ${after}::uuid`}
    order by d.document_id desc limit ${limit}`.execute(trx);
  return rows;
}
