/** SQL of API keys; of a key only its SHA-256 is kept. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly tokenEnd: string;
  readonly permissions: string[];
  readonly clients: { id: string; title: string }[] | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly isMakerActive: boolean;
}

const COLUMNS = sql`k.key_id as id, k.name, k.token_end as "tokenEnd", k.permissions,
  case when k.all_clients then null else coalesce(
    (select jsonb_agg(jsonb_build_object('id', c.client_id, 'title', c.title) order by app.fold(c.title))
     from api_key_clients kc join clients c on c.tenant_id = kc.tenant_id and c.client_id = kc.client_id
     where kc.tenant_id = k.tenant_id and kc.key_id = k.key_id), '[]') end as clients,
  coalesce(m.name, u.name) as "createdBy", k.created_at as "createdAt", k.expires_at as "expiresAt",
  k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
  m.disabled_at is null and u.disabled_at is null as "isMakerActive"`;

const FROM = sql`api_keys k
  join memberships m on m.tenant_id = k.tenant_id and m.user_id = k.created_by
  join users u on u.user_id = k.created_by`;

/** The latest first; revoked and expired ones among them. */
export async function listKeys(trx: Trx, tenantId: string): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${COLUMNS} from ${FROM} where k.tenant_id = ${tenantId} order by k.key_id desc limit 500`.execute(
    trx,
  );
  return rows;
}

export async function findKey(trx: Trx, tenantId: string, keyId: string): Promise<KeyRow | null> {
  const { rows } = await sql<KeyRow>`
    select ${COLUMNS} from ${FROM} where k.tenant_id = ${tenantId} and k.key_id = ${keyId}`.execute(trx);
  return rows[0] ?? null;
}

/** Those that are neither revoked nor expired; two who make one at once are counted one after the other. */
export async function countValidKeys(trx: Trx, tenantId: string, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api keys ${tenantId}`}, 0))`.execute(trx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from api_keys
    where tenant_id = ${tenantId} and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(
    trx,
  );
  return rows[0]?.n ?? 0;
}

/** How many of these clients are the office's. */
export async function countClients(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from clients
    where tenant_id = ${tenantId} and client_id = any (${[...clientIds]}::uuid[])`.execute(trx);
  return rows[0]?.n ?? 0;
}

export async function insertKey(
  trx: Trx,
  tenantId: string,
  key: {
    readonly name: string;
    readonly hash: Buffer;
    readonly end: string;
    readonly permissions: readonly string[];
    readonly clientIds: readonly string[] | null;
    readonly createdBy: string;
    readonly expiresAt: Date | null;
  },
): Promise<string> {
  const row = await trx
    .insertInto('api_keys')
    .values({
      tenant_id: tenantId,
      name: key.name,
      token_hash: key.hash,
      token_end: key.end,
      permissions: [...key.permissions],
      all_clients: key.clientIds === null,
      created_by: key.createdBy,
      expires_at: key.expiresAt,
    })
    .returning('key_id')
    .executeTakeFirstOrThrow();
  const clients = (key.clientIds ?? []).map((client_id) => ({
    tenant_id: tenantId,
    key_id: row.key_id,
    client_id,
  }));
  if (clients.length > 0) await trx.insertInto('api_key_clients').values(clients).execute();
  return row.key_id;
}

/** Whose it was; null where there is none. One that is revoked already stays as it is. */
export async function revokeKey(
  trx: Trx,
  tenantId: string,
  keyId: string,
  now: Date,
): Promise<{ readonly createdBy: string } | null> {
  const { rows } = await sql<{ createdBy: string }>`
    update api_keys set revoked_at = coalesce(revoked_at, ${now})
    where tenant_id = ${tenantId} and key_id = ${keyId} returning created_by as "createdBy"`.execute(trx);
  return rows[0] ?? null;
}

export interface KeyAtTheDoor {
  readonly keyId: string;
  readonly permissions: string[];
  readonly clientIds: string[] | null;
  readonly createdBy: string;
  readonly isOver: boolean;
}

/** What a hash opens, used or not; null where there is no such key. */
export async function findByHash(
  trx: Trx,
  tenantId: string,
  hash: Buffer,
  now: Date,
): Promise<KeyAtTheDoor | null> {
  const { rows } = await sql<KeyAtTheDoor>`
    select k.key_id as "keyId", k.permissions, k.created_by as "createdBy",
      k.revoked_at is not null or coalesce(k.expires_at <= ${now}, false) as "isOver",
      case when k.all_clients then null else array(select kc.client_id::text from api_key_clients kc
        where kc.tenant_id = k.tenant_id and kc.key_id = k.key_id order by 1) end as "clientIds"
    from api_keys k where k.tenant_id = ${tenantId} and k.token_hash = ${hash}`.execute(trx);
  return rows[0] ?? null;
}

/** Written once a minute at most. */
export async function noteUse(trx: Trx, tenantId: string, keyId: string, now: Date): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}
    where tenant_id = ${tenantId} and key_id = ${keyId}
      and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(trx);
}
