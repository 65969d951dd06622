/** Integrations as the outside sees them: kinds with their forms, what runs when, what came, and what waits in the tray. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const words = z.object({ tr: z.string(), en: z.string() });

/** What stopped a run or a test, and what to do now. */
export const shownFault = z.object({
  kind: z.enum([
    'unreachable',
    'bad-answer',
    'limited',
    'refused',
    'changed-identity',
    'wrong-settings',
    'too-large',
    'internal',
  ]),
  message: z.string(),
  messageEn: z.string(),
  next: z.string(),
  nextEn: z.string(),
});
export type ShownFault = z.infer<typeof shownFault>;

const settingField = z.object({
  name: z.string(),
  label: words,
  help: words.nullable(),
  kind: z.enum(['text', 'number', 'secret', 'choice', 'flag', 'long-text']),
  required: z.boolean(),
  choices: z.array(z.object({ value: z.string(), label: words })),
  fallback: z.string().nullable(),
});

export const integrationKind = z.object({
  kind: z.string(),
  title: words,
  summary: words,
  about: z.enum(['office', 'client', 'either']),
  everyMinutes: z.number().int(),
  fields: z.array(settingField),
});
export type IntegrationKind = z.infer<typeof integrationKind>;

export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'stopped'] as const;

export const runView = z.object({
  id,
  integrationId: id,
  state: z.enum(RUN_STATES),
  /** Null: its time had come. */
  askedByName: z.string().nullable(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  items: z.number().int(),
  documents: z.number().int(),
  statements: z.number().int(),
  trayed: z.number().int(),
  refused: z.number().int(),
  known: z.number().int(),
  fault: shownFault.nullable(),
  isStopping: z.boolean(),
  createdAt: isoDateTime,
  startedAt: isoDateTime.nullable(),
  endedAt: isoDateTime.nullable(),
  undoneAt: isoDateTime.nullable(),
});
export type RunView = z.infer<typeof runView>;

/** A form's values: texts, numbers, flags. */
const values = z.record(z.string().max(60), z.union([z.string().max(20_000), z.number(), z.boolean()]));

export const integrationView = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  client: z.object({ id, title: z.string() }).nullable(),
  /** Without the secret ones. */
  settings: values,
  /** Names of the secret settings that are stored. */
  secretsSet: z.array(z.string()),
  everyMinutes: z.number().int().nullable(),
  state: z.enum(['active', 'paused']),
  /** Why it is paused; null where a person did it. */
  fault: shownFault.nullable(),
  failuresInARow: z.number().int(),
  nextDueAt: isoDateTime.nullable(),
  version: z.number().int(),
  lastRun: runView.nullable(),
});
export type IntegrationView = z.infer<typeof integrationView>;

export const ITEM_STATES = [
  'document',
  'statement',
  'tray',
  'refused',
  'empty',
  'dismissed',
  'undone',
] as const;

export const itemView = z.object({
  id,
  integrationId: id,
  integrationName: z.string(),
  runId: id,
  client: z.object({ id, title: z.string() }).nullable(),
  fileName: z.string(),
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  receivedAt: isoDateTime.nullable(),
  sizeBytes: z.number().nullable(),
  hasFile: z.boolean(),
  state: z.enum(ITEM_STATES),
  documentId: id.nullable(),
  documentState: z.string().nullable(),
  wasKnown: z.boolean(),
  reason: z.object({ message: z.string(), messageEn: z.string() }).nullable(),
  createdAt: isoDateTime,
});
export type ItemView = z.infer<typeof itemView>;

export const senderView = z.object({
  kind: z.enum(['email', 'alias']),
  value: z.string(),
  client: z.object({ id, title: z.string() }),
});

const testAnswer = z.object({
  /** What the far side showed; null where the test failed. */
  found: words.nullable(),
  /** Settings that the test found out, to be kept with the others (a host key seen for the first time). */
  keep: values,
  fault: shownFault.nullable(),
});

