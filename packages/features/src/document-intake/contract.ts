/** Documents as the outside sees them: upload, states, findings, the read invoice, and what a person can do next. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, month, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { verdictView } from '../rule-packs/contract.ts';
import { documentSelection, filterQuery } from './document-filter.ts';
import { documentState } from './document-state.ts';

export { type DocumentFilter, documentSelection, filterOfQuery, filterQuery } from './document-filter.ts';
export type { DocumentService, HeldDocument, PendingReading } from './document-service.ts';
export { documentState } from './document-state.ts';

export const findingView = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  place: z.string().nullable(),
  message: z.string(),
  messageEn: z.string(),
  params: z.record(z.string(), z.string()),
});

/** A finding as it is shown: with what to do now and the law it rests on; null where nothing is known of its code. */
export const shownFinding = findingView.extend({
  remedy: z.object({ tr: z.string(), en: z.string(), law: z.string().nullable() }).nullable(),
});

/** Why a document could not be read, and what to do now; texts in both languages. */
export const failureView = z.object({
  code: z.string(),
  message: z.string(),
  messageEn: z.string(),
  next: z.string(),
  nextEn: z.string(),
  /** The line of the XML at which it cannot be read, where one is known. */
  line: z.number().int().optional(),
});

export const documentListItem = z.object({
  id,
  clientId: id,
  state: documentState,
  /** archive = ZIP or envelope with several documents; other = read, but asks for no voucher (irsaliye, uygulama yanıtı). */
  kind: z.enum(['unknown', 'invoice', 'other', 'archive']),
  fileName: z.string(),
  /** Place inside its container: "klasor/fatura.xml". */
  entryPath: z.string().nullable(),
  containerId: id.nullable(),
  sizeBytes: z.number().int(),
  root: z.string().nullable(),
  profile: z.string().nullable(),
  type: z.string().nullable(),
  documentNo: z.string().nullable(),
  ettn: z.string().nullable(),
  issueDate: isoDate.nullable(),
  direction: z.enum(['alis', 'satis']).nullable(),
  counterpartyTaxId: z.string().nullable(),
  counterpartyName: z.string().nullable(),
  currency: z.string().nullable(),
  payable: z.string().nullable(),
  /** True where neither party is this client: it waits to be moved. */
  notThisClient: z.boolean(),
  duplicateOf: id.nullable(),
  worstFinding: z.enum(['error', 'warning', 'info']).nullable(),
  /** READY, for this client, no duplicate, no error or warning, a voucher proposed: may be approved unseen. */
  clean: z.boolean(),
  voucherId: id.nullable(),
  voucherVersion: z.number().int().nullable(),
  failure: failureView.nullable(),
  rejectReason: z.string().nullable(),
  /** For containers: members by state. */
  memberCounts: z.partialRecord(documentState, z.number().int()).nullable(),
  createdAt: isoDateTime,
  readAt: isoDateTime.nullable(),
});
export type DocumentListItem = z.infer<typeof documentListItem>;

const text = z.string().nullable();
const partyView = z.object({
  taxId: z.object({ scheme: z.enum(['VKN', 'TCKN']), value: z.string() }).nullable(),
  name: text,
  taxOffice: text,
  address: text,
  city: text,
  country: text,
});
const taxTotalView = z.object({
  amount: text,
  subtotals: z.array(
    z.object({
      taxable: text,
      tax: text,
      percent: text,
      code: text,
      name: text,
      exemptionCode: text,
      exemptionReason: text,
    }),
  ),
});
const allowanceView = z.object({ isCharge: z.boolean(), amount: text, reason: text });

