/** The months of a client's books (dönem): which are open, locked or closed, and locking them. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, month } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/** closed: by the closing of the year, for good. locked: by a person, until they unlock it. */
export const periodStatus = z.enum(['open', 'locked', 'closed']);
const wanted = z.enum(['open', 'locked']);

export const periodsContract = {
  listPeriods: route({
    method: 'GET',
    path: '/clients/:clientId/periods',
    permission: 'client:read',
    summary: 'Mükellefin açılmış dönemlerini durumlarıyla gösterir',
    params: z.object({ clientId: id }),
    response: z.object({ items: z.array(z.object({ month, status: periodStatus })) }),
  }),
  setPeriod: route({
    method: 'PUT',
    path: '/clients/:clientId/periods/:month',
    permission: 'voucher:post',
    summary: 'Dönemi kilitler ya da kilidini açar; kilitli döneme fiş işlenmez',
    params: z.object({ clientId: id, month }),
    body: z.object({ status: wanted }),
    response: z.object({
      month,
      status: periodStatus,
      /** False where it was so already. */
      changed: z.boolean(),
      /** Drafts of the month that wait; posting them is refused while it is locked. */
      drafts: z.number().int(),
    }),
    idempotent: true,
  }),
  setPeriods: route({
    method: 'POST',
    path: '/periods/:month',
    permission: 'voucher:post',
    summary: 'Bir ayı seçilen mükelleflerde kilitler ya da açar; her mükellef için ayrı sonuç döner',
    params: z.object({ month }),
    body: z.object({ clientIds: z.array(id).min(1).max(1000), status: wanted }),
    response: z.object({
      results: z.array(
        z.object({
          clientId: id,
          outcome: z.enum(['changed', 'unchanged', 'closed', 'not-opened']),
        }),
      ),
    }),
    idempotent: true,
  }),
};

export const { definitions: periodErrorDefinitions, errors: periodErrors } = defineErrors({
  PERIOD_CLOSED: {
    status: 409,
    tr: '{month} dönemi yıl kapanışıyla kapanmış; kilidi açılamaz.',
    en: 'The period {month} was closed with its year; it cannot be unlocked.',
    nextTr: 'Düzeltmeyi açık bir döneme işleyin.',
    nextEn: 'Post the correction to an open period.',
  },
  PERIOD_NOT_OPENED: {
    status: 404,
    tr: '{month} dönemi bu mükellefte açılmamış.',
    en: 'The period {month} is not opened for this client.',
    nextTr: 'Açılmış bir dönem seçin.',
    nextEn: 'Choose an opened period.',
  },
});