const integrationParams = z.object({ integrationId: id });
const runParams = z.object({ runId: id });
const everyMinutes = z.number().int().min(1).max(10_080).nullable();
const body = z.object({
  name: z.string().trim().min(1).max(120),
  clientId: id.nullable(),
  everyMinutes,
  /** Of a secret setting: left out or empty keeps the stored one. */
  settings: values,
});
const settled = z.object({
  /** One result an item, in the order asked. */
  results: z.array(
    z.object({
      item: itemView,
      refused: z.object({ message: z.string(), messageEn: z.string() }).nullable(),
    }),
  ),
});
const itemIds = z.array(id).min(1).max(500);

export const integrationsContract = {
  listIntegrationKinds: route({
    method: 'GET',
    path: '/integrations/kinds',
    permission: 'integration:read',
    summary: 'Entegrasyon türlerini ve ayarlarının formunu gösterir',
    response: z.object({ items: z.array(integrationKind) }),
  }),
  listIntegrations: route({
    method: 'GET',
    path: '/integrations',
    permission: 'integration:read',
    summary: 'Ofisin entegrasyonlarını son çalışmalarıyla listeler',
    response: z.object({
      items: z.array(integrationView),
      /** Files that wait in the tray. */
      inTray: z.number().int(),
      /** What the installation asks for every office: TCMB's rates. */
      ofInstallation: z.array(
        z.object({
          kind: z.literal('tcmb'),
          title: words,
          state: z.enum(['ok', 'warn', 'bad']),
          detail: words,
        }),
      ),
    }),
  }),
  createIntegration: route({
    method: 'POST',
    path: '/integrations',
    permission: 'integration:write',
    summary: 'Entegrasyon ekler; gizli ayarlar şifrelenir ve geri gösterilmez',
    body: body.extend({ kind: z.string().max(50) }),
    response: integrationView,
    status: 201,
  }),
  changeIntegration: route({
    method: 'PUT',
    path: '/integrations/:integrationId',
    permission: 'integration:write',
    summary: 'Entegrasyonun adını, ayarlarını ve zamanını değiştirir',
    params: integrationParams,
    body: body.extend({ version: z.number().int() }),
    response: integrationView,
    idempotent: true,
  }),
  removeIntegration: route({
    method: 'DELETE',
    path: '/integrations/:integrationId',
    permission: 'integration:write',
    summary: 'Entegrasyonu kaldırır; gizli ayarları silinir, getirdikleri kalır',
    params: integrationParams,
    idempotent: true,
  }),
  testSettings: route({
    method: 'POST',
    path: '/integrations/test',
    permission: 'integration:write',
    summary: 'Ayarları kaydetmeden karşı tarafa bağlanıp dener',
    body: z.object({
      kind: z.string().max(50),
      /** Whose stored secrets stand in where the form leaves them empty. */
      integrationId: id.nullable(),
      settings: values,
    }),
    response: testAnswer,
    idempotent: true,
  }),
  testIntegration: route({
    method: 'POST',
    path: '/integrations/:integrationId/test',
    permission: 'integration:write',
    summary: 'Kayıtlı ayarlarla karşı tarafa bağlanıp dener',
    params: integrationParams,
    response: testAnswer,
    idempotent: true,
  }),
  syncNow: route({
    method: 'POST',
    path: '/integrations/:integrationId/sync',
    permission: 'integration:run',
    summary: 'Eşitlemeyi şimdi başlatır; süren varsa onu gösterir',
    params: integrationParams,
    response: runView,
    status: 202,
    idempotent: true,
  }),
  pauseIntegration: route({
    method: 'POST',
    path: '/integrations/:integrationId/pause',
    permission: 'integration:run',
    summary: 'Entegrasyonu duraklatır; süren çalışma durdurulur',
    params: integrationParams,
    response: integrationView,
    idempotent: true,
  }),
  resumeIntegration: route({
    method: 'POST',
    path: '/integrations/:integrationId/resume',
    permission: 'integration:run',
    summary: 'Duraklatılmış entegrasyonu sürdürür',
    params: integrationParams,
    response: integrationView,
    idempotent: true,
  }),
  listSyncRuns: route({
    method: 'GET',
    path: '/integrations/:integrationId/runs',
    permission: 'integration:read',
    summary: 'Entegrasyonun çalışmalarını yeniden eskiye listeler',
    params: integrationParams,
    query: cursorQuery,
    response: page(runView),
  }),
  listSyncLog: route({
    method: 'GET',
    path: '/sync-runs/:runId/log',
    permission: 'integration:read',
    summary: 'Bir çalışmanın günlüğünü sırasıyla gösterir',
    params: runParams,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: z.object({
      items: z.array(
        z.object({
          no: z.number().int(),
          level: z.enum(['info', 'warn']),
          message: z.string(),
          messageEn: z.string(),
          at: isoDateTime,
        }),
      ),
    }),
  }),
  stopSyncRun: route({
    method: 'POST',
    path: '/sync-runs/:runId/stop',
    permission: 'integration:run',
    summary: 'Süren çalışmayı durdurur; aldıkları kalır, kalanı sonraki çalışma alır',
    params: runParams,
    response: runView,
    idempotent: true,
  }),
  undoSyncRun: route({
    method: 'POST',
    path: '/sync-runs/:runId/undo',
    permission: 'integration:run',
    summary: 'Çalışmanın getirip henüz deftere işlenmeyenleri geri alır; kalanı adıyla söyler',
    params: runParams,
    response: z.object({
      run: runView,
      undone: z.number().int(),
      kept: z.array(z.object({ fileName: z.string(), message: z.string(), messageEn: z.string() })),
    }),
    idempotent: true,
  }),
  listSyncItems: route({
    method: 'GET',
    path: '/sync-items',
    permission: 'integration:read',
    summary: 'Gelenleri yeniden eskiye listeler; durum=tray tepsidir',
    query: cursorQuery.extend({
      integrationId: id.optional(),
      runId: id.optional(),
      state: z.enum(ITEM_STATES).optional(),
    }),
    response: page(itemView),
  }),
  getSyncItemFile: route({
    method: 'GET',
    path: '/sync-items/:itemId/file',
    permission: 'integration:read',
    kind: 'file',
    summary: 'Gelen dosyayı indirir',
    params: z.object({ itemId: id }),
  }),
  assignSyncItems: route({
    method: 'POST',
    path: '/sync-items/assign',
    permission: 'integration:run',
    summary: 'Tepsidekileri bir mükellefe verir; belge ya da banka ekstresi olurlar',
    body: z.object({
      itemIds,
      clientId: id,
      /** Later mails of these senders are this client's. */
      remember: z.boolean().default(false),
    }),
    response: settled,
    idempotent: true,
  }),
  dismissSyncItems: route({
    method: 'POST',
    path: '/sync-items/dismiss',
    permission: 'integration:run',
    summary: 'Tepsidekileri istenmeyen sayar; dosyaları kalır',
    body: z.object({ itemIds }),
    response: settled,
    idempotent: true,
  }),
  returnSyncItems: route({
    method: 'POST',
    path: '/sync-items/return',
    permission: 'integration:run',
    summary: 'İstenmeyen sayılanları ya da yanlış mükellefe verilenleri tepsiye geri koyar',
    body: z.object({ itemIds }),
    response: settled,
    idempotent: true,
  }),
  listSyncSenders: route({
    method: 'GET',
    path: '/sync-senders',
    permission: 'integration:read',
    summary: 'Hangi göndericinin ve takma adın hangi mükellefin olduğunu listeler',
    response: z.object({ items: z.array(senderView) }),
  }),
  putSyncSender: route({
    method: 'PUT',
    path: '/sync-senders',
    permission: 'integration:run',
    summary: 'Bir göndericiyi ya da takma adı bir mükellefe bağlar',
    body: z.object({
      kind: z.enum(['email', 'alias']),
      value: z.string().trim().toLowerCase().min(1).max(320),
      clientId: id,
    }),
    response: z.object({ items: z.array(senderView) }),
    idempotent: true,
  }),
  removeSyncSender: route({
    method: 'DELETE',
    path: '/sync-senders/:kind/:value',
    permission: 'integration:run',
    summary: 'Bir göndericinin ya da takma adın bağını kaldırır',
    params: z.object({ kind: z.enum(['email', 'alias']), value: z.string().max(320) }),
    idempotent: true,
  }),
  integrationEvents: route({
    method: 'GET',
    path: '/integrations/events',
    permission: 'integration:read',
    kind: 'events',
    summary: 'Eşitlemelerdeki değişiklikleri canlı bildirir (text/event-stream)',
  }),
};

