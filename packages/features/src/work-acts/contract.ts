/** Acts of people on documents, one or ten thousand at a time: what was asked, how far it is, and how it is taken back. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { documentSelection } from '../document-intake/contract.ts';

/** Documents that one act may name; a selection may match more. */
export const MAX_NAMED_DOCUMENTS = 10_000;

/**
 * approve posts the draft; reject, restore, move and retry act on the document; apply-like brings the accounts chosen on
 * one draft to those of the same counterparty and kind; undo takes an earlier act back.
 */
export const workActKind = z.enum(['approve', 'reject', 'restore', 'move', 'retry', 'apply-like', 'undo']);

/** waiting for the worker → running → done; stopped by a person: what still waits then stays undone. */
export const workActState = z.enum(['waiting', 'running', 'done', 'stopped']);

export const workActItemState = z.enum(['waiting', 'done', 'refused', 'undone']);

/** Why one document was refused, in both languages. */
export const refusalView = z.object({
  code: z.string(),
  message: z.string(),
  messageEn: z.string(),
  next: z.string(),
  nextEn: z.string(),
});
export type RefusalView = z.infer<typeof refusalView>;

export const workActView = z.object({
  id,
  kind: workActKind,
  /** Null where documents of several clients are in it. */
  clientId: id.nullable(),
  clientTitle: z.string().nullable(),
  /** Who asked; null where the person is no member any more. */
  byName: z.string().nullable(),
  mine: z.boolean(),
  createdAt: isoDateTime,
  endedAt: isoDateTime.nullable(),
  state: workActState,
  counts: z.object({
    total: z.number().int(),
    waiting: z.number().int(),
    done: z.number().int(),
    refused: z.number().int(),
    /** Done, and taken back by a later act. */
    undone: z.number().int(),
  }),
  /** Sum of the vouchers done or waiting, in TRY; null where the act is not about vouchers. */
  sumKurus: amount.nullable(),
  /** The first document's name: enough where it is the only one. */
  firstDocument: z.string().nullable(),
  /** What became of the document where there is only one. */
  only: z
    .object({
      documentId: id,
      state: workActItemState,
      voucherId: id.nullable(),
      fisNo: z.number().int().nullable(),
      refusal: refusalView.nullable(),
    })
    .nullable(),
  reason: z.string().nullable(),
  toClientId: id.nullable(),
  toClientTitle: z.string().nullable(),
  /** The document whose accounts were taken to the others. */
  likeDocumentId: id.nullable(),
  /** The act that this one takes back, and its kind. */
  undoes: id.nullable(),
  undoesKind: workActKind.nullable(),
  /** True where something of it can still be asked to be taken back. */
  undoable: z.boolean(),
});
export type WorkActView = z.infer<typeof workActView>;

export const workActItemView = z.object({
  documentId: id,
  state: workActItemState,
  documentNo: z.string().nullable(),
  fileName: z.string(),
  counterpartyName: z.string().nullable(),
  issueDate: isoDate.nullable(),
  /** The client whose document it was when the act was asked. */
  clientId: id,
  clientTitle: z.string(),
  /** Total of the voucher in TRY; null where there was none. */
  sumKurus: amount.nullable(),
  voucherId: id.nullable(),
  fisNo: z.number().int().nullable(),
  refusal: refusalView.nullable(),
});
export type WorkActItemView = z.infer<typeof workActItemView>;

const target = {
  /** In the order in which they are to be done where that matters; otherwise by client and date. */
  documentIds: z.array(id).min(1).max(MAX_NAMED_DOCUMENTS).optional(),
  /** Resolved when the act is asked; without a client over all clients in sight, without states what is READY. */
  selection: documentSelection.optional(),
};

const askBody = z.object({
  /** Chosen by the caller: a request repeated with the same id answers the same act. */
  id: id.optional(),
  kind: workActKind.exclude(['undo']),
  ...target,
  /** What the caller saw: a draft changed since is refused. By document id. */
  voucherVersions: z.record(id, z.number().int()).optional(),
  /** Of a rejection. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** Of a move. */
  toClientId: id.optional(),
  /** Of apply-like: the document whose accounts are taken; without documentIds to all that are alike. */
  like: z.object({ documentId: id }).optional(),
});
export type AskBody = z.output<typeof askBody>;

