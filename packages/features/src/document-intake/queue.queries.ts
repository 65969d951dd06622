/** SQL of the queue of an office: invoices that wait for review, of all clients or of one. */
import { sql } from 'kysely';
import { CLEAN } from '../document-conditions.queries.ts';
import { conditionsOf } from '../document-filter.queries.ts';
import type { Trx } from '../feature.ts';
import type { DocumentFilter } from './document-filter.ts';
import { LISTED, type ListedDocument } from './documents.queries.ts';

/** What the queue can be narrowed by; the same questions, asked of the same conditions, as an act on its clean documents. */
export type QueueFilter = Pick<DocumentFilter, 'clientId' | 'month' | 'mine' | 'clean'>;
export type QueueOrder = 'oldest' | 'client';

export interface QueuedDocument extends ListedDocument {
  readonly client_title: string;
  readonly client_key: string;
}

/** The last document shown: its client's key and id in the order of clients, and its own id. */
export type QueuePlace = readonly [clientKey: string, clientId: string, documentId: string];

const WAITING = { states: ['READY'], kind: 'invoice', notThisClient: false } as const;

const SOURCES = sql`documents d join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id`;

interface QueuePage {
  readonly filter: QueueFilter;
  readonly order: QueueOrder;
  readonly after: QueuePlace | null;
  readonly limit: number;
}

/** A page of the queue. */
export async function listQueue(
  trx: Trx,
  tenantId: string,
  { filter, order, after, limit }: QueuePage,
): Promise<QueuedDocument[]> {
  const conditions = await conditionsOf(trx, tenantId, { ...WAITING, ...filter });
  const byClient = order === 'client';
  if (after !== null)
    conditions.push(
      byClient
        ? sql`(app.fold(c.title), d.client_id, d.document_id) > (${after[0]}, ${after[1]}::uuid, ${after[2]}::uuid)`
        : sql`d.document_id > ${after[2]}::uuid`,
    );
  const by = byClient ? sql`app.fold(c.title), d.client_id, d.document_id` : sql`d.document_id`;
  const { rows } = await sql<QueuedDocument>`
    select ${LISTED}, c.title as client_title, app.fold(c.title) as client_key from ${SOURCES}
    left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id
    where ${sql.join(conditions, sql` and `)} order by ${by} limit ${limit}`.execute(trx);
  return rows;
}

/** All that waits, whatever page is shown and whether it is clean or not. */
export async function countQueue(
  trx: Trx,
  tenantId: string,
  filter: QueueFilter,
): Promise<{ total: number; cleanCount: number; clientCount: number }> {
  const conditions = await conditionsOf(trx, tenantId, { ...WAITING, ...filter, clean: undefined });
  const { rows } = await sql<{ total: number; cleanCount: number; clientCount: number }>`
    select count(*)::int as total, (count(*) filter (where ${CLEAN}))::int as "cleanCount",
      count(distinct d.client_id)::int as "clientCount"
    from ${SOURCES} where ${sql.join(conditions, sql` and `)}`.execute(trx);
  return rows[0] ?? { total: 0, cleanCount: 0, clientCount: 0 };
}