/** The invoice as read: the same shape as accounting's Invoice. */
export const invoiceView = z.object({
  profile: text,
  customization: text,
  number: text,
  ettn: text,
  issueDate: text,
  issueTime: text,
  type: text,
  currency: text,
  exchangeRate: text,
  supplier: partyView,
  customer: partyView,
  allowanceCharges: z.array(allowanceView),
  taxTotals: z.array(taxTotalView),
  withholdingTotals: z.array(taxTotalView),
  totals: z.object({
    lineExtension: text,
    taxExclusive: text,
    taxInclusive: text,
    allowance: text,
    charge: text,
    payableRounding: text,
    payable: text,
  }),
  lines: z.array(
    z.object({
      id: text,
      name: text,
      quantity: text,
      unit: text,
      unitPrice: text,
      amount: text,
      allowanceCharges: z.array(allowanceView),
      taxTotals: z.array(taxTotalView),
      withholdingTotals: z.array(taxTotalView),
      note: text,
    }),
  ),
  references: z.array(
    z.object({
      kind: z.enum(['billing', 'despatch', 'order', 'additional', 'receipt', 'contract', 'originator']),
      id: text,
      issueDate: text,
      type: text,
    }),
  ),
  notes: z.array(z.string()),
});

/** A PDF or HTML of the document as an integrator or the portal drew it; the XML stays the original. */
export const renderingView = z.object({
  id,
  kind: z.enum(['pdf', 'html']),
  fileName: z.string(),
  sizeBytes: z.number().int(),
});

/** Its electronic signature as it was found when the document was read. */
export const signatureView = z.object({
  state: z.enum(['sound', 'broken', 'unknown', 'absent']),
  /** Name and VKN or TCKN of the certificate. */
  signer: z.object({ name: z.string().nullable(), taxId: z.string().nullable() }).nullish(),
  /** The signer's own word, as written. */
  signedAt: z.string().nullish(),
  /** Whether the certificate leads to a root that the operator trusts; `not-checked` where none is named. */
  chain: z.enum(['not-checked', 'trusted', 'untrusted']).nullish(),
});

export const documentView = documentListItem.extend({
  findings: z.array(shownFinding),
  renderings: z.array(renderingView),
  invoice: invoiceView.nullable(),
  /** Null where it was not looked at: what is no UBL, or was read before this was kept. */
  signature: signatureView.nullable(),
  /** What GİB's official rules say of it; null where no pack judged it. */
  verdict: verdictView.nullable(),
});
export type DocumentView = z.infer<typeof documentView>;

/** What became of one uploaded file. */
export const uploadResult = z.object({
  fileName: z.string(),
  status: z.enum(['accepted', 'duplicate', 'refused']),
  /** The document made, or the one that holds the same content already. */
  documentId: id.nullable(),
  state: documentState.nullable(),
  error: z.object({ code: z.string(), message: z.string(), messageEn: z.string() }).nullable(),
});

/** Newest and oldest: by the time at which a document came. What has no date, amount or counterparty is the least of all. */
export const documentOrder = z.enum([
  'newest',
  'oldest',
  'date-desc',
  'date-asc',
  'amount-desc',
  'amount-asc',
  'counterparty-asc',
  'counterparty-desc',
]);
export type DocumentOrder = z.infer<typeof documentOrder>;

const documentParams = z.object({ documentId: id });
const clientParams = z.object({ clientId: id });