const alikeChange = z.object({
  /** Role of the line, e.g. "alis.matrah.2000", and what its reason calls it. */
  role: z.string(),
  label: z.string(),
  labelEn: z.string(),
  before: z.string(),
  beforeName: z.string(),
  after: z.string(),
  afterName: z.string(),
});

export const alikeView = z.object({
  /** The accounts that were chosen on this document's draft, by role. */
  changes: z.array(z.object({ role: z.string(), accountCode: z.string(), accountName: z.string() })),
  items: z.array(
    z.object({
      documentId: id,
      documentNo: z.string().nullable(),
      fileName: z.string(),
      counterpartyName: z.string().nullable(),
      issueDate: isoDate.nullable(),
      sumKurus: amount,
      changes: z.array(alikeChange),
      /** Why this one cannot take it; null where it can. */
      refusal: refusalView.nullable(),
    }),
  ),
  /** All that can take it, shown or not, and their sum in TRY. */
  count: z.number().int(),
  sumKurus: amount,
});
export type AlikeView = z.infer<typeof alikeView>;

const actParams = z.object({ actId: id });

export const workActsContract = {
  askWorkAct: route({
    method: 'POST',
    path: '/work-acts',
    permission: 'document:write',
    summary:
      'Belgeler üzerinde bir işlem ister (onay, ret, taşıma, benzerlere uygulama…); çok sayıda belge arka planda yapılır',
    body: askBody,
    response: workActView,
    status: 202,
    // Each document is done once whatever is repeated: what was done already is refused by its state.
    idempotent: true,
  }),
  countWorkActTargets: route({
    method: 'POST',
    path: '/work-acts/count',
    permission: 'document:write',
    summary: 'İstenecek işlemin kaç belgeyi ve ne tutarı kapsayacağını söyler; hiçbir şey değiştirmez',
    body: z.object(target),
    response: z.object({ count: z.number().int(), sumKurus: amount }),
    idempotent: true,
  }),
  listWorkActs: route({
    method: 'GET',
    path: '/work-acts',
    permission: 'document:write',
    summary: 'Yapılan işlemleri en yenisinden başlayarak listeler',
    query: cursorQuery.extend({
      clientId: id.optional(),
      mine: z.stringbool().optional(),
      /** Only those not ended yet. */
      going: z.stringbool().optional(),
    }),
    response: page(workActView),
  }),
  getWorkAct: route({
    method: 'GET',
    path: '/work-acts/:actId',
    permission: 'document:write',
    summary: 'Bir işlemi ve nereye vardığını gösterir',
    params: actParams,
    response: workActView,
  }),
  listWorkActItems: route({
    method: 'GET',
    path: '/work-acts/:actId/items',
    permission: 'document:write',
    summary: 'İşlemin belgelerini durumları ve ret gerekçeleriyle listeler',
    params: actParams,
    query: cursorQuery.extend({ state: workActItemState.optional() }),
    response: page(workActItemView),
  }),
  stopWorkAct: route({
    method: 'POST',
    path: '/work-acts/:actId/stop',
    permission: 'document:write',
    summary: 'Süren işlemi durdurur; yapılanlar kalır, kalanlar yapılmaz',
    params: actParams,
    response: workActView,
    idempotent: true,
  }),
  undoWorkAct: route({
    method: 'POST',
    path: '/work-acts/:actId/undo',
    permission: 'document:write',
    summary: 'İşlemi bütünüyle ya da seçilen belgeler için geri alır; onay ters kayıtla geri alınır',
    params: actParams,
    body: z.object({
      id: id.optional(),
      documentIds: z.array(id).min(1).max(MAX_NAMED_DOCUMENTS).optional(),
    }),
    response: workActView,
    status: 202,
    idempotent: true,
  }),
  findAlike: route({
    method: 'GET',
    path: '/documents/:documentId/alike',
    permission: 'document:write',
    summary:
      'Bu belgenin fişinde seçilen hesapları alabilecek, aynı karşı taraftan ve türden bekleyen belgeleri gösterir',
    params: z.object({ documentId: id }),
    response: alikeView,
  }),
};

const lookAgain = {
  nextTr: 'Belgeyi açıp güncel hâline bakın.',
  nextEn: 'Open the document and look at its current state.',
};

