/** What people write vouchers with: templates, recurring vouchers, attachments, and changes of many drafts at once. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, decimal, id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const clientParams = z.object({ clientId: id });
const voucherParams = z.object({ voucherId: id });
const accountCode = z.string().regex(/^[1-9]\d{0,2}(\.\d{1,10})*$/, 'hesap kodu 120.01.0001 biçimindedir');

/** Zero where it is written each time. */
const keptAmount = amount
  .refine((text) => /^\d{1,16}(\.\d{1,2})?$/.test(text), 'tutar eksi ya da defterin sınırları dışında olamaz')
  .default('0');

/** Not nothing, and at any rate within what a line of the books holds. */
const foreign = decimal(8).regex(
  /^(?=.*[1-9])\d{1,12}(\.\d{1,8})?$/,
  bothTexts('sıfırdan büyük, en çok 12 haneli olmalı', 'must be above zero, of at most 12 digits'),
);

/** Foreign amount of a line; its rate is that of the day on which it is written again, where that is known. */
const keptFx = z.object({
  currency: z
    .string()
    .regex(
      /^[A-Z]{3}$/,
      bothTexts('USD gibi üç harfli para birimi kodu olmalı', 'must be a currency code like USD'),
    ),
  amount: foreign,
  rate: foreign,
});

/** A voucher as it is written again; amounts may be left open. */
const content = {
  type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']).default('mahsup'),
  description: z.string().trim().max(250).default(''),
  lines: z
    .array(
      z.object({
        accountCode,
        description: z.string().trim().max(250).default(''),
        debit: keptAmount,
        credit: keptAmount,
        fx: keptFx.nullish(),
      }),
    )
    .min(1)
    .max(500),
};
const name = z.string().trim().min(1).max(80);

const templateView = z.object({
  id,
  name: z.string(),
  /** For every client of the office. */
  office: z.boolean(),
  type: content.type,
  description: z.string(),
  lines: z.array(
    z.object({
      accountCode: z.string(),
      description: z.string(),
      debit: amount,
      credit: amount,
      fx: keptFx.nullable(),
    }),
  ),
});
export type TemplateView = z.output<typeof templateView>;

const recurringView = z.object({
  id,
  name: z.string(),
  type: content.type,
  description: z.string(),
  every: z.enum(['month', 'quarter', 'year']),
  day: z.number().int(),
  nextDue: isoDate,
  until: isoDate.nullable(),
  lineCount: z.number().int(),
  sum: amount,
  /** Why the draft that is due could not be opened. */
  fault: z.object({ tr: z.string(), en: z.string() }).nullable(),
  ended: z.boolean(),
  /** The last draft that it opened, if somebody kept it. */
  lastVoucherId: id.nullable(),
});
export type RecurringView = z.output<typeof recurringView>;

const attachmentView = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  addedByName: z.string().nullable(),
  addedAt: isoDateTime,
});
export type AttachmentView = z.output<typeof attachmentView>;

const refusalView = z.object({
  code: z.string(),
  message: z.string(),
  messageEn: z.string(),
  next: z.string(),
  nextEn: z.string(),
});

const changeResult = z.object({
  /** Takes the whole change back; null where no draft was changed. */
  changeId: id.nullable(),
  results: z.array(z.object({ id, status: z.enum(['done', 'refused']), error: refusalView.nullable() })),
});
export type ChangeResult = z.output<typeof changeResult>;

/** Drafts of one change. */
export const MAX_CHANGED_DRAFTS = 500;

