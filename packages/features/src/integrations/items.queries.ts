/** SQL of items: what came from a far side, part by part, and where each part is now. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';

export type ItemState = 'document' | 'statement' | 'tray' | 'refused' | 'empty' | 'dismissed' | 'undone';

export interface NewItem {
  readonly part: number;
  readonly fileName: string;
  readonly clientId: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly state: ItemState;
  readonly documentId: string | null;
  readonly wasKnown: boolean;
  readonly statementIds: readonly string[] | null;
  readonly reason: Words | null;
}

/** What the parts of one item share. */
export interface ItemHead {
  readonly integrationId: string;
  readonly runId: string;
  readonly key: string;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly receivedAt: Date | null;
}

export async function findTaken(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ item_key: string }>`
    select distinct item_key from sync_items
    where tenant_id = ${tenantId} and integration_id = ${integrationId} and item_key = any (${keys}::text[])`.execute(
    trx,
  );
  return new Set(rows.map((row) => row.item_key));
}

/** Of these contents, those that lie in the tray already or went their way from a sync; not those that were taken back. */
export async function findSameContent(
  trx: Trx,
  tenantId: string,
  contents: readonly string[],
): Promise<Set<string>> {
  if (contents.length === 0) return new Set();
  const { rows } = await sql<{ sha256: string }>`
    select distinct sha256 from sync_items
    where tenant_id = ${tenantId} and sha256 = any (${contents}::text[])
      and state in ('tray', 'document', 'statement', 'dismissed')`.execute(trx);
  return new Set(rows.map((row) => row.sha256));
}

export async function insertStoredFiles(
  trx: Trx,
  tenantId: string,
  files: readonly { readonly sha256: string; readonly sizeBytes: number }[],
): Promise<void> {
  const rows = JSON.stringify(files.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })));
  // In one order, so that two runs that store the same files wait for each other rather than both.
  await sql`insert into stored_files (tenant_id, sha256, size_bytes)
    select distinct ${tenantId}::uuid, r.sha256, r."sizeBytes"
    from jsonb_to_recordset(${rows}::jsonb) as r (sha256 text, "sizeBytes" bigint)
    order by r.sha256
    on conflict do nothing`.execute(trx);
}

/** All parts of all items; a key that is there already is the database's to refuse. */
export async function insertItems(
  trx: Trx,
  tenantId: string,
  items: readonly { readonly head: ItemHead; readonly parts: readonly NewItem[] }[],
): Promise<void> {
  const rows = items.flatMap(({ head, parts }) =>
    parts.map((part) => ({ ...head, ...part, reason: reasonOf(part.reason) })),
  );
  await sql`
    insert into sync_items (tenant_id, integration_id, item_key, part, run_id, client_id, file_name, sender, subject,
      received_at, sha256, size_bytes, state, document_id, was_known, statement_ids, reason)
    select ${tenantId}, r."integrationId", r.key, r.part, r."runId", r."clientId", r."fileName", r.sender, r.subject,
      r."receivedAt", r.sha256, r."sizeBytes", r.state, r."documentId", r."wasKnown", r."statementIds", r.reason
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ("integrationId" uuid, key text, part integer,
      "runId" uuid, "clientId" uuid, "fileName" text, sender text, subject text, "receivedAt" timestamptz, sha256 text,
      "sizeBytes" bigint, state text, "documentId" uuid, "wasKnown" boolean, "statementIds" uuid[], reason jsonb))
      with ordinality as r
    order by r.ordinality`.execute(trx);
}

function reasonJson(reason: Words | null): string | null {
  return reason === null ? null : JSON.stringify(reasonOf(reason));
}

function reasonOf(reason: Words | null): { message: string; messageEn: string } | null {
  return reason === null ? null : { message: reason.tr, messageEn: reason.en };
}

export interface ItemRow {
  readonly itemId: string;
  readonly integrationId: string;
  readonly integrationName: string;
  readonly runId: string;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly fileName: string;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly receivedAt: Date | null;
  readonly sha256: string | null;
  readonly sizeBytes: bigint | null;
  readonly state: ItemState;
  readonly documentId: string | null;
  readonly documentState: string | null;
  readonly wasKnown: boolean;
  readonly statementIds: string[] | null;
  readonly reason: { readonly message: string; readonly messageEn: string } | null;
  readonly settledAt: Date | null;
  readonly createdAt: Date;
}

