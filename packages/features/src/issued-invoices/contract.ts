/** Invoices that a client company issues itself: entered, numbered, written as XML. Signing and sending are done elsewhere. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { draftWire } from './draft-wire.ts';

const clientParams = z.object({ clientId: id });
const params = z.object({ issuedInvoiceId: id });
const version = z.number().int().min(1);

/** issued: numbered and written, not signed and not sent. */
const state = z.enum(['draft', 'issued', 'cancelled']);

const series = z
  .string()
  .trim()
  .regex(
    /^[A-Z0-9]{3}$/,
    bothTexts('üç büyük harf ya da rakam olmalı (ABC)', 'must be three capitals or digits (ABC)'),
  );

const listed = z.object({
  id,
  state,
  /** Null until it is issued. */
  number: z.string().nullable(),
  buyerName: z.string(),
  buyerTaxId: z.string(),
  profile: z.string(),
  type: z.string(),
  issueDate: isoDate.nullable(),
  currency: z.string(),
  payable: amount,
  /** What it became among the client's documents. */
  documentId: id.nullable(),
  createdAt: isoDateTime,
  issuedAt: isoDateTime.nullable(),
  version: z.number().int(),
});
export type ListedInvoice = z.output<typeof listed>;

const view = listed.extend({ clientId: id, ettn: id.nullable(), draft: draftWire });
export type IssuedInvoiceView = z.output<typeof view>;

/** What GİB's official rules say of the XML, by the pack that is in force on the invoice's day. */
const official = z.object({
  /** not-asked: no rule pack is installed. trouble: it could not be judged, for a fault of ours. */
  said: z.enum(['pass', 'fail', 'not-asked', 'trouble']),
  packVersion: z.string().nullable(),
  /** False: the pack took force after that day; what breaks its rules keeps nothing from being issued. */
  inForce: z.boolean(),
  /** Each at its field: "draft.lines[0].kdvPercent"; "draft" where no field is meant. */
  faults: z.array(z.object({ path: z.string(), message: z.string(), messageEn: z.string() })),
});
export type OfficialWord = z.output<typeof official>;

export const issuedInvoicesContract = {
  listIssuedInvoices: route({
    method: 'GET',
    path: '/clients/:clientId/issued-invoices',
    permission: 'document:read',
    summary: 'Mükellefin kestiği faturalar ve taslakları, yeniden eskiye, sayfa sayfa',
    params: clientParams,
    query: cursorQuery.extend({
      /** current: all but what was given up. */
      state: z.enum(['current', ...state.options]).optional(),
      /** Part of a number, of the buyer's name, or the beginning of its tax number. */
      q: z.string().trim().max(100).default(''),
    }),
    response: page(listed).extend({
      /** Of all that fit the words, whatever state was asked for. */
      counts: z.object({ draft: z.number().int(), issued: z.number().int(), cancelled: z.number().int() }),
    }),
  }),
  prepareIssuedInvoice: route({
    method: 'GET',
    path: '/clients/:clientId/issued-invoices/new',
    permission: 'document:write',
    summary:
      'Yeni faturanın önerisi: boş, bir faturanın kopyası ya da gelen bir faturanın iadesi; hiçbir şey saklanmaz',
    params: clientParams,
    query: z.object({ copyOf: id.optional(), returnOf: id.optional() }),
    response: z.object({
      draft: draftWire,
      /** Series of the client with the number given last. */
      series: z.array(
        z.object({ series: z.string(), year: z.number().int(), lastSequence: z.number().int() }),
      ),
    }),
  }),
  findInvoiceBuyers: route({
    method: 'GET',
    path: '/clients/:clientId/invoice-buyers',
    permission: 'document:read',
    summary: 'Daha önce fatura kesilen ya da cari hesabı olan alıcılar, ada ya da numaraya göre; en çok 20',
    params: clientParams,
    query: z.object({ q: z.string().trim().max(100).default('') }),
    response: z.object({ items: z.array(draftWire.shape.customer) }),
  }),
  createIssuedInvoice: route({
    method: 'POST',
    path: '/clients/:clientId/issued-invoices',
    permission: 'document:write',
    summary: 'Fatura taslağı açar; eksik olabilir, numara verilmez',
    params: clientParams,
    body: z.object({ draft: draftWire }),
    response: view,
    status: 201,
  }),
  getIssuedInvoice: route({
    method: 'GET',
    path: '/issued-invoices/:issuedInvoiceId',
    permission: 'document:read',
    summary: 'Kesilen fatura ya da taslağı, girildiği gibi',
    params,
    response: view,
  }),
  changeIssuedInvoice: route({
    method: 'PUT',
    path: '/issued-invoices/:issuedInvoiceId',
    permission: 'document:write',
    summary: 'Fatura taslağını değiştirir',
    params,
    body: z.object({ version, draft: draftWire }),
    response: view,
    idempotent: true,
  }),
  previewIssuedInvoice: route({
    method: 'GET',
    path: '/issued-invoices/:issuedInvoiceId/preview',
    permission: 'document:read',
    summary:
      'Taslağın kesilince nasıl görüneceği ve GİB’in resmi kurallarının ona ne dediği; numara verilmez, hiçbir şey saklanmaz',
    params,
    response: z.object({
      /** The paper in our layout, without number, ETTN and QR code. */
      html: z.string(),
      official,
    }),
  }),
  issueInvoice: route({
    method: 'POST',
    path: '/issued-invoices/:issuedInvoiceId/issue',
    permission: 'voucher:post',
    summary:
      'Faturayı keser: GİB’in resmi kurallarına sorar, sıradaki numarayı verir, XML’ini yazar, mükellefin belgelerine koyar. İmzalamaz ve göndermez',
    params,
    body: z.object({
      version,
      series,
      /** Where the series comes from another program: the number given there last. Only before the first invoice of its year. */
      lastSequence: z.number().int().min(0).max(999_999_998).optional(),
    }),
    response: view.extend({ official }),
    idempotent: true,
  }),
  cancelIssuedInvoice: route({
    method: 'POST',
    path: '/issued-invoices/:issuedInvoiceId/cancel',
    permission: 'document:write',
    summary: 'Fatura taslağından vazgeçer; geri alınabilir',
    params,
    body: z.object({ version }),
    response: view,
    idempotent: true,
  }),
  restoreIssuedInvoice: route({
    method: 'POST',
    path: '/issued-invoices/:issuedInvoiceId/restore',
    permission: 'document:write',
    summary: 'Vazgeçilen fatura taslağını geri getirir',
    params,
    body: z.object({ version }),
    response: view,
    idempotent: true,
  }),
  downloadIssuedInvoice: route({
    method: 'GET',
    path: '/issued-invoices/:issuedInvoiceId/file',
    permission: 'document:read',
    summary: 'Kesilen faturanın imzasız UBL-TR XML’i',
    kind: 'file',
    params,
  }),
};

