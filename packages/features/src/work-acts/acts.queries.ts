/** SQL of acts: asking for one, holding it while it is worked on, ending it, and looking at them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** An account that apply-like brings to the lines of a role. */
export interface AccountOfRole {
  readonly role: string;
  readonly account: string;
}

export interface NewAct {
  readonly actId: string;
  readonly kind: string;
  readonly clientId: string | null;
  readonly userId: string;
  readonly reason: string | null;
  readonly toClientId: string | null;
  readonly likeDocumentId: string | null;
  readonly changes: readonly AccountOfRole[] | null;
  readonly undoes: string | null;
}

/** False where an act with this id is there already; one that is just being made is waited for. */
export async function insertAct(trx: Trx, tenantId: string, act: NewAct): Promise<boolean> {
  const { rows } = await sql`
    insert into work_acts (tenant_id, act_id, kind, client_id, user_id, reason, to_client_id, like_document_id,
      changes, undoes)
    values (${tenantId}, ${act.actId}, ${act.kind}, ${act.clientId}, ${act.userId}, ${act.reason},
      ${act.toClientId}, ${act.likeDocumentId}, ${act.changes === null ? null : JSON.stringify(act.changes)}::jsonb,
      ${act.undoes})
    on conflict do nothing returning act_id`.execute(trx);
  return rows.length === 1;
}

/** An act that this transaction works on: nobody else does meanwhile, and nobody stops it. */
export interface HeldAct {
  readonly actId: string;
  readonly kind: string;
  readonly clientId: string | null;
  readonly userId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly toClientId: string | null;
  readonly likeDocumentId: string | null;
  readonly changes: readonly AccountOfRole[] | null;
  readonly undoes: string | null;
  readonly done: number;
}

export async function holdAct(trx: Trx, tenantId: string, actId: string): Promise<HeldAct | undefined> {
  const { rows } = await sql<HeldAct>`
    select act_id as "actId", kind, client_id as "clientId", user_id as "userId", state, reason,
      to_client_id as "toClientId", like_document_id as "likeDocumentId", changes, undoes, done
    from work_acts where tenant_id = ${tenantId} and act_id = ${actId} for no key update`.execute(trx);
  return rows[0];
}

/** Who asked for the act, and whether it still goes on; without holding it. */
export async function findAsker(
  trx: Trx,
  tenantId: string,
  actId: string,
): Promise<{ userId: string; kind: string; undoneKind: string | null } | undefined> {
  const { rows } = await sql<{ userId: string; kind: string; undoneKind: string | null }>`
    select a.user_id as "userId", a.kind, u.kind as "undoneKind" from work_acts a
    left join work_acts u on u.tenant_id = a.tenant_id and u.act_id = a.undoes
    where a.tenant_id = ${tenantId} and a.act_id = ${actId} and a.state in ('waiting', 'running')`.execute(
    trx,
  );
  return rows[0];
}

/** How many documents an act is about, did and refused, as its rows say. */
export interface ActCounts {
  readonly total: number;
  readonly done: number;
  readonly refused: number;
}

export async function setActState(
  trx: Trx,
  tenantId: string,
  actId: string,
  state: 'running' | 'done' | 'stopped',
): Promise<ActCounts | undefined> {
  const { rows } = await sql<ActCounts>`
    update work_acts set state = ${state}, ended_at = ${state === 'running' ? null : sql`now()`}
    where tenant_id = ${tenantId} and act_id = ${actId} returning total, done, refused`.execute(trx);
  return rows[0];
}

export interface ActRow {
  readonly actId: string;
  readonly kind: string;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly userId: string;
  readonly byName: string | null;
  readonly createdAt: Date;
  /** To the microsecond, for cursors. */
  readonly createdKey: string;
  readonly endedAt: Date | null;
  readonly state: string;
  readonly total: number;
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
  readonly undone: number;
  readonly sumKurus: bigint;
  readonly firstDocument: string | null;
  /** The row of the document where there is only one, as the contract has it. */
  readonly only: unknown;
  readonly reason: string | null;
  readonly toClientId: string | null;
  readonly toClientTitle: string | null;
  readonly likeDocumentId: string | null;
  readonly undoes: string | null;
  readonly undoesKind: string | null;
}

const SHOWN = sql`
  a.act_id as "actId", a.kind, a.client_id as "clientId", c.title as "clientTitle", a.user_id as "userId",
  (select coalesce(m.name, u.name) from memberships m join users u on u.user_id = m.user_id
    where m.tenant_id = a.tenant_id and m.user_id = a.user_id) as "byName",
  a.created_at as "createdAt", a.created_at::text as "createdKey", a.ended_at as "endedAt", a.state, a.total, a.waiting, a.done, a.refused, a.undone,
  a.sum_kurus as "sumKurus",
  f.name as "firstDocument", case when a.total = 1 then f.item end as only,
  a.reason, a.to_client_id as "toClientId", t.title as "toClientTitle", a.like_document_id as "likeDocumentId",
  a.undoes, b.kind as "undoesKind"`;

const SOURCES = sql`
  left join clients c on c.tenant_id = a.tenant_id and c.client_id = a.client_id
  left join clients t on t.tenant_id = a.tenant_id and t.client_id = a.to_client_id
  left join work_acts b on b.tenant_id = a.tenant_id and b.act_id = a.undoes
  left join lateral (
    select coalesce(d.document_no, d.file_name) as name, jsonb_build_object('documentId', i.document_id,
      'state', i.state, 'voucherId', i.voucher_id, 'fisNo', i.fis_no, 'refusal', i.refusal) as item
    from work_act_items i join documents d on d.tenant_id = i.tenant_id and d.document_id = i.document_id
    where i.tenant_id = a.tenant_id and i.act_id = a.act_id and i.position = 1) f on true`;

export async function findAct(trx: Trx, tenantId: string, actId: string): Promise<ActRow | undefined> {
  const { rows } = await sql<ActRow>`
    select ${SHOWN} from work_acts a ${SOURCES}
    where a.tenant_id = ${tenantId} and a.act_id = ${actId}`.execute(trx);
  return rows[0];
}

export interface ActFilter {
  readonly clientId: string | undefined;
  readonly userId: string | null;
  readonly going: boolean;
  /** The last act shown: its time and id. */
  readonly after: readonly [createdKey: string, actId: string] | null;
  readonly limit: number;
}

/** Acts, the newest first. An act over several clients is shown with each of them. */
export async function listActs(trx: Trx, tenantId: string, filter: ActFilter): Promise<ActRow[]> {
  const { clientId, userId, going, after, limit } = filter;
  const conditions = [sql`a.tenant_id = ${tenantId}`];
  if (clientId !== undefined)
    conditions.push(sql`(a.client_id = ${clientId} or (a.client_id is null and exists (
      select from work_act_items i where i.tenant_id = a.tenant_id and i.act_id = a.act_id
        and i.client_id = ${clientId})))`);
  if (userId !== null) conditions.push(sql`a.user_id = ${userId}`);
  if (going) conditions.push(sql`a.state in ('waiting', 'running')`);
  if (after !== null)
    conditions.push(sql`(a.created_at, a.act_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const { rows } = await sql<ActRow>`
    select ${SHOWN} from (
      select a.* from work_acts a where ${sql.join(conditions, sql` and `)}
      order by a.created_at desc, a.act_id desc limit ${limit}) a
    ${SOURCES} order by a.created_at desc, a.act_id desc`.execute(trx);
  return rows;
}
