/** A person's own notifications: listing, marking, and what they want to be told of. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { announce, type LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Database } from '../feature.ts';
import {
  type notificationsContract as contract,
  DIGEST_NOTICES,
  DIGEST_UNLESS_TURNED_OFF,
  NOTICE_KINDS,
  type NoticePreference,
  type NotificationView,
  notificationErrors,
  SECURITY_NOTICES,
} from './contract.ts';
import {
  countUnread,
  listNotifications,
  listPreferences,
  markNotifications,
  type NotificationRow,
  type Reader,
  savePreference,
} from './notifications.queries.ts';

export interface NotificationsContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Null where nobody listens. */
  readonly live: Pick<LiveEvents, 'subscribe'> | null;
}

/** Throws FORBIDDEN for whoever has no office, and for a worker, who is nobody. */
export function readerOf(scope: Scope): Reader {
  if (scope.userId === null) throw platformErrors.FORBIDDEN();
  return { tenantId: tenantOf(scope), userId: scope.userId };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The newest first. */
export async function showNotifications(
  { db }: NotificationsContext,
  scope: Scope,
  query: RouteInput<typeof contract.listNotifications>['query'],
): Promise<RouteResult<typeof contract.listNotifications>> {
  const reader = readerOf(scope);
  const [moment = '', id = ''] = decodeCursor(query.cursor, 2) ?? [];
  const after = !Number.isNaN(Date.parse(moment)) && UUID.test(id) ? ([moment, id] as const) : null;
  const { rows, unread } = await inScope(db, scope, async (trx) => ({
    rows: await listNotifications(trx, reader, after, query.limit + 1),
    unread: (await countUnread(trx, reader)).unread,
  }));
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    items: shown.map(present),
    nextCursor: more ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    unread,
  };
}

function present(row: NotificationRow): NotificationView {
  return {
    id: row.id,
    kind: row.kind as NotificationView['kind'],
    params: row.params,
    client: row.clientId === null ? null : { id: row.clientId, title: row.clientTitle ?? '' },
    link: row.link,
    createdAt: row.createdAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}

/** The person's other pages hear of it. Ids of others, and those that are so already, change nothing. */
export function mark(
  { db, clock }: NotificationsContext,
  scope: Scope,
  { ids, read }: RouteInput<typeof contract.markNotifications>['body'],
): Promise<RouteResult<typeof contract.markNotifications>> {
  const reader = readerOf(scope);
  // "Everything is unread again" is no wish of anybody: only what is named can be taken back.
  if (!read && ids === undefined)
    return inScope(db, scope, async (trx) => ({ changed: [], ...(await unreadOf(trx, reader)) }));
  return inScope(db, scope, async (trx) => {
    const changed = await markNotifications(trx, reader, ids ?? null, read ? clock.now() : null);
    if (changed.length > 0) await announce(trx, { ...reader, topic: 'notifications', clientId: null });
    return { changed, ...(await unreadOf(trx, reader)) };
  });
}

async function unreadOf(trx: Parameters<typeof countUnread>[0], reader: Reader) {
  return { unread: (await countUnread(trx, reader)).unread };
}

const isDigest = (kind: string) => DIGEST_NOTICES.some((name) => name === kind);
const isSecurity = (kind: string) => SECURITY_NOTICES.some((name) => name === kind);

/** Every kind, with what the person chose or how it comes. */
export async function showPreferences(
  { db }: NotificationsContext,
  scope: Scope,
): Promise<{ items: NoticePreference[] }> {
  const reader = readerOf(scope);
  const chosen = new Map(
    (await inScope(db, scope, (trx) => listPreferences(trx, reader))).map((row) => [row.kind, row]),
  );
  const items = NOTICE_KINDS.map((kind) => ({
    kind,
    inApp: isSecurity(kind) || (chosen.get(kind)?.inApp ?? true),
    mail: chosen.get(kind)?.mail ?? (isSecurity(kind) || DIGEST_UNLESS_TURNED_OFF.includes(kind)),
    isSecurity: isSecurity(kind),
    isDigest: isDigest(kind),
  }));
  return { items };
}

/** Throws NOTICE_ALWAYS_SHOWN, NOTICE_NEVER_MAILED. */
export async function choosePreference(
  context: NotificationsContext,
  scope: Scope,
  wanted: RouteInput<typeof contract.setNoticePreference>['body'],
): Promise<{ items: NoticePreference[] }> {
  const reader = readerOf(scope);
  if (isSecurity(wanted.kind) && !wanted.inApp) throw notificationErrors.NOTICE_ALWAYS_SHOWN();
  if (!isSecurity(wanted.kind) && !isDigest(wanted.kind) && wanted.mail)
    throw notificationErrors.NOTICE_NEVER_MAILED();
  await inScope(context.db, scope, (trx) => savePreference(trx, reader, wanted));
  return showPreferences(context, scope);
}