const columns = sql`s.item_id as "itemId", s.integration_id as "integrationId", i.name as "integrationName",
  s.run_id as "runId", s.client_id as "clientId", c.title as "clientTitle", s.file_name as "fileName", s.sender,
  s.subject, s.received_at as "receivedAt", s.sha256, s.size_bytes as "sizeBytes", s.state,
  s.document_id as "documentId", d.state as "documentState", s.was_known as "wasKnown",
  s.statement_ids as "statementIds", s.reason, s.settled_at as "settledAt", s.created_at as "createdAt"`;
const joined = sql`sync_items s
  join integrations i on i.tenant_id = s.tenant_id and i.integration_id = s.integration_id
  left join clients c on c.tenant_id = s.tenant_id and c.client_id = s.client_id
  left join documents d on d.tenant_id = s.tenant_id and d.document_id = s.document_id`;

export interface ItemsAsked {
  readonly integrationId: string | null;
  readonly runId: string | null;
  readonly state: ItemState | null;
  /** The id of the last one seen. */
  readonly before: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function listItems(trx: Trx, tenantId: string, asked: ItemsAsked): Promise<ItemRow[]> {
  const where = [
    sql`s.tenant_id = ${tenantId}`,
    ...(asked.integrationId === null ? [] : [sql`s.integration_id = ${asked.integrationId}`]),
    ...(asked.runId === null ? [] : [sql`s.run_id = ${asked.runId}`]),
    ...(asked.state === null ? [] : [sql`s.state = ${asked.state}`]),
    ...(asked.before === null ? [] : [sql`s.item_id < ${asked.before}`]),
  ];
  const { rows } = await sql<ItemRow>`
    select ${columns} from ${joined} where ${sql.join(where, sql` and `)}
    order by s.item_id desc limit ${asked.limit}`.execute(trx);
  return rows;
}

export async function countTray(trx: Trx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from sync_items where tenant_id = ${tenantId} and state = 'tray'`.execute(
    trx,
  );
  return rows[0]?.waiting ?? 0;
}

/** Locks these items, in the order of their ids; those out of sight are left out. */
export async function holdItems(trx: Trx, tenantId: string, itemIds: readonly string[]): Promise<ItemRow[]> {
  await sql`select from sync_items where tenant_id = ${tenantId} and item_id = any (${itemIds}::uuid[])
    order by item_id for no key update`.execute(trx);
  const { rows } = await sql<ItemRow>`
    select ${columns} from ${joined} where s.tenant_id = ${tenantId} and s.item_id = any (${itemIds}::uuid[])
    order by s.item_id`.execute(trx);
  return rows;
}

/** Those of a run that became something. */
export async function listTakenOfRun(trx: Trx, tenantId: string, runId: string): Promise<string[]> {
  const { rows } = await sql<{ item_id: string }>`
    select item_id from sync_items
    where tenant_id = ${tenantId} and run_id = ${runId} and state in ('document', 'statement', 'tray')
    order by item_id`.execute(trx);
  return rows.map((row) => row.item_id);
}

export interface Settlement {
  readonly state: ItemState;
  readonly clientId: string | null;
  readonly documentId: string | null;
  readonly wasKnown: boolean;
  readonly statementIds: readonly string[] | null;
  readonly reason: Words | null;
}

export async function settleItem(
  trx: Trx,
  tenantId: string,
  itemId: string,
  userId: string | null,
  to: Settlement,
): Promise<void> {
  await sql`
    update sync_items set state = ${to.state}, client_id = ${to.clientId}, document_id = ${to.documentId},
      was_known = ${to.wasKnown}, statement_ids = ${to.statementIds}::uuid[],
      reason = ${reasonJson(to.reason)}::jsonb, settled_by = ${userId}, settled_at = now()
    where tenant_id = ${tenantId} and item_id = ${itemId}`.execute(trx);
}

/** Says why an item stays as it is. */
export async function setReason(trx: Trx, tenantId: string, itemId: string, reason: Words): Promise<void> {
  await sql`update sync_items set reason = ${reasonJson(reason)}::jsonb
    where tenant_id = ${tenantId} and item_id = ${itemId}`.execute(trx);
}
