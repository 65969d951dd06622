/** Documents that belong together, as the outside sees them: answers, returns, despatch notes and receipts of a document. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { documentState } from '../document-intake/contract.ts';

export const linkKind = z.enum(['answer', 'return', 'reference', 'despatch', 'receipt', 'order']);

export const linkedDocument = z.object({
  kind: linkKind,
  /** stated: this document names the other; stating: the other names this one. */
  side: z.enum(['stated', 'stating']),
  /** Null where it did not come yet. */
  document: z
    .object({
      id,
      root: z.string().nullable(),
      type: z.string().nullable(),
      documentNo: z.string().nullable(),
      issueDate: isoDate.nullable(),
      state: documentState,
      currency: z.string().nullable(),
      payable: z.string().nullable(),
    })
    .nullable(),
  /** What it is called by whoever names it. */
  ettn: z.string().nullable(),
  number: z.string().nullable(),
  date: isoDate.nullable(),
  /** Of an answer: KABUL, RED, IADE … as written, and why. */
  answer: z.string().nullable(),
  note: z.string().nullable(),
});
export type LinkedDocument = z.infer<typeof linkedDocument>;

/** Of a commercial invoice (TICARIFATURA): whether it was answered, else until when it may be. */
export const answerView = z.object({
  /** running: it may still be answered; passed: nobody objected in time. */
  state: z.enum(['accepted', 'refused', 'returned', 'running', 'passed']),
  lastDay: isoDate,
  /** Days that are left, today included; 0 where none is. */
  daysLeft: z.number().int(),
  law: z.string(),
});

/** An answer that the accountant wrote; sending it is done elsewhere. */
export const writtenAnswer = z.object({
  answer: z.enum(['KABUL', 'RED']),
  reason: z.string().nullable(),
  number: z.string(),
  writtenAt: isoDateTime,
});

/** The invoice was cancelled: as somebody of the office wrote it down. */
export const cancellationView = z.object({
  cancelledOn: isoDate,
  way: z.enum(['portal', 'objection', 'other']),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  writtenAt: isoDateTime,
  byName: z.string().nullable(),
  /** The time of objection that was over by then. */
  missed: z.object({ lastDay: isoDate, law: z.string() }).nullable(),
});

/** The posted voucher that an answer or a cancellation speaks against. */
const reversalView = z.object({
  voucherId: id,
  /** RED or IPTAL; null where nothing speaks against it and a reversal waits all the same. */
  because: z.enum(['RED', 'IPTAL']).nullable(),
  /** The reversal that waits to be posted. */
  draftId: id.nullable(),
  /** The day of the answer or of the cancellation. */
  wantedOn: isoDate,
  /** The first day from there on whose month takes entries: of the reversal that is prepared now. */
  date: isoDate,
});

const envelopeParty = z.object({
  /** "urn:mail:defaultpk@firma.com.tr"; "GIB" of the revenue administration. */
  alias: z.string().nullable(),
  taxId: z.string().nullable(),
  name: z.string().nullable(),
});

/** The envelope that a document came in, as its header says. */
export const envelopeView = z.object({
  id: z.string().nullable(),
  type: z.string().nullable(),
  sender: envelopeParty,
  receiver: envelopeParty,
});

const documentParams = z.object({ documentId: id });

