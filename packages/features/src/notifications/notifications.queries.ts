/** Queries of a person's notifications: their list, what is unread, marking, preferences, and clearing old ones. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly params: Record<string, string | number>;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly link: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** Whose notifications: the person's own in this office. */
export interface Reader {
  readonly tenantId: string;
  readonly userId: string;
}

/** Only what the reader may still see: a notice about a client out of sight is no longer theirs to read. */
const IN_SIGHT = sql`(n.about_client_id is null or exists (select from clients c
  where c.tenant_id = n.tenant_id and c.client_id = n.about_client_id))`;

/** A page, the newest first. `after`: moment and id of the last one shown. */
export async function listNotifications(
  trx: Trx,
  { tenantId, userId }: Reader,
  after: readonly [moment: string, id: string] | null,
  limit: number,
): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select n.notification_id as id, n.kind, n.params, n.about_client_id as "clientId", c.title as "clientTitle",
      n.link, n.created_at as "createdAt", n.read_at as "readAt"
    from notifications n
    left join clients c on c.tenant_id = n.tenant_id and c.client_id = n.about_client_id
    where n.tenant_id = ${tenantId} and n.user_id = ${userId} and ${IN_SIGHT}
      ${after === null ? sql`` : sql`and (date_trunc('milliseconds', n.created_at), n.notification_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', n.created_at) desc, n.notification_id desc
    limit ${limit}`.execute(trx);
  return rows;
}

/** How many are unread, and the newest of them. */
export async function countUnread(
  trx: Trx,
  { tenantId, userId }: Reader,
): Promise<{ unread: number; latest: string | null }> {
  const { rows } = await sql<{ unread: number; latest: string | null }>`
    select count(*)::int as unread,
      (array_agg(n.notification_id order by n.created_at desc))[1]::text as latest
    from notifications n
    where n.tenant_id = ${tenantId} and n.user_id = ${userId} and n.read_at is null and ${IN_SIGHT}`.execute(
    trx,
  );
  return rows[0] ?? { unread: 0, latest: null };
}

/** At most this many are marked by one call; more than retention leaves to a person. */
const MARKED_AT_ONCE = 1000;

/** Marks the named ones, or all unread; answers the ids that changed. What was seen is not added to any more. */
export async function markNotifications(
  trx: Trx,
  { tenantId, userId }: Reader,
  ids: readonly string[] | null,
  readAt: Date | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update notifications n set read_at = ${readAt}, fold_key = null
    where n.tenant_id = ${tenantId} and n.user_id = ${userId} and n.notification_id in (
      select o.notification_id from notifications o
      where o.tenant_id = ${tenantId} and o.user_id = ${userId}
        and ${readAt === null ? sql`o.read_at is not null` : sql`o.read_at is null`}
        ${ids === null ? sql`` : sql`and o.notification_id = any (${ids}::uuid[])`}
      order by o.created_at desc limit ${MARKED_AT_ONCE})
    returning n.notification_id as id`.execute(trx);
  return rows.map(({ id }) => id);
}

export async function listPreferences(
  trx: Trx,
  { tenantId, userId }: Reader,
): Promise<{ kind: string; inApp: boolean; mail: boolean }[]> {
  return trx
    .selectFrom('notification_preferences')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .select(['kind', 'in_app as inApp', 'mail'])
    .execute();
}

export async function savePreference(
  trx: Trx,
  { tenantId, userId }: Reader,
  { kind, inApp, mail }: { readonly kind: string; readonly inApp: boolean; readonly mail: boolean },
): Promise<void> {
  await trx
    .insertInto('notification_preferences')
    .values({ tenant_id: tenantId, user_id: userId, kind, in_app: inApp, mail })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'user_id', 'kind']).doUpdateSet({ in_app: inApp, mail }),
    )
    .execute();
}

export interface Retention {
  /** Read ones older than this go. */
  readonly readBefore: Date;
  /** All older than this go. */
  readonly before: Date;
  /** Of each person, the newest this many stay. */
  readonly keptEach: number;
}

/** Removes old notifications of one office; answers how many. */
export async function clearNotifications(
  trx: Trx,
  tenantId: string,
  { readBefore, before, keptEach }: Retention,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from notifications n
    where n.tenant_id = ${tenantId} and (n.created_at < ${before} or n.read_at < ${readBefore}
      or n.notification_id in (
        select notification_id from (
          select o.notification_id, row_number() over (partition by o.user_id order by o.created_at desc) as place
          from notifications o where o.tenant_id = ${tenantId}) placed
        where place > ${keptEach}))`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