export const documentIntakeContract = {
  uploadDocuments: route({
    method: 'POST',
    path: '/clients/:clientId/documents',
    permission: 'document:upload',
    kind: 'multipart',
    summary: 'Belgeleri alır (XML, ZIP); her dosya için bir sonuç döner, okuma arka planda sürer',
    params: clientParams,
    response: z.object({ uploadId: id, results: z.array(uploadResult) }),
    status: 202,
    idempotent: true,
  }),
  listDocuments: route({
    method: 'GET',
    path: '/clients/:clientId/documents',
    permission: 'document:read',
    summary: 'Mükellefin belgelerini listeler',
    params: clientParams,
    query: cursorQuery.extend({ ...filterQuery.shape, order: documentOrder.default('newest') }),
    response: page(documentListItem).extend({
      /** Documents of the client by state, whatever the filter. */
      counts: z.partialRecord(documentState, z.number().int()),
      cleanCount: z.number().int(),
      notThisClientCount: z.number().int(),
    }),
  }),
  listQueue: route({
    method: 'GET',
    path: '/documents/queue',
    permission: 'voucher:write',
    summary: 'Bütün mükelleflerde ya da birinde inceleme bekleyen faturaları listeler',
    query: cursorQuery.extend({
      clientId: id.optional(),
      /** By the document's own date; what has none, by the day on which it came. */
      month: month.optional(),
      /** oldest: in the order they came; client: one client company after the other, by title. */
      order: z.enum(['oldest', 'client']).default('oldest'),
      clean: z.stringbool().optional(),
      /** Of the clients that the reader is in charge of. */
      mine: z.stringbool().optional(),
    }),
    response: page(documentListItem.extend({ clientTitle: z.string() })).extend({
      /** All that wait, loaded or not; and of them those that are clean. */
      total: z.number().int(),
      cleanCount: z.number().int(),
      /** Client companies that something waits of. */
      clientCount: z.number().int(),
    }),
  }),
  getDocument: route({
    method: 'GET',
    path: '/documents/:documentId',
    permission: 'document:read',
    summary: 'Belgeyi, okunan faturayı ve bulguları gösterir',
    params: documentParams,
    response: documentView,
  }),
  getDocumentFile: route({
    method: 'GET',
    path: '/documents/:documentId/file',
    permission: 'document:read',
    kind: 'file',
    summary: 'Belgenin özgün dosyasını indirir',
    params: documentParams,
  }),
  retryDocument: route({
    method: 'POST',
    path: '/documents/:documentId/retry',
    permission: 'document:write',
    summary: 'Okunamayan belgeyi yeniden okutur; hazır belgenin fiş önerisini yeniler',
    params: documentParams,
    response: documentView,
    idempotent: true,
  }),
  rejectDocument: route({
    method: 'POST',
    path: '/documents/:documentId/reject',
    permission: 'document:write',
    summary: 'Belgeyi gerekçesiyle reddeder; fiş taslağı silinir',
    params: documentParams,
    body: z.object({ reason: z.string().trim().min(1).max(500) }),
    response: documentView,
  }),
  restoreDocument: route({
    method: 'POST',
    path: '/documents/:documentId/restore',
    permission: 'document:write',
    summary: 'Reddi geri alır; belge yeniden okunur',
    params: documentParams,
    response: documentView,
    idempotent: true,
  }),
  keepDuplicate: route({
    method: 'POST',
    path: '/documents/:documentId/keep',
    permission: 'document:write',
    summary: 'Mükerrer belgeyi tutar: önce gelen gerekçesiyle reddedilir, bu belge yeniden okunup önerilir',
    params: documentParams,
    body: z.object({ reason: z.string().trim().min(1).max(500) }),
    response: documentView,
  }),
  moveDocument: route({
    method: 'POST',
    path: '/documents/:documentId/move',
    permission: 'document:write',
    summary: 'Belgeyi başka mükellefe taşır; orada yeniden okunur',
    params: documentParams,
    body: z.object({ clientId: id }),
    response: documentView,
  }),
  judgeDocuments: route({
    method: 'POST',
    path: '/clients/:clientId/documents/judge',
    permission: 'document:write',
    summary:
      'Okunmuş belgeleri GİB kurallarıyla yeniden denetletir: tarihlerindeki paketle ya da en yenisiyle; fişlere dokunmaz',
    params: clientParams,
    body: z.object({
      by: z.enum(['in-force', 'newest']),
      documentIds: z.array(id).min(1).max(10_000).optional(),
      /** Those of a list, named as it is narrowed; of the client of the path alone. Without either all that are read; at most the newest 50,000. */
      selection: documentSelection.optional(),
    }),
    response: z.object({ documents: z.number().int() }),
    status: 202,
    idempotent: true,
  }),
  documentEvents: route({
    method: 'GET',
    path: '/clients/:clientId/events',
    permission: 'document:read',
    kind: 'events',
    summary: 'Belge durumlarındaki değişiklikleri canlı yayınlar (text/event-stream)',
    params: clientParams,
  }),
};

/** The data of one server-sent event named "documents": what changed, so that a list can refresh itself. */
export const documentEvent = z.object({
  clientId: id,
  counts: z.partialRecord(documentState, z.number().int()),
  cleanCount: z.number().int(),
  notThisClientCount: z.number().int(),
});
export type DocumentEvent = z.infer<typeof documentEvent>;

