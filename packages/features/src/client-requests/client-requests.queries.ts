/** SQL of what is asked of client companies: requests, their history, the files that answer them, whom to tell. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface RequestRow {
  readonly id: string;
  readonly clientId: string;
  readonly clientTitle: string;
  readonly kind: string;
  readonly text: string;
  readonly dueDate: string | null;
  readonly month: string | null;
  readonly documentId: string | null;
  readonly fileName: string | null;
  readonly documentNo: string | null;
  readonly state: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export interface EntryRow {
  readonly id: string;
  readonly requestId: string;
  readonly act: string;
  readonly text: string;
  readonly at: Date;
  readonly byClient: boolean;
  readonly by: string | null;
  readonly files: readonly { readonly documentId: string; readonly fileName: string }[];
}

// A document that was moved to another client is out of a client user's sight: row-level security leaves it out.
const REQUESTS = sql`
  select r.request_id as id, r.client_id as "clientId", c.title as "clientTitle", r.kind, r.text,
    r.due_date::text as "dueDate", to_char(r.month, 'YYYY-MM') as month, d.document_id as "documentId",
    d.file_name as "fileName", d.document_no as "documentNo", r.state, r.created_at as "createdAt",
    r.changed_at as "changedAt"
  from client_requests r
  join clients c on c.tenant_id = r.tenant_id and c.client_id = r.client_id
  left join documents d on d.tenant_id = r.tenant_id and d.document_id = r.document_id`;

export interface RequestFilter {
  readonly clientId: string | undefined;
  readonly state: string | undefined;
  /** The last request shown. */
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first; ids are made in time order. */
export async function listRequests(
  trx: Trx,
  tenantId: string,
  { clientId, state, after, limit }: RequestFilter,
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where r.tenant_id = ${tenantId}
      ${clientId === undefined ? sql`` : sql`and r.client_id = ${clientId}`}
      ${state === undefined ? sql`` : sql`and r.state = ${state}`}
      ${after === null ? sql`` : sql`and r.request_id < ${after}::uuid`}
    order by r.request_id desc limit ${limit}`.execute(trx);
  return rows;
}

/** What a client user sees: what waits for them first, then the newest. */
export async function listRequestsOfClient(
  trx: Trx,
  tenantId: string,
  clientId: string,
  limit: number,
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where r.tenant_id = ${tenantId} and r.client_id = ${clientId}
    order by r.state = 'open' desc, r.request_id desc limit ${limit}`.execute(trx);
  return rows;
}

export async function findRequest(trx: Trx, tenantId: string, requestId: string): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`${REQUESTS}
    where r.tenant_id = ${tenantId} and r.request_id = ${requestId}`.execute(trx);
  return rows[0] ?? null;
}