export const { definitions: integrationErrorDefinitions, errors: integrationErrors } = defineErrors({
  INTEGRATION_NOT_FOUND: {
    status: 404,
    tr: 'Entegrasyon bulunamadı.',
    en: 'Integration not found.',
    nextTr: 'Entegrasyonlar sayfasından seçin.',
    nextEn: 'Pick one from the page of integrations.',
  },
  INTEGRATION_SECRET_AGAIN: {
    status: 422,
    tr: 'Bağlanılacak yer değişti; kayıtlı gizli ayarlar oraya gönderilmez: {secrets}.',
    en: 'Where to connect has changed; the stored secrets are not sent there: {secretsEn}.',
    nextTr: 'Bu alanları yeniden girin.',
    nextEn: 'Enter these fields again.',
  },
  INTEGRATION_KIND_UNKNOWN: {
    status: 422,
    tr: '"{kind}" diye bir entegrasyon türü yok.',
    en: 'There is no kind of integration named "{kind}".',
    nextTr: 'Türlerden birini seçin.',
    nextEn: 'Choose one of the kinds.',
  },
  INTEGRATION_CLIENT_WRONG: {
    status: 422,
    tr: '"{kind}" entegrasyonu {about} bağlanır.',
    en: 'An integration of the kind "{kind}" is bound to {aboutEn}.',
    nextTr: 'Mükellef alanını buna göre doldurun ya da boş bırakın.',
    nextEn: 'Fill in the client accordingly, or leave it empty.',
  },
  INTEGRATION_CHANGED_MEANWHILE: {
    status: 409,
    tr: '"{name}" bu arada değişti; sizin değişikliğiniz kaydedilmedi.',
    en: '"{name}" was changed meanwhile; your change was not saved.',
    nextTr: 'Sayfayı yenileyip yeniden deneyin.',
    nextEn: 'Reload the page and try again.',
  },
  INTEGRATION_PAUSED: {
    status: 409,
    tr: '"{name}" duraklatılmış.',
    en: '"{name}" is paused.',
    nextTr: 'Nedenini giderip sürdürün.',
    nextEn: 'Mend the cause and resume it.',
  },
  SYNC_RUN_NOT_FOUND: {
    status: 404,
    tr: 'Çalışma bulunamadı.',
    en: 'Run not found.',
    nextTr: 'Entegrasyonun çalışmalarından seçin.',
    nextEn: 'Pick one from the runs of the integration.',
  },
  SYNC_RUN_IS_LIVE: {
    status: 409,
    tr: 'Çalışma sürüyor; bitmeden geri alınamaz.',
    en: 'The run is going on; it cannot be undone before it ends.',
    nextTr: 'Durdurun ya da bitmesini bekleyin.',
    nextEn: 'Stop it or wait for its end.',
  },
  SYNC_ITEM_NOT_FOUND: {
    status: 404,
    tr: 'Gelen dosya bulunamadı.',
    en: 'The item was not found.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
});