export const { definitions: issuedInvoiceErrorDefinitions, errors: issuedInvoiceErrors } = defineErrors({
  ISSUED_INVOICE_NOT_FOUND: {
    status: 404,
    tr: 'Fatura bulunamadı.',
    en: 'The invoice was not found.',
    nextTr: 'Kesilen faturaların listesini yenileyin.',
    nextEn: 'Reload the list of issued invoices.',
  },
  ISSUED_INVOICE_CHANGED: {
    status: 409,
    tr: 'Faturayı bu arada başkası değiştirdi ya da kesti.',
    en: 'Somebody else changed or issued the invoice meanwhile.',
    nextTr: 'Faturayı yeniden açıp değişikliğinizi yeniden yapın.',
    nextEn: 'Open the invoice again and repeat your change.',
  },
  ISSUED_INVOICE_INCOMPLETE: {
    status: 422,
    tr: 'Fatura bu haliyle kesilemez: {count} alan eksik ya da yanlış.',
    en: 'The invoice cannot be issued as it stands: {count} fields are absent or wrong.',
    nextTr: 'Gösterilen alanları düzeltip yeniden kesin.',
    nextEn: 'Put the named fields right and issue it again.',
  },
  ISSUED_INVOICE_BREAKS_RULES: {
    status: 422,
    tr: 'Fatura kesilmedi, numara verilmedi: GİB’in resmi kuralları ({version}) {count} yerde hata buldu.',
    en: 'The invoice was not issued and no number given: GİB’s official rules ({version}) found faults: {count}.',
    nextTr: 'Gösterilen alanları kuralın dediği gibi düzeltip yeniden kesin.',
    nextEn: 'Put the named fields right as the rule says and issue it again.',
  },
  ISSUED_INVOICE_EARLIER_DAY: {
    status: 422,
    tr: '{series} serisinde {date} tarihinden sonraki bir güne fatura kesilmiş; numaralar tarih sırasıyla gider.',
    en: 'In the series {series} an invoice was issued for a day after {date}; numbers rise with the days.',
    nextTr: 'Fatura tarihini ileri alın ya da başka bir seri kullanın.',
    nextEn: 'Make the date later, or use another series.',
  },
  INVOICE_NOT_RETURNABLE: {
    status: 422,
    tr: '{number} faturasının iadesi buradan hazırlanamaz: KDV dışında vergisi, masrafı ya da özel matrahı var.',
    en: 'A return of {number} cannot be prepared here: it has another tax than KDV, a charge, or a special base.',
    nextTr: 'İade faturasını entegratörünüzden kesin; gelen belgesi burada okunur ve fişi önerilir.',
    nextEn: 'Issue the return at your integrator; its document is read here and its voucher proposed.',
  },
  INVOICE_SERIES_STARTED: {
    status: 409,
    tr: '{series} serisi bu yıl başlamış; son numara {lastSequence}.',
    en: 'The series {series} has begun this year; its last number is {lastSequence}.',
    nextTr: 'Son numarayı vermeden yeniden kesin; sıradaki numara kendiliğinden verilir.',
    nextEn: 'Issue it again without a last number; the next one is given by itself.',
  },
});
