/** Tells people of an office something, in the transaction in which it happens; any feature calls this. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { sql } from 'kysely';
import type { Trx } from './feature.ts';
import {
  DIGEST_NOTICES,
  DIGEST_UNLESS_TURNED_OFF,
  type NoticeKind,
  SECURITY_NOTICES,
} from './notifications/contract.ts';

export interface Notice {
  readonly tenantId: string;
  /** Members of the office; who is none, or is disabled, is passed over. Leave out whoever did it themself. */
  readonly userIds: readonly string[];
  readonly kind: NoticeKind;
  /** What the kind's sentence names (texts in the web app, `notifications.kinds`): counts as numbers, names as text. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** The client company it is about; who may not see it is not shown the notice. */
  readonly clientId?: string;
  /** The page that helps, a path of the web app: "/mukellefler/…/belgeler?durum=FAILED". */
  readonly link?: string;
  /**
   * While a notice of this key is unread, `params.count` is added to it instead of a second one being made; its other
   * params are replaced. Only for what a worker tells, or people tell themselves: others' notices are not seen, and so
   * not added to.
   */
  readonly foldKey?: string;
}

/**
 * Writes one notification a person, unless they turned the kind off, and announces it to their open pages. Kinds of the
 * digest are put into the mail of the day for whoever wants them there. Answers who wants a mail of its own: only of
 * kinds about the door, and the caller sends it.
 */
export async function notify(trx: Trx, notice: Notice): Promise<{ readonly mailTo: readonly string[] }> {
  const { tenantId, kind } = notice;
  const userIds = [...new Set(notice.userIds)];
  if (userIds.length === 0) return { mailTo: [] };
  const isSecurity = SECURITY_NOTICES.some((name) => name === kind);
  const isDigest = DIGEST_NOTICES.some((name) => name === kind);
  const isMailed = isSecurity || DIGEST_UNLESS_TURNED_OFF.includes(kind);
  const { rows } = await sql<{ userId: string; inApp: boolean; mail: boolean }>`
    select m.user_id as "userId", coalesce(p.in_app, true) or ${isSecurity} as "inApp",
      coalesce(p.mail, ${isMailed}) and ${isSecurity || isDigest} as mail
    from memberships m
    left join notification_preferences p on p.tenant_id = m.tenant_id and p.user_id = m.user_id and p.kind = ${kind}
    where m.tenant_id = ${tenantId} and m.user_id = any (${userIds}::uuid[]) and m.disabled_at is null`.execute(
    trx,
  );
  const shown = rows.filter(({ inApp }) => inApp).map(({ userId }) => userId);
  if (shown.length > 0) await insertNotices(trx, notice, shown);
  for (const userId of shown)
    await announce(trx, { tenantId, topic: 'notifications', clientId: null, userId });
  const mailTo = rows.filter(({ mail }) => mail).map(({ userId }) => userId);
  if (!isDigest) return { mailTo };
  if (mailTo.length > 0) await insertDigestEntries(trx, notice, mailTo);
  return { mailTo: [] };
}

async function insertNotices(trx: Trx, notice: Notice, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into notifications as n (tenant_id, user_id, kind, params, about_client_id, link, fold_key)
    ${toTell(notice, userIds)}
    ${
      notice.foldKey === undefined
        ? sql``
        : sql`on conflict (tenant_id, user_id, fold_key) where fold_key is not null ${GROWS}`
    }`.execute(trx);
}

async function insertDigestEntries(trx: Trx, notice: Notice, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into digest_entries as n (tenant_id, user_id, kind, params, about_client_id, link, fold_key)
    ${toTell(notice, userIds)}
    ${
      notice.foldKey === undefined
        ? sql``
        : sql`on conflict (tenant_id, user_id, fold_key) where fold_key is not null and mailed_at is null ${GROWS}`
    }`.execute(trx);
}

function toTell(notice: Notice, userIds: readonly string[]) {
  return sql`
    select ${notice.tenantId}::uuid, user_id, ${notice.kind}, ${JSON.stringify(notice.params ?? {})}::jsonb,
      ${notice.clientId ?? null}::uuid, ${notice.link ?? null}, ${notice.foldKey ?? null}
    from unnest(${userIds}::uuid[]) as to_tell (user_id)`;
}

/** Counts are added up; what is told without one keeps none. */
const GROWS = sql`do update set
  params = excluded.params || case when excluded.params ? 'count' or n.params ? 'count'
    then jsonb_build_object('count',
      coalesce((n.params ->> 'count')::int, 0) + coalesce((excluded.params ->> 'count')::int, 0))
    else '{}' end,
  link = excluded.link, created_at = now()`;