export const { definitions: documentErrorDefinitions, errors: documentErrors } = defineErrors({
  DOCUMENT_NOT_FOUND: {
    status: 404,
    tr: 'Belge bulunamadı.',
    en: 'Document not found.',
    nextTr: 'Belge listesinden seçin.',
    nextEn: 'Pick one from the list of documents.',
  },
  DOCUMENT_STATE_REFUSES: {
    status: 409,
    tr: '"{fileName}" belgesi {state} durumunda; bu işlem yapılamaz.',
    en: 'Document "{fileName}" is {state}; this cannot be done now.',
    nextTr: 'Deftere işlenmiş belge için fişi ters kayıtla düzeltin; okunmakta olan için bekleyin.',
    nextEn: 'For a posted document reverse its voucher; for one being read, wait.',
  },
  DOCUMENT_HAS_NO_FILE: {
    status: 409,
    tr: '"{fileName}" belgesinin saklanmış dosyası yok; arşivinden çıkarılamamıştı.',
    en: 'Document "{fileName}" has no stored file; it could not be taken out of its archive.',
    nextTr: 'Dosyayı ayrıca yükleyin.',
    nextEn: 'Upload the file by itself.',
  },
  DOCUMENT_NO_DUPLICATE: {
    status: 409,
    tr: '"{fileName}" belgesi artık bir mükerrer değil.',
    en: 'Document "{fileName}" is no duplicate any more.',
    nextTr: 'Belgeyi açıp güncel hâline bakın.',
    nextEn: 'Open the document and look at its current state.',
  },
  DOCUMENT_ALREADY_THERE: {
    status: 409,
    tr: '"{fileName}" içeriğiyle aynı belge o mükellefte zaten var.',
    en: 'That client has a document with the content of "{fileName}" already.',
    nextTr: 'Bu belgeyi gerekçesiyle reddedin.',
    nextEn: 'Reject this document with a reason.',
  },
  UPLOAD_EMPTY: {
    status: 400,
    tr: 'İstekte dosya yok.',
    en: 'The request holds no file.',
    nextTr: 'En az bir XML ya da ZIP dosyası seçin.',
    nextEn: 'Choose at least one XML or ZIP file.',
  },
  FILE_EMPTY: {
    status: 422,
    tr: '"{fileName}" boş bir dosya.',
    en: '"{fileName}" is an empty file.',
    nextTr: 'Dosyayı kaynağından yeniden indirip gönderin.',
    nextEn: 'Download the file again from its source and send it.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    tr: '"{fileName}" {limit} sınırından büyük.',
    en: '"{fileName}" is larger than {limit}.',
    nextTr: 'Arşivi daha küçük parçalara bölün.',
    nextEn: 'Split the archive into smaller ones.',
  },
  TOO_MANY_FILES: {
    status: 413,
    tr: 'Bir istekte en çok {limit} dosya gönderilebilir; "{fileName}" alınmadı.',
    en: 'At most {limit} files per request; "{fileName}" was not taken.',
    nextTr: 'Kalan dosyaları ayrıca ya da ZIP olarak gönderin.',
    nextEn: 'Send the remaining files separately or as a ZIP.',
  },
  STORE_FULL: {
    status: 503,
    tr: '"{fileName}" saklanamadı: depoda yer kalmadı. Hiçbir parçası alınmadı.',
    en: '"{fileName}" could not be stored: the store is full. No part of it was taken.',
    nextTr: 'Sunucuda yer açtırın, sonra dosyayı yeniden gönderin.',
    nextEn: 'Have space freed on the server, then send the file again.',
  },
  STORE_AWAY: {
    status: 503,
    tr: '"{fileName}" saklanamadı: depoya ulaşılamıyor. Hiçbir parçası alınmadı.',
    en: '"{fileName}" could not be stored: the store cannot be reached. No part of it was taken.',
    nextTr: 'Biraz sonra yeniden gönderin; sürerse sistem yöneticisine bildirin.',
    nextEn: 'Send it again shortly; if it persists, tell the system administrator.',
  },
});
