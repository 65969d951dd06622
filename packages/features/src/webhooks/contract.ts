/** Webhooks out as the outside sees them: addresses of an office's machines, their events, and the log of deliveries. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

export const WEBHOOK_EVENTS = ['document.ready', 'voucher.posted', 'report.sent', 'sync.failed'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What the button sends; nobody subscribes to it. */
export const TEST_EVENT = 'test';

const eventList = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1)
  .max(WEBHOOK_EVENTS.length)
  .transform((events) => WEBHOOK_EVENTS.filter((each) => events.includes(each)));
const url = z.string().trim().min(1).max(1000);
const description = z.string().trim().max(200);
const version = z.number().int();

export const webhookEndpoint = z.object({
  id,
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  /** Null while it is on. person: by hand; failing: after days of failure; gone: the far side answered 410. */
  off: z.object({ at: isoDateTime, because: z.enum(['person', 'failing', 'gone']) }).nullable(),
  /** Since when every attempt has failed. */
  failingSince: isoDateTime.nullable(),
  /** Deliveries that wait for their time. */
  waiting: z.number().int(),
  lastDeliveredAt: isoDateTime.nullable(),
  createdAt: isoDateTime,
  version,
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

const deliveryState = z.enum(['waiting', 'delivered', 'failed']);

export const webhookDelivery = z.object({
  id,
  endpointId: id,
  eventId: id,
  type: z.string(),
  clientId: id.nullable(),
  state: deliveryState,
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  /** "timeout", "address-refused" and the like, where no answer came. */
  lastFault: z.string().nullable(),
  createdAt: isoDateTime,
  /** When it is tried next; null once it ended. */
  dueAt: isoDateTime.nullable(),
  endedAt: isoDateTime.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const webhookDeliveryDetail = webhookDelivery.extend({
  /** The body as it is sent, to the byte. */
  body: z.string(),
  tried: z.array(
    z.object({
      attempt: z.number().int(),
      at: isoDateTime,
      url: z.string(),
      durationMs: z.number().int(),
      status: z.number().int().nullable(),
      fault: z.string().nullable(),
      /** The beginning of the answer, as text. */
      answer: z.string().nullable(),
    }),
  ),
});
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetail>;

/** Shown this once; only a sealed copy is kept. */
const secret = z.string();
const endpointParams = z.object({ endpointId: id });
const deliveryParams = z.object({ deliveryId: id });

export const webhooksContract = {
  listWebhooks: route({
    method: 'GET',
    path: '/webhooks',
    permission: 'office:write',
    summary: 'Ofisin webhook adresleri',
    response: z.object({ items: z.array(webhookEndpoint) }),
  }),
  createWebhook: route({
    method: 'POST',
    path: '/webhooks',
    permission: 'office:write',
    summary: 'Webhook adresi ekler; imza anahtarı yalnız bu yanıtta gösterilir',
    body: z.object({ url, description: description.default(''), events: eventList }),
    response: z.object({ webhook: webhookEndpoint, secret }),
    status: 201,
  }),
  changeWebhook: route({
    method: 'PATCH',
    path: '/webhooks/:endpointId',
    permission: 'office:write',
    summary: 'Webhook adresini, olaylarını ya da açık olup olmadığını değiştirir',
    params: endpointParams,
    body: z.object({
      version,
      url: url.optional(),
      description: description.optional(),
      events: eventList.optional(),
      on: z.boolean().optional(),
    }),
    response: webhookEndpoint,
  }),
  removeWebhook: route({
    method: 'DELETE',
    path: '/webhooks/:endpointId',
    permission: 'office:write',
    summary: 'Webhook adresini gönderim kayıtlarıyla birlikte siler',
    params: endpointParams,
    idempotent: true,
  }),
  renewWebhookSecret: route({
    method: 'POST',
    path: '/webhooks/:endpointId/secret',
    permission: 'office:write',
    summary: 'Yeni imza anahtarı üretir ve gösterir; eskisiyle artık imzalanmaz',
    params: endpointParams,
    response: z.object({ webhook: webhookEndpoint, secret }),
  }),
  testWebhook: route({
    method: 'POST',
    path: '/webhooks/:endpointId/test',
    permission: 'office:write',
    summary: 'Adrese hemen bir deneme olayı gönderir ve sonucunu döner',
    params: endpointParams,
    response: webhookDeliveryDetail,
  }),
  listWebhookDeliveries: route({
    method: 'GET',
    path: '/webhooks/:endpointId/deliveries',
    permission: 'office:write',
    summary: 'Bir adrese gönderilenler, yeniden eskiye',
    params: endpointParams,
    query: cursorQuery.extend({ state: deliveryState.optional() }),
    response: page(webhookDelivery),
  }),
  showWebhookDelivery: route({
    method: 'GET',
    path: '/webhook-deliveries/:deliveryId',
    permission: 'office:write',
    summary: 'Bir gönderimin gövdesi ve her denemenin yanıtı',
    params: deliveryParams,
    response: webhookDeliveryDetail,
  }),
  redeliverWebhook: route({
    method: 'POST',
    path: '/webhook-deliveries/:deliveryId/redeliver',
    permission: 'office:write',
    summary: 'Olayı aynı kimlikle yeniden gönderir',
    params: deliveryParams,
    response: webhookDelivery,
    status: 202,
  }),
};

/** One thing that happened, for whoever wants to be told. */
export interface EmittedEvent {
  readonly type: WebhookEvent;
  readonly clientId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Of what can happen once only: a second event of this key is not told. */
  readonly onceKey?: string;
}

/** How other features say what happened. */
export interface WebhooksService {
  /** In the transaction of the event; deliveries are sent after it. Costs one small read where nobody subscribes. */
  emit(trx: Trx, tenantId: string, event: EmittedEvent): Promise<void>;
  /** The same for many events of one kind; `events` is called only where somebody subscribes. */
  emitAll(
    trx: Trx,
    tenantId: string,
    type: WebhookEvent,
    events: () => Promise<readonly Omit<EmittedEvent, 'type'>[]>,
  ): Promise<void>;
  /** Whether somebody of the office subscribes, as SQL for a statement that does something else where nobody does. */
  isSubscribed(tenantId: string, type: WebhookEvent): RawBuilder<boolean>;
}

export const { definitions: webhookErrorDefinitions, errors: webhookErrors } = defineErrors({
  WEBHOOK_NOT_FOUND: {
    status: 404,
    tr: 'Webhook adresi bulunamadı; silinmiş olabilir.',
    en: 'The webhook was not found; it may have been removed.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  WEBHOOK_DELIVERY_NOT_FOUND: {
    status: 404,
    tr: 'Gönderim kaydı bulunamadı; kayıtlar otuz gün saklanır.',
    en: 'The delivery was not found; deliveries are kept for thirty days.',
    nextTr: 'Adresin gönderim listesinden seçin.',
    nextEn: 'Pick one from the list of the webhook.',
  },
  WEBHOOK_OFF: {
    status: 409,
    tr: 'Webhook adresi kapalı; ona bir şey gönderilmez.',
    en: 'The webhook is turned off; nothing is sent to it.',
    nextTr: 'Önce adresi açın.',
    nextEn: 'Turn it on first.',
  },
  WEBHOOK_URL_REFUSED: {
    status: 422,
    tr: '“{url}” adresine gönderilemez: {reasonTr}.',
    en: 'Nothing can be sent to “{url}”: {reasonEn}.',
    nextTr: 'İnternetten ulaşılan, https ile başlayan bir adres yazın.',
    nextEn: 'Give an address that starts with https and is reached over the internet.',
  },
  WEBHOOK_LIMIT: {
    status: 422,
    tr: 'Ofisin {limit} webhook adresi var; daha fazlası eklenmez.',
    en: 'The office has {limit} webhooks; no more are added.',
    nextTr: 'Kullanmadığınız bir adresi silin.',
    nextEn: 'Remove one that is not used.',
  },
});