export const voucherDeskContract = {
  listVoucherTemplates: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-templates',
    permission: 'voucher:read',
    summary: 'Mükellefin ve ofisin fiş şablonlarını listeler',
    params: clientParams,
    response: z.object({ items: z.array(templateView) }),
  }),
  saveVoucherTemplate: route({
    method: 'POST',
    path: '/clients/:clientId/voucher-templates',
    permission: 'voucher:write',
    summary: 'Fiş şablonu kaydeder; aynı addaki şablonun yerine geçer',
    params: clientParams,
    body: z.object({ name, office: z.boolean().default(false), ...content }),
    response: templateView,
    status: 201,
  }),
  deleteVoucherTemplate: route({
    method: 'DELETE',
    path: '/voucher-templates/:voucherTemplateId',
    permission: 'voucher:write',
    summary: 'Fiş şablonunu siler',
    params: z.object({ voucherTemplateId: id }),
    idempotent: true,
  }),
  listRecurringVouchers: route({
    method: 'GET',
    path: '/clients/:clientId/recurring-vouchers',
    permission: 'voucher:read',
    summary: 'Mükellefin yinelenen fişlerini listeler',
    params: clientParams,
    response: z.object({ items: z.array(recurringView) }),
  }),
  createRecurringVoucher: route({
    method: 'POST',
    path: '/clients/:clientId/recurring-vouchers',
    permission: 'voucher:write',
    summary: 'Yinelenen fiş kurar; zamanı gelince taslağı açılır, deftere bir kişi işler',
    params: clientParams,
    body: z.object({
      name,
      ...content,
      every: z.enum(['month', 'quarter', 'year']),
      day: z.number().int().min(1).max(31),
      /** The first draft is due on the first such day on or after this one. */
      from: isoDate,
      until: isoDate.nullish(),
    }),
    response: recurringView,
    status: 201,
  }),
  endRecurringVoucher: route({
    method: 'DELETE',
    path: '/recurring-vouchers/:recurringId',
    permission: 'voucher:write',
    summary: 'Yinelenen fişi durdurur; açılmış taslaklar kalır',
    params: z.object({ recurringId: id }),
    idempotent: true,
  }),
  listAttachments: route({
    method: 'GET',
    path: '/vouchers/:voucherId/attachments',
    permission: 'voucher:read',
    summary: 'Fişin eklerini listeler',
    params: voucherParams,
    response: z.object({ items: z.array(attachmentView) }),
  }),
  addAttachments: route({
    method: 'POST',
    path: '/vouchers/:voucherId/attachments',
    permission: 'voucher:write',
    summary: 'Fişe dosya ekler; deftere işlenmiş fişe de eklenir',
    kind: 'multipart',
    params: voucherParams,
    response: z.object({ items: z.array(attachmentView) }),
    status: 201,
  }),
  downloadAttachment: route({
    method: 'GET',
    path: '/attachments/:attachmentId',
    permission: 'voucher:read',
    summary: 'Fişin ekini indirir',
    kind: 'file',
    params: z.object({ attachmentId: id }),
  }),
  deleteAttachment: route({
    method: 'DELETE',
    path: '/attachments/:attachmentId',
    permission: 'voucher:write',
    summary: 'Taslak fişin ekini kaldırır; deftere işlenmiş fişin eki kalır',
    params: z.object({ attachmentId: id }),
    idempotent: true,
  }),
  changeDrafts: route({
    method: 'POST',
    path: '/clients/:clientId/drafts/change',
    permission: 'voucher:write',
    summary: 'Fiş taslaklarını topluca değiştirir ya da siler; her taslak için ayrı sonuç döner',
    params: clientParams,
    body: z.object({
      drafts: z
        .array(z.object({ id, version: z.number().int() }))
        .min(1)
        .max(MAX_CHANGED_DRAFTS),
      change: z.union([
        z.object({ delete: z.literal(true) }),
        z
          .object({
            date: isoDate.optional(),
            description: z.string().trim().max(250).optional(),
            account: z.object({ from: accountCode, to: accountCode }).optional(),
          })
          .refine((change) => Object.values(change).some((value) => value !== undefined), {
            message: 'değişecek bir alan yazın',
          }),
      ]),
    }),
    response: changeResult,
  }),
  undoDraftChange: route({
    method: 'POST',
    path: '/draft-changes/:changeId/undo',
    permission: 'voucher:write',
    summary: 'Topluca yapılan taslak değişikliğini geri alır',
    params: z.object({ changeId: id }),
    response: z.object({ results: changeResult.shape.results }),
    idempotent: true,
  }),
};