export const { definitions: workActErrorDefinitions, errors: workActErrors } = defineErrors({
  WORK_ACT_NOT_FOUND: {
    status: 404,
    tr: 'İşlem bulunamadı.',
    en: 'Act not found.',
    nextTr: 'Geçmişten seçin.',
    nextEn: 'Pick one from the history.',
  },
  WORK_ACT_EMPTY: {
    status: 422,
    tr: 'Bu seçimde işlem yapılacak belge yok.',
    en: 'There is no document in this selection.',
    nextTr: 'Listeyi yenileyin; başkası yapmış olabilir.',
    nextEn: 'Reload the list; somebody else may have done it.',
  },
  WORK_ACT_TOO_LARGE: {
    status: 422,
    tr: 'Seçimde {limit} belgeden fazlası var; bir işlem bu kadarını alır.',
    en: 'The selection holds more than {limit} documents, which is what one act takes.',
    nextTr: 'Aya ya da mükellefe göre daraltın.',
    nextEn: 'Narrow it by month or client.',
  },
  WORK_ACT_NOT_UNDOABLE: {
    status: 409,
    tr: 'Bu işlem geri alınamaz: yeniden okutma ve geri alma kendisi geri alınmaz.',
    en: 'This act cannot be taken back: reading again and taking back are not taken back themselves.',
    nextTr: 'Gerekiyorsa işlemi yeniden yapın.',
    nextEn: 'Do the act again where that is meant.',
  },
  WORK_ACT_GOING: {
    status: 409,
    tr: 'İşlem hâlâ sürüyor; bitmeden geri alınmaz.',
    en: 'The act is still running; it is not taken back before it ends.',
    nextTr: 'Bitmesini bekleyin ya da durdurun.',
    nextEn: 'Wait for its end, or stop it.',
  },
  WORK_ACT_RIGHTS_ENDED: {
    status: 403,
    tr: 'İşlemi isteyenin yetkisi bu belgeye gelinmeden sona erdi; belgeye dokunulmadı.',
    en: 'The right of the person who asked ended before this document was reached; it was left alone.',
    nextTr: 'Yetkisi olan biri işlemi yeniden istesin.',
    nextEn: 'Have somebody with the right ask for it again.',
  },
  DOCUMENT_HAS_NO_DRAFT: {
    status: 409,
    tr: '"{fileName}" belgesinin onaylanacak fiş taslağı yok.',
    en: 'Document "{fileName}" has no draft voucher to approve.',
    nextTr: 'Belgenin bulgularına bakın; gerekiyorsa fişi elle açın.',
    nextEn: 'Look at its findings; open a voucher by hand where one is needed.',
  },
  DOCUMENT_POSTED_ALREADY: {
    status: 409,
    tr: '"{fileName}" belgesi bu arada deftere işlenmiş.',
    en: 'Document "{fileName}" was posted meanwhile.',
    ...lookAgain,
  },
  DOCUMENT_CHANGED_SINCE: {
    status: 409,
    tr: '"{fileName}" belgesi ya da fişi bu arada değişti; dokunulmadı.',
    en: 'Document "{fileName}" or its voucher was changed meanwhile; it was left alone.',
    ...lookAgain,
  },
  ALIKE_ROLE_SPLIT: {
    status: 409,
    tr: '"{fileName}" fişinde aynı satır elle bölünmüş; hesap kendiliğinden değiştirilmez.',
    en: 'In the voucher of "{fileName}" the same line was split by hand; its account is not changed by itself.',
    nextTr: 'Bu belgeyi ayrıca düzenleyin.',
    nextEn: 'Edit this document by itself.',
  },
  ALIKE_NOTHING_CHOSEN: {
    status: 409,
    tr: 'Bu belgenin fişinde benzerlere taşınacak bir hesap seçilmemiş.',
    en: 'No account was chosen on the draft of this document that could be taken to others.',
    nextTr: 'Önce fişi düzenleyip hesabını değiştirin.',
    nextEn: 'Edit its voucher first and change an account.',
  },
  ALIKE_NOT_ALIKE: {
    status: 409,
    tr: '"{fileName}" artık aynı karşı taraftan ve türden bekleyen bir belge değil ya da hesabı zaten öyle.',
    en: '"{fileName}" is no waiting document of the same counterparty and kind any more, or has the account already.',
    ...lookAgain,
  },
});
