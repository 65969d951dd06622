/** SQL of the document activity: what came on which day, by whom, and how it stands now. */
import { type RawBuilder, sql } from 'kysely';
import { startOfDay } from '../../document-conditions.queries.ts';
import type { Trx } from '../../feature.ts';

/** Documents that came between two days of Türkiye, both included; of one client, or of all in sight. */
export interface ActivityRange {
  readonly tenantId: string;
  readonly clientId: string | null;
  readonly from: string;
  /** The day after the last one. */
  readonly until: string;
}

/** Archives and envelopes are told by what came out of them. */
function came({ tenantId, clientId, from, until }: ActivityRange): RawBuilder<unknown> {
  return sql`d.tenant_id = ${tenantId} and d.state <> 'UNPACKED'
    and d.created_at >= ${startOfDay(from)} and d.created_at < ${startOfDay(until)}
    ${clientId === null ? sql`` : sql`and d.client_id = ${clientId}`}`;
}

export interface StateCounts {
  readonly came: number;
  readonly reading: number;
  readonly waiting: number;
  readonly notThisClient: number;
  readonly posted: number;
  readonly refused: number;
  readonly failed: number;
}

const COUNTS = sql`count(*)::int as came,
  (count(*) filter (where d.state in ('PENDING', 'PROCESSING')))::int as reading,
  (count(*) filter (where d.state = 'READY' and not d.not_this_client))::int as waiting,
  (count(*) filter (where d.state = 'READY' and d.not_this_client))::int as "notThisClient",
  (count(*) filter (where d.state = 'POSTED'))::int as posted,
  (count(*) filter (where d.state = 'REJECTED'))::int as refused,
  (count(*) filter (where d.state = 'FAILED'))::int as failed`;

export async function countByState(trx: Trx, range: ActivityRange): Promise<StateCounts> {
  const { rows } = await sql<StateCounts>`select ${COUNTS} from documents d where ${came(range)}`.execute(
    trx,
  );
  const none = { came: 0, reading: 0, waiting: 0, notThisClient: 0, posted: 0, refused: 0, failed: 0 };
  return rows[0] ?? none;
}

/** How many came on each day that had any, "2026-11-23". */
export async function countByDay(trx: Trx, range: ActivityRange): Promise<{ day: string; n: number }[]> {
  const { rows } = await sql<{ day: string; n: number }>`
    select ((d.created_at at time zone 'Europe/Istanbul')::date)::text as day, count(*)::int as n
    from documents d where ${came(range)} group by 1 order by 1`.execute(trx);
  return rows;
}

export interface SenderCounts extends StateCounts {
  /** Null for what came without a person: an integration. */
  readonly name: string | null;
  /** "client" for people of client companies. */
  readonly role: string | null;
}

/** By who brought them, most first. */
export async function countBySender(trx: Trx, range: ActivityRange): Promise<SenderCounts[]> {
  const { rows } = await sql<SenderCounts>`
    select s.name, s.role, ${COUNTS}
    from documents d
    left join lateral (
      select coalesce(m.name, u.name) as name, m.role from users u
      left join memberships m on m.tenant_id = ${range.tenantId} and m.user_id = u.user_id
      where u.user_id = d.created_by) s on true
    where ${came(range)} group by s.name, s.role order by count(*) desc, s.name limit 200`.execute(trx);
  return rows;
}

export interface ClientActivity extends StateCounts {
  readonly title: string;
  readonly taxId: string;
}

/** By client company, by title; those that nothing came of are left out. */
export async function countByClient(trx: Trx, range: ActivityRange): Promise<ClientActivity[]> {
  const { rows } = await sql<ClientActivity>`
    select c.title, c.tax_id as "taxId", k.* from (
      select d.client_id, ${COUNTS} from documents d where ${came(range)} group by d.client_id) k
    join clients c on c.tenant_id = ${range.tenantId} and c.client_id = k.client_id
    order by app.fold(c.title), c.client_id`.execute(trx);
  return rows;
}

export interface StoppedDocument {
  readonly client: string;
  readonly fileName: string;
  readonly cameAt: Date;
  readonly state: string;
  /** In Turkish, and in English where it is not a person's. */
  readonly reason: string | null;
  readonly reasonEn: string | null;
}

/** What was refused or could not be read, newest first. */
export function stoppedDocuments(range: ActivityRange): RawBuilder<StoppedDocument> {
  return sql<StoppedDocument>`
    select c.title as client, d.file_name as "fileName", d.created_at as "cameAt", d.state,
      coalesce(d.reject_reason, d.failure ->> 'message', d.failure ->> 'code') as reason,
      coalesce(d.reject_reason, d.failure ->> 'messageEn', d.failure ->> 'code') as "reasonEn"
    from documents d join clients c on c.tenant_id = d.tenant_id and c.client_id = d.client_id
    where ${came(range)} and d.state in ('REJECTED', 'FAILED') order by d.created_at desc, d.document_id`;
}
