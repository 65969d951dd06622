/** Notifications: what a person is told of while they work, and of which kinds they want to be told. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/** About the door of one's own account: always shown, and mailed unless one says otherwise. */
export const SECURITY_NOTICES = ['new-sign-in', 'password-changed', 'second-factor-changed'] as const;

/** Mailed by choice, and then together with the others of the day in one mail (the digest). */
export const DIGEST_NOTICES = [
  'sync-failed',
  'report-failed',
  'documents-waiting',
  'answers-ending',
  'period-closing',
] as const;

/** Of these, the ones that nobody has to ask for; documents that wait would be in the mail of every day. */
export const DIGEST_UNLESS_TURNED_OFF: readonly string[] = ['sync-failed', 'report-failed', 'period-closing'];

export const NOTICE_KINDS = [
  'client-assigned',
  'bulk-done',
  'upload-failures',
  'request-answered',
  'invitation-accepted',
  'period-changed',
  ...DIGEST_NOTICES,
  'webhook-off',
  ...SECURITY_NOTICES,
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const kind = z.enum(NOTICE_KINDS);

export const notificationView = z.object({
  id,
  kind,
  /** What the sentence of the kind names: counts as numbers, names as text. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  client: z.object({ id, title: z.string() }).nullable(),
  /** A page of the app, "/mukellefler/…"; null where there is nothing to open. */
  link: z.string().nullable(),
  createdAt: isoDateTime,
  readAt: isoDateTime.nullable(),
});
export type NotificationView = z.infer<typeof notificationView>;

const preference = z.object({
  kind,
  inApp: z.boolean(),
  /** False for ever where the kind is never mailed. */
  mail: z.boolean(),
  isSecurity: z.boolean(),
  /** Mailed together with others, once a day. */
  isDigest: z.boolean(),
});
export type NoticePreference = z.infer<typeof preference>;

export const notificationsContract = {
  listNotifications: route({
    method: 'GET',
    path: '/notifications',
    permission: 'signed-in',
    summary: 'Kişinin bu ofisteki bildirimlerini yeniden eskiye listeler',
    query: cursorQuery.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({
      items: z.array(notificationView),
      nextCursor: z.string().nullable(),
      unread: z.number().int(),
    }),
  }),
  markNotifications: route({
    method: 'POST',
    path: '/notifications/read',
    permission: 'signed-in',
    summary:
      'Bildirimleri okundu ya da yeniden okunmadı sayar; ids verilmezse okunmamışların tümü okundu olur',
    body: z.object({ ids: z.array(id).min(1).max(1000).optional(), read: z.boolean().default(true) }),
    response: z.object({
      /** What this call changed: the same list with `read` turned round takes it back. */
      changed: z.array(id),
      unread: z.number().int(),
    }),
    idempotent: true,
  }),
  notificationEvents: route({
    method: 'GET',
    path: '/notifications/events',
    permission: 'signed-in',
    kind: 'events',
    summary: 'Okunmamış bildirim sayısını canlı bildirir (server-sent events)',
  }),
  listNoticePreferences: route({
    method: 'GET',
    path: '/notifications/preferences',
    permission: 'signed-in',
    summary: 'Hangi bildirimlerin gösterildiğini ve e-postayla geldiğini gösterir',
    response: z.object({ items: z.array(preference) }),
  }),
  setNoticePreference: route({
    method: 'PUT',
    path: '/notifications/preferences',
    permission: 'signed-in',
    summary: 'Bir bildirim türünü açar ya da kapatır; güvenlik bildirimleri her zaman gösterilir',
    body: z.object({ kind, inApp: z.boolean(), mail: z.boolean() }),
    response: z.object({ items: z.array(preference) }),
    idempotent: true,
  }),
};

/** What the stream tells with each event "notifications". */
export interface NotificationEvent {
  readonly unread: number;
  /** The newest unread one. */
  readonly latest: string | null;
}

export const { definitions: notificationErrorDefinitions, errors: notificationErrors } = defineErrors({
  NOTICE_ALWAYS_SHOWN: {
    status: 422,
    tr: 'Hesap güvenliği bildirimleri uygulamada kapatılamaz.',
    en: 'Notices about the security of the account cannot be turned off in the app.',
    nextTr: 'Yalnız e-postasını kapatabilirsiniz.',
    nextEn: 'Only their mail can be turned off.',
  },
  NOTICE_NEVER_MAILED: {
    status: 422,
    tr: 'Bu bildirim e-postayla gönderilmez.',
    en: 'This notice is not sent by mail.',
    nextTr: 'Uygulama içinde açık bırakın.',
    nextEn: 'Leave it on in the app.',
  },
});
