/** What is done with documents from the desk of an office: downloaded together, followed through time, and sorted out where they are nobody's. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { documentOrder, documentSelection, documentState, filterQuery } from '../document-intake/contract.ts';
import { exportQuery } from '../table-export-contract.ts';

/** Documents named one by one, at most this many. */
const MAX_NAMED = 10_000;

/** Either documents by name, or all that a selection matches. */
const wanted = z.object({
  documentIds: z.array(id).min(1).max(MAX_NAMED).optional(),
  selection: documentSelection.optional(),
});
export type Wanted = z.output<typeof wanted>;

/**
 * received → read → proposed … posted → reversed, and what people did meanwhile. `edited` is a change of the draft,
 * `duplicate` a later document with the same ETTN.
 */
export const timelineKind = z.enum([
  'received',
  'read',
  'failed',
  'retried',
  'moved',
  'rejected',
  'restored',
  'cancelled',
  'cancellation-withdrawn',
  'proposed',
  'edited',
  'posted',
  'reversed',
  'duplicate',
]);

export const timelineEvent = z.object({
  at: isoDateTime,
  kind: timelineKind,
  /** Who did it; null for the system, and for people of the office where a client user asks. */
  byName: z.string().nullable(),
  /** Of received: where it came from. */
  fileName: z.string().nullable(),
  entryPath: z.string().nullable(),
  containerId: id.nullable(),
  containerName: z.string().nullable(),
  /** Of read and failed: the reader's version, and what it found. */
  readerVersion: z.number().int().nullable(),
  findings: z
    .object({ error: z.number().int(), warning: z.number().int(), info: z.number().int() })
    .nullable(),
  /** Of moved. */
  fromClient: z.string().nullable(),
  toClient: z.string().nullable(),
  /** Of rejected. */
  reason: z.string().nullable(),
  /** Of what concerns a voucher. */
  voucherId: id.nullable(),
  fisNo: z.number().int().nullable(),
  voucherDate: isoDate.nullable(),
  /** Of duplicate. */
  documentId: id.nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

const party = z.object({
  role: z.enum(['supplier', 'customer']),
  name: z.string().nullable(),
  taxId: z.string().nullable(),
  taxOffice: z.string().nullable(),
});

export const trayItem = z.object({
  id,
  clientId: id,
  clientTitle: z.string(),
  fileName: z.string(),
  documentNo: z.string().nullable(),
  issueDate: isoDate.nullable(),
  currency: z.string().nullable(),
  payable: z.string().nullable(),
  receivedAt: isoDateTime,
  parties: z.array(party),
  /** Clients of the office that are a party of it: where it belongs. */
  suggestions: z.array(z.object({ clientId: id, title: z.string(), as: z.enum(['alis', 'satis']) })),
});
export type TrayItem = z.infer<typeof trayItem>;

export const documentDeskContract = {
  summarize: route({
    method: 'POST',
    path: '/documents/selection',
    permission: 'document:read',
    summary: 'Bir seçimde kaç belge, kaç dosya ve kaç bayt olduğunu söyler; hiçbir şey değiştirmez',
    body: wanted,
    response: z.object({
      documents: z.number().int(),
      /** Those with a stored file, and their size before it is compressed. */
      files: z.number().int(),
      bytes: z.number().int(),
      /** May be approved unseen. */
      clean: z.number().int(),
      byState: z.partialRecord(documentState, z.number().int()),
    }),
    idempotent: true,
  }),
  download: route({
    method: 'POST',
    path: '/documents/download',
    permission: 'document:read',
    kind: 'file',
    summary: 'Belgelerin özgün dosyalarını, içindekileri sayan bir listeyle birlikte ZIP olarak indirir',
    body: wanted,
    idempotent: true,
  }),
  exportDocuments: route({
    method: 'GET',
    path: '/clients/:clientId/documents/export',
    permission: 'document:read',
    kind: 'file',
    summary: 'Mükellefin belge listesini süzgeç ve sırasıyla XLSX, CSV ya da PDF olarak indirir',
    params: z.object({ clientId: id }),
    query: exportQuery.extend({ ...filterQuery.shape, order: documentOrder.default('newest') }),
  }),
  timeline: route({
    method: 'GET',
    path: '/documents/:documentId/timeline',
    permission: 'document:read',
    summary:
      'Belgenin başından geçenleri sırasıyla gösterir: nereden geldi, ne zaman okundu, kim ne yaptı, hangi fişle işlendi',
    params: z.object({ documentId: id }),
    response: z.object({ items: z.array(timelineEvent) }),
  }),
  tray: route({
    method: 'GET',
    path: '/tray',
    permission: 'document:write',
    summary: 'Ofisin hiçbir mükellefine ait görünmeyen belgeleri, ait olabilecekleri mükelleflerle listeler',
    query: cursorQuery,
    response: page(trayItem).extend({ total: z.number().int() }),
  }),
};

export const { definitions: documentDeskErrorDefinitions, errors: documentDeskErrors } = defineErrors({
  SELECTION_UNNAMED: {
    status: 400,
    tr: 'Hangi belgeler olduğu belirtilmedi ya da iki türlü belirtildi.',
    en: 'It was not said which documents, or said in two ways.',
    nextTr: 'documentIds ya da selection alanlarından birini verin.',
    nextEn: 'Give one of documentIds and selection.',
  },
  DOWNLOAD_EMPTY: {
    status: 422,
    tr: 'Seçimde indirilecek dosya yok.',
    en: 'The selection holds no file to download.',
    nextTr: 'Süzgeci genişletin ya da dosyası olan belgeler seçin.',
    nextEn: 'Widen the filter, or select documents that have a file.',
  },
  DOWNLOAD_TOO_LARGE: {
    status: 413,
    tr: 'Seçimde {files} dosya ({size}) var; bir ZIP en çok {limit} dosya ve {sizeLimit} alır.',
    en: 'The selection holds {files} files ({size}); a ZIP takes at most {limit} files and {sizeLimit}.',
    nextTr: 'Aya, türe ya da karşı tarafa göre daraltıp parça parça indirin.',
    nextEn: 'Narrow it by month, type or counterparty and download it in parts.',
  },
});