/** Locks it for change, so that an answer and a closing at once come one after the other. */
export async function lockRequest(
  trx: Trx,
  tenantId: string,
  requestId: string,
): Promise<{ clientId: string; state: string; text: string } | null> {
  const row = await trx
    .selectFrom('client_requests')
    .where('tenant_id', '=', tenantId)
    .where('request_id', '=', requestId)
    .select(['client_id as clientId', 'state', 'text'])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function countRequests(
  trx: Trx,
  tenantId: string,
  clientId: string | undefined,
  today: string,
): Promise<{ open: number; answered: number; closed: number; late: number }> {
  const { rows } = await sql<{ open: number; answered: number; closed: number; late: number }>`
    select count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state = 'answered')::int as answered,
      count(*) filter (where state = 'closed')::int as closed,
      count(*) filter (where state = 'open' and due_date < ${today}::date)::int as late
    from client_requests
    where tenant_id = ${tenantId} ${clientId === undefined ? sql`` : sql`and client_id = ${clientId}`}`.execute(
    trx,
  );
  return rows[0] ?? { open: 0, answered: 0, closed: 0, late: 0 };
}

/** The history of these requests, oldest first. */
export async function listEntries(
  trx: Trx,
  tenantId: string,
  requestIds: readonly string[],
): Promise<EntryRow[]> {
  if (requestIds.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    select e.entry_id as id, e.request_id as "requestId", e.act, e.text, e.at, e.by_client as "byClient",
      coalesce(m.name, u.name) as by,
      coalesce((select jsonb_agg(jsonb_build_object('documentId', f.document_id, 'fileName', d.file_name)
          order by f.document_id)
        from client_request_files f
        join documents d on d.tenant_id = f.tenant_id and d.document_id = f.document_id
        where f.tenant_id = e.tenant_id and f.entry_id = e.entry_id), '[]') as files
    from client_request_entries e
    left join memberships m on m.tenant_id = e.tenant_id and m.user_id = e.user_id
    left join users u on u.user_id = m.user_id
    where e.tenant_id = ${tenantId} and e.request_id = any (${requestIds}::uuid[])
    order by e.entry_id`.execute(trx);
  return rows;
}

export interface NewRequest {
  readonly clientId: string;
  readonly kind: string;
  readonly text: string;
  readonly dueDate: string | null;
  readonly month: string | null;
  readonly documentId: string | null;
}

export async function insertRequest(
  trx: Trx,
  tenantId: string,
  userId: string | null,
  request: NewRequest,
): Promise<string> {
  const row = await trx
    .insertInto('client_requests')
    .values({
      tenant_id: tenantId,
      client_id: request.clientId,
      kind: request.kind,
      text: request.text,
      due_date: request.dueDate,
      month: request.month === null ? null : `${request.month}-01`,
      document_id: request.documentId,
      created_by: userId,
    })
    .returning('request_id')
    .executeTakeFirstOrThrow();
  return row.request_id;
}

/** The state that the step leads to, and the day by which; an absent day stays. */
export async function changeRequest(
  trx: Trx,
  tenantId: string,
  requestId: string,
  change: { readonly state: string; readonly dueDate?: string | null | undefined },
): Promise<void> {
  await trx
    .updateTable('client_requests')
    .set({
      state: change.state,
      changed_at: sql<Date>`now()`,
      ...(change.dueDate === undefined ? {} : { due_date: change.dueDate }),
    })
    .where('tenant_id', '=', tenantId)
    .where('request_id', '=', requestId)
    .execute();
}

export async function insertEntry(
  trx: Trx,
  tenantId: string,
  entry: {
    readonly requestId: string;
    readonly clientId: string;
    readonly act: string;
    readonly text: string;
    readonly userId: string | null;
    readonly byClient: boolean;
  },
): Promise<string> {
  const row = await trx
    .insertInto('client_request_entries')
    .values({
      tenant_id: tenantId,
      request_id: entry.requestId,
      client_id: entry.clientId,
      act: entry.act,
      text: entry.text,
      user_id: entry.userId,
      by_client: entry.byClient,
    })
    .returning('entry_id')
    .executeTakeFirstOrThrow();
  return row.entry_id;
}

/** Links documents of the client to the answer; how many of them there are. */
export async function linkFiles(
  trx: Trx,
  tenantId: string,
  answer: { readonly requestId: string; readonly clientId: string; readonly entryId: string },
  documentIds: readonly string[],
): Promise<number> {
  if (documentIds.length === 0) return 0;
  const { rows } = await sql<{ found: number }>`
    with found as (
      select document_id from documents
      where tenant_id = ${tenantId} and client_id = ${answer.clientId}
        and document_id = any (${documentIds}::uuid[])),
    linked as (
      insert into client_request_files (tenant_id, request_id, document_id, entry_id, client_id)
      select ${tenantId}, ${answer.requestId}, document_id, ${answer.entryId}, ${answer.clientId} from found
      on conflict (tenant_id, request_id, document_id) do nothing)
    select count(*)::int as found from found`.execute(trx);
  return rows[0]?.found ?? 0;
}

/** Which of these client companies the reader may ask: in sight and not archived. */
export async function listAskedClients(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
): Promise<{ clientId: string; title: string }[]> {
  return trx
    .selectFrom('clients')
    .where('tenant_id', '=', tenantId)
    .where('client_id', 'in', [...clientIds])
    .where('archived_at', 'is', null)
    .select(['client_id as clientId', 'title'])
    .orderBy('client_id')
    .execute();
}

export async function documentIsOfClient(
  trx: Trx,
  tenantId: string,
  clientId: string,
  documentId: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('documents')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('document_id', '=', documentId)
    .select('document_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The people of these client companies who can sign in and are shown what is asked. */
export async function listClientUsers(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
): Promise<{ clientId: string; userId: string }[]> {
  return trx
    .selectFrom('membership_clients as mc')
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'mc.tenant_id').onRef('m.user_id', '=', 'mc.user_id'),
    )
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('mc.tenant_id', '=', tenantId)
    .where('mc.client_id', 'in', [...clientIds])
    .where('m.role', '=', 'client')
    .where(sql<boolean>`coalesce('requests' = any (m.portal_parts), true)`)
    .where('m.disabled_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .select(['mc.client_id as clientId', 'mc.user_id as userId'])
    .execute();
}

/** Whoever asked, and who is in charge of the client: they are told of an answer. */
export async function listWaitingPeople(trx: Trx, tenantId: string, requestId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select r.created_by as "userId" from client_requests r
    where r.tenant_id = ${tenantId} and r.request_id = ${requestId} and r.created_by is not null
    union
    select a.user_id from client_requests r
    join client_assignments a on a.tenant_id = r.tenant_id and a.client_id = r.client_id
    where r.tenant_id = ${tenantId} and r.request_id = ${requestId}`.execute(trx);
  return rows.map(({ userId }) => userId);
}