export const documentLinksContract = {
  listDocumentLinks: route({
    method: 'GET',
    path: '/documents/:documentId/links',
    permission: 'document:read',
    summary: 'Belgenin ilgili belgelerini gösterir: yanıt, iade, irsaliye, irsaliye yanıtı, sipariş',
    params: documentParams,
    response: z.object({
      items: z.array(linkedDocument),
      /** How many more there are than are shown. */
      more: z.number().int(),
      answer: answerView.nullable(),
      /** Null where it came in none. */
      envelope: envelopeView.nullable(),
      /** What was written here and not seen to be sent. */
      written: writtenAnswer.nullable(),
      /** A received commercial invoice that nobody answered: an answer can be written. */
      mayAnswer: z.boolean(),
      /** Of a despatch note that no invoice names yet: until when it is to be invoiced. */
      invoiceDue: z.object({ lastDay: isoDate, isOver: z.boolean(), law: z.string() }).nullable(),
      cancellation: cancellationView.nullable(),
      /** It may have been cancelled: not before that day, and in what time. */
      mayCancel: z
        .object({ from: isoDate.nullable(), lastDay: isoDate.nullable(), law: z.string().nullable() })
        .nullable(),
      reversal: reversalView.nullable(),
    }),
  }),
  writeAnswer: route({
    method: 'POST',
    path: '/documents/:documentId/answer',
    permission: 'document:write',
    summary: 'Gelen ticari faturanın kabul ya da ret yanıtını UBL-TR olarak yazar; imzalamaz ve göndermez',
    params: documentParams,
    body: z.object({
      answer: writtenAnswer.shape.answer,
      /** Asked for of a refusal. */
      reason: z.string().trim().max(500).default(''),
    }),
    response: writtenAnswer,
    status: 201,
  }),
  withdrawAnswer: route({
    method: 'DELETE',
    path: '/documents/:documentId/answer',
    permission: 'document:write',
    summary: 'Yazılan yanıttan vazgeçer; gönderilmiş olan geri alınmaz',
    params: documentParams,
    status: 204,
  }),
  cancelDocument: route({
    method: 'POST',
    path: '/documents/:documentId/cancellation',
    permission: 'document:write',
    summary:
      'Faturanın iptal edildiğini kaydeder: incelemedeyse önerisi kalkar, işlenmişse ters kayıt önerilir; fişe dokunmaz',
    params: documentParams,
    body: z.object({
      cancelledOn: isoDate,
      way: cancellationView.shape.way,
      /** Number of the request, of the KEP message or of the noter. */
      reference: z.string().trim().max(100).default(''),
      /** Asked for of another way. */
      note: z.string().trim().max(500).default(''),
    }),
    status: 204,
  }),
  withdrawCancellation: route({
    method: 'DELETE',
    path: '/documents/:documentId/cancellation',
    permission: 'document:write',
    summary: 'İptal kaydından vazgeçer; öneri taslağı olduğu gibi geri gelir',
    params: documentParams,
    status: 204,
  }),
  downloadAnswer: route({
    method: 'GET',
    path: '/documents/:documentId/answer/file',
    permission: 'document:read',
    kind: 'file',
    summary: 'Yazılan yanıtın imzasız UBL-TR XML’i',
    params: documentParams,
  }),
};

export const { definitions: documentLinkErrorDefinitions, errors: documentLinkErrors } = defineErrors({
  ANSWER_NOT_ASKED: {
    status: 409,
    tr: '"{fileName}" yanıt bekleyen bir ticari fatura değil.',
    en: '"{fileName}" is no commercial invoice that waits for an answer.',
    nextTr: 'Yalnız mükellefe gelen, yanıtlanmamış TICARIFATURA belgeleri yanıtlanır.',
    nextEn: 'Only received documents of the profile TICARIFATURA without an answer are answered.',
  },
  ANSWER_INCOMPLETE: {
    status: 422,
    tr: 'Yanıt yazılamadı; {count} alan eksik ya da yanlış.',
    en: 'The answer could not be written; {count} fields are missing or wrong.',
    nextTr: 'Alanlarda yazanları tamamlayın; belgenin kendisi eksikse yanıtı e-Fatura uygulamasından verin.',
    nextEn:
      'Complete the fields named; where the document itself lacks them, answer in the e-Fatura application.',
  },
  CANCELLATION_NOT_ASKED: {
    status: 409,
    tr: '"{fileName}" iptal edildi denemeyecek bir belge.',
    en: '"{fileName}" is no document of which a cancellation can be noted.',
    nextTr: 'Yalnız incelemede ya da deftere işlenmiş, iptali kaydedilmemiş faturaların iptali kaydedilir.',
    nextEn: 'It is noted of invoices that wait for review or are posted, once each.',
  },
  CANCELLATION_WRONG: {
    status: 422,
    tr: 'İptal kaydedilemedi; {count} alan eksik ya da yanlış.',
    en: 'The cancellation was not noted; {count} fields are missing or wrong.',
    nextTr: 'Alanlarda yazanları düzeltin.',
    nextEn: 'Correct the fields named.',
  },
  CANCELLATION_NOT_FOUND: {
    status: 404,
    tr: 'Bu belgenin iptal kaydı yok.',
    en: 'No cancellation was noted of this document.',
    nextTr: 'Belgeyi yenileyin.',
    nextEn: 'Reload the document.',
  },
  ANSWER_NOT_FOUND: {
    status: 404,
    tr: 'Bu belge için yazılmış yanıt yok.',
    en: 'No answer was written for this document.',
    nextTr: 'Belgeyi yenileyin; yanıtı önce yazın.',
    nextEn: 'Reload the document; write the answer first.',
  },
});
