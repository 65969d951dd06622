/** SQL of the queue over all clients of an office: invoices that wait for review. */
import { type RawBuilder, sql } from 'kysely';
import { CLEAN } from '../document-conditions.queries.ts';
import type { Trx } from '../feature.ts';
import { LISTED, type ListedDocument } from './documents.queries.ts';

export interface QueueFilter {
  readonly order: 'oldest' | 'client';
  readonly clean: boolean | undefined;
  /** Only clients that this person is in charge of. */
  readonly inChargeOf: string | null;
}

export interface QueuedDocument extends ListedDocument {
  readonly client_title: string;
  readonly client_key: string;
}

/** The last document shown: its client's key and id in the order of clients, and its own id. */
export type QueuePlace = readonly [clientKey: string, clientId: string, documentId: string];

function conditionsOf(tenantId: string, { clean, inChargeOf }: QueueFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [
    sql`d.tenant_id = ${tenantId} and d.state = 'READY' and d.kind = 'invoice' and not d.not_this_client
      and c.archived_at is null`,
  ];
  if (clean === true) conditions.push(CLEAN);
  if (clean === false) conditions.push(sql`not (${CLEAN})`);
  if (inChargeOf !== null)
    conditions.push(sql`exists (select from client_assignments s
      where s.tenant_id = d.tenant_id and s.client_id = d.client_id and s.user_id = ${inChargeOf})`);
  return conditions;
}

const SOURCES = sql`documents d join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id`;

/** A page of the queue. */
export async function listQueue(
  trx: Trx,
  tenantId: string,
  filter: QueueFilter,
  after: QueuePlace | null,
  limit: number,
): Promise<QueuedDocument[]> {
  const conditions = conditionsOf(tenantId, filter);
  const byClient = filter.order === 'client';
  if (after !== null)
    conditions.push(
      byClient
        ? sql`(app.fold(c.title), d.client_id, d.document_id) > (${after[0]}, ${after[1]}::uuid, ${after[2]}::uuid)`
        : sql`d.document_id > ${after[2]}::uuid`,
    );
  const order = byClient ? sql`app.fold(c.title), d.client_id, d.document_id` : sql`d.document_id`;
  const { rows } = await sql<QueuedDocument>`
    select ${LISTED}, c.title as client_title, app.fold(c.title) as client_key from ${SOURCES}
    left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id
    where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit}`.execute(trx);
  return rows;
}

/** All that waits, whatever page is shown and whether it is clean or not. */
export async function countQueue(
  trx: Trx,
  tenantId: string,
  filter: QueueFilter,
): Promise<{ total: number; cleanCount: number; clientCount: number }> {
  const conditions = conditionsOf(tenantId, { ...filter, clean: undefined });
  const { rows } = await sql<{ total: number; cleanCount: number; clientCount: number }>`
    select count(*)::int as total, (count(*) filter (where ${CLEAN}))::int as "cleanCount",
      count(distinct d.client_id)::int as "clientCount"
    from ${SOURCES} where ${sql.join(conditions, sql` and `)}`.execute(trx);
  return rows[0] ?? { total: 0, cleanCount: 0, clientCount: 0 };
}