export const { definitions: voucherDeskErrorDefinitions, errors: voucherDeskErrors } = defineErrors({
  VOUCHER_TEMPLATE_LIMIT: {
    status: 422,
    tr: 'En çok {limit} fiş şablonu kaydedilir.',
    en: 'No more than {limit} voucher templates are kept.',
    nextTr: 'Kullanmadığınız bir şablonu silin.',
    nextEn: 'Delete one that is not used.',
  },
  VOUCHER_TEMPLATE_NOT_FOUND: {
    status: 404,
    tr: 'Fiş şablonu bulunamadı; silinmiş olabilir.',
    en: 'The voucher template was not found; it may have been deleted.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  RECURRING_VOUCHER_NOT_FOUND: {
    status: 404,
    tr: 'Yinelenen fiş bulunamadı.',
    en: 'The recurring voucher was not found.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  RECURRING_VOUCHER_INCOMPLETE: {
    status: 422,
    tr: 'Yinelenen fişin {lineNo}. satırında tutar yok ya da iki tarafta da tutar var.',
    en: 'Line {lineNo} of the recurring voucher has no amount, or one on each side.',
    nextTr: 'Her satıra borç ya da alacak tutarı yazın; değişen tutarlar için şablon kullanın.',
    nextEn: 'Write a debit or a credit into each line; use a template where amounts change.',
  },
  RECURRING_VOUCHER_LIMIT: {
    status: 422,
    tr: 'Bir mükellefin en çok {limit} yinelenen fişi olur.',
    en: 'A client has no more than {limit} recurring vouchers.',
    nextTr: 'Kullanmadığınız birini durdurun.',
    nextEn: 'End one that is not used.',
  },
  ATTACHMENT_NOT_FOUND: {
    status: 404,
    tr: 'Fiş eki bulunamadı; kaldırılmış olabilir.',
    en: 'The attachment was not found; it may have been removed.',
    nextTr: 'Fişi yeniden açın.',
    nextEn: 'Open the voucher again.',
  },
  ATTACHMENT_OF_POSTED: {
    status: 409,
    tr: 'Deftere işlenmiş fişin eki kaldırılamaz.',
    en: 'An attachment of a posted voucher cannot be removed.',
    nextTr: 'Yenisini ekleyin; yanlış ek de kayıtta kalır.',
    nextEn: 'Add another; the wrong one stays on record, too.',
  },
  ATTACHMENT_TOO_LARGE: {
    status: 413,
    tr: '{fileName} çok büyük; bir ek en çok {limit} olur.',
    en: '{fileName} is too large; an attachment has at most {limit}.',
    nextTr: 'Dosyayı küçültün ya da bölün.',
    nextEn: 'Make the file smaller, or split it.',
  },
  ATTACHMENT_EMPTY: {
    status: 422,
    tr: 'Eklenecek dosya yok ya da {fileName} boş.',
    en: 'There is no file to attach, or {fileName} is empty.',
    nextTr: 'Dosyayı denetleyip yeniden ekleyin.',
    nextEn: 'Check the file and attach it again.',
  },
  ATTACHMENT_TYPE: {
    status: 415,
    tr: '{fileName} eklenemez: yalnız PDF, resim (PNG, JPEG), XML, XLSX, DOCX, CSV ve düz metin eklenir.',
    en: '{fileName} cannot be attached: only PDF, pictures (PNG, JPEG), XML, XLSX, DOCX, CSV and plain text can.',
    nextTr: 'Dosyayı bu türlerden birine çevirin.',
    nextEn: 'Convert the file to one of these.',
  },
  ATTACHMENT_LIMIT: {
    status: 422,
    tr: 'Bir fişin en çok {limit} eki olur.',
    en: 'A voucher has no more than {limit} attachments.',
    nextTr: 'Dosyaları birleştirin.',
    nextEn: 'Join the files.',
  },
  DRAFT_CHANGE_NOT_FOUND: {
    status: 404,
    tr: 'Geri alınacak değişiklik bulunamadı.',
    en: 'There is no such change to take back.',
    nextTr: 'Taslakları tek tek düzeltin.',
    nextEn: 'Correct the drafts one by one.',
  },
  DRAFT_CHANGE_UNDONE: {
    status: 409,
    tr: 'Bu değişiklik daha önce geri alınmış.',
    en: 'This change was taken back already.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  DRAFT_ACCOUNT_GONE: {
    status: 409,
    tr: 'Taslağın hesaplarından biri artık hesap planında yok; eski haline dönemez.',
    en: 'An account of the draft is not in the chart any more; it cannot be put back.',
    nextTr: 'Fişi elle yeniden yazın.',
    nextEn: 'Write the voucher again by hand.',
  },
});
