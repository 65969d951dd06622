/** What an office asks of its client companies, as both sides see it: asked, answered, asked again, closed. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, month, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

export const requestState = z.enum(['open', 'answered', 'closed']);
const requestKind = z.enum(['document', 'answer']);
const words = z.string().trim().max(2000);

export const requestView = z.object({
  id,
  clientId: id,
  clientTitle: z.string(),
  kind: requestKind,
  text: z.string(),
  dueDate: isoDate.nullable(),
  month: month.nullable(),
  /** The document that it is about. */
  document: z.object({ id, fileName: z.string(), documentNo: z.string().nullable() }).nullable(),
  state: requestState,
  /** Open, and its day is over. */
  late: z.boolean(),
  createdAt: isoDateTime,
  changedAt: isoDateTime,
  history: z.array(
    z.object({
      id,
      act: z.enum(['asked', 'answered', 'asked-again', 'closed']),
      text: z.string(),
      at: isoDateTime,
      byClient: z.boolean(),
      /** Null where a client user reads what somebody of the office did. */
      by: z.string().nullable(),
      files: z.array(z.object({ documentId: id, fileName: z.string() })),
    }),
  ),
});
export type RequestView = z.infer<typeof requestView>;

const requestParams = z.object({ requestId: id });

export const clientRequestsContract = {
  listRequests: route({
    method: 'GET',
    path: '/requests',
    permission: 'request:read',
    summary: 'Mükelleflerden istenenleri listeler, en yenisi önce',
    query: cursorQuery.extend({ clientId: id.optional(), state: requestState.optional() }),
    response: page(requestView).extend({
      /** Of the client that is named, or of the whole office, whatever the state asked for. */
      counts: z.object({
        open: z.number().int(),
        answered: z.number().int(),
        closed: z.number().int(),
        late: z.number().int(),
      }),
    }),
  }),
  createRequests: route({
    method: 'POST',
    path: '/requests',
    permission: 'request:write',
    summary: 'Bir ya da birkaç mükelleften belge ya da bilgi ister; kullanıcılarına e-posta gider',
    body: z.object({
      clientIds: z.array(id).min(1).max(500),
      kind: requestKind,
      text: words.min(1),
      dueDate: isoDate.nullish(),
      month: month.nullish(),
      documentId: id.nullish(),
    }),
    response: z.object({
      items: z.array(requestView),
      /** Client companies among them without a user who could read it. */
      withoutUser: z.array(id),
    }),
    status: 201,
  }),
  getRequest: route({
    method: 'GET',
    path: '/requests/:requestId',
    permission: 'request:read',
    summary: 'Bir isteği geçmişiyle gösterir',
    params: requestParams,
    response: requestView,
  }),
  askAgain: route({
    method: 'POST',
    path: '/requests/:requestId/ask-again',
    permission: 'request:write',
    summary: 'Yanıtlanan ya da kapatılan isteği yeniden açar ve nedenini yazar',
    params: requestParams,
    body: z.object({ text: words.min(1), dueDate: isoDate.nullish() }),
    response: requestView,
  }),
  closeRequest: route({
    method: 'POST',
    path: '/requests/:requestId/close',
    permission: 'request:write',
    summary: 'İsteği kapatır; kapalı olanı kapatmak bir şey değiştirmez',
    params: requestParams,
    response: requestView,
    idempotent: true,
  }),
  listOwnRequests: route({
    method: 'GET',
    path: '/portal/clients/:clientId/requests',
    permission: 'portal:requests',
    summary: 'Mükellef kullanıcısından istenenler; bekleyenler önce',
    params: z.object({ clientId: id }),
    response: z.object({ items: z.array(requestView) }),
  }),
  answerRequest: route({
    method: 'POST',
    path: '/portal/requests/:requestId/answer',
    permission: 'portal:answer',
    summary: 'Mükellef kullanıcısı isteği yazıyla, yüklediği belgelerle ya da ikisiyle yanıtlar',
    params: requestParams,
    body: z.object({ text: words.default(''), documentIds: z.array(id).max(100).default([]) }),
    response: requestView,
  }),
};

export const { definitions: requestErrorDefinitions, errors: requestErrors } = defineErrors({
  REQUEST_NOT_FOUND: {
    status: 404,
    tr: 'İstek bulunamadı.',
    en: 'Request not found.',
    nextTr: 'İstekler listesinden seçin.',
    nextEn: 'Pick one from the list of requests.',
  },
  REQUEST_CLOSED: {
    status: 409,
    tr: 'Bu istek kapatılmış.',
    en: 'This request was closed.',
    nextTr: 'Eklemek istediğiniz bir şey varsa müşavirinize yazın.',
    nextEn: 'Write to your accountant if there is something to add.',
  },
  REQUEST_ANSWER_EMPTY: {
    status: 422,
    tr: 'Yanıt boş: ne yazı var ne belge.',
    en: 'The answer is empty: neither words nor documents.',
    nextTr: 'Yanıtınızı yazın ya da bir belge ekleyin.',
    nextEn: 'Write an answer or add a document.',
  },
  REQUEST_DOCUMENT_UNKNOWN: {
    status: 422,
    tr: 'Belgelerden biri bu mükellefin değil.',
    en: 'One of the documents is not of this client.',
    nextTr: 'Belgeyi bu mükellef için yeniden yükleyin.',
    nextEn: 'Upload the document for this client.',
  },
  REQUEST_OF_ONE_CLIENT: {
    status: 422,
    tr: 'Bir belge hakkındaki istek tek mükelleften istenir.',
    en: 'A request about a document goes to one client.',
    nextTr: 'Tek mükellef seçin ya da belgeyi çıkarın.',
    nextEn: 'Choose one client, or leave the document out.',
  },
});
