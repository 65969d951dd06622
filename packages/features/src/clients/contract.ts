/** Client companies (mükellef) as the outside sees them. */

import { mersisNoFromText, naceCodeFromText } from '@muhasebi/accounting/vkn/company-codes.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { cardRoutes } from './card.contract.ts';
import { clientView, legalType } from './client-view.ts';

export {
  type BankAccountRow,
  type ContactRow,
  STATUS_KINDS,
  STATUS_VALUES,
  type StatusKind,
  type StatusRow,
} from './card.contract.ts';
export type { ClientView } from './client-view.ts';

import { exportQuery } from '../table-export-contract.ts';

const title = z.string().trim().min(2).max(200);
/** VKN (10 digits) or TCKN (11 digits); a wrong check digit is accepted and said, GİB's own samples carry such numbers. */
const taxId = z
  .string()
  .regex(/^\d{10,11}$/, bothTexts('VKN 10, TCKN 11 hanelidir', 'a VKN has 10 digits, a TCKN 11'));

/** A number in its one written form; emptied is null. */
const coded = (read: (text: string) => string | null, message: ReturnType<typeof bothTexts>) =>
  z
    .string()
    .trim()
    .max(40)
    .refine((text) => text === '' || read(text) !== null, message)
    .transform((text) => read(text))
    .nullish();

const clientFields = z.object({
  title,
  taxId,
  taxOffice: z.string().trim().max(100).nullish(),
  /** Four or six digits, with or without points; whether the code exists is not looked up. */
  naceCode: coded(
    naceCodeFromText,
    bothTexts(
      'NACE kodu dört ya da altı hanelidir (47.11.01)',
      'a NACE code has four or six digits (47.11.01)',
    ),
  ),
  fiscalYearStartMonth: z.number().int().min(1).max(12),
  purchaseDefault: z.enum(['merchandise', 'expense']),
  tradeName: z.string().trim().max(200).nullish(),
  legalType: legalType.nullish(),
  address: z.string().trim().max(300).nullish(),
  phone: z.string().trim().max(40).nullish(),
  email: z
    .union([z.literal(''), z.email(bothTexts('e-posta adresi olmalı', 'must be a mail address')).max(254)])
    .nullish(),
  mersisNo: coded(
    mersisNoFromText,
    bothTexts('MERSİS numarası 16 hanelidir', 'a MERSİS number has 16 digits'),
  ),
});

// Left out, these are as the office settings say.
const newClient = clientFields.partial({ fiscalYearStartMonth: true, purchaseDefault: true });

/** Each column of the list one way and the other; within one value by title. */
export const CLIENT_ORDERS = [
  'title',
  '-title',
  'taxId',
  '-taxId',
  'taxOffice',
  '-taxOffice',
  'review',
  '-review',
  'failed',
  '-failed',
  'notThisClient',
  '-notThisClient',
  'reading',
  '-reading',
] as const;

const clientsQuery = z.object({
  q: z.string().max(100).optional(),
  archived: z.stringbool().default(false),
  order: z.enum(CLIENT_ORDERS).default('title'),
});

export const clientsContract = {
  ...cardRoutes,
  listClients: route({
    method: 'GET',
    path: '/clients',
    permission: 'client:read',
    summary: 'Mükellefleri listeler',
    query: cursorQuery.extend(clientsQuery.shape),
    response: page(clientView),
  }),
  exportClients: route({
    method: 'GET',
    path: '/clients/export',
    permission: 'client:read',
    summary: 'Mükellef listesini XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    query: exportQuery.extend(clientsQuery.shape),
  }),
  createClient: route({
    method: 'POST',
    path: '/clients',
    permission: 'client:write',
    summary: 'Mükellef açar; Tekdüzen hesap planını ve yılın dönemlerini birlikte kurar',
    body: newClient,
    response: clientView,
    status: 201,
  }),
  getClient: route({
    method: 'GET',
    path: '/clients/:clientId',
    permission: 'client:read',
    summary: 'Bir mükellefi gösterir',
    params: z.object({ clientId: id }),
    response: clientView,
  }),
  updateClient: route({
    method: 'PATCH',
    path: '/clients/:clientId',
    permission: 'client:write',
    summary: 'Mükellef bilgilerini değiştirir',
    params: z.object({ clientId: id }),
    body: clientFields.partial().extend({ version: z.number().int(), archived: z.boolean().optional() }),
    response: clientView,
  }),
};

export const { definitions: clientErrorDefinitions, errors: clientErrors } = defineErrors({
  CLIENT_TAX_ID_TAKEN: {
    status: 409,
    tr: '{taxId} numaralı mükellef ofiste zaten var: {title}.',
    en: 'A client with tax number {taxId} exists already: {title}.',
    nextTr: 'Var olan mükellefi açın ya da numarayı denetleyin.',
    nextEn: 'Open the existing client, or check the number.',
  },
  CLIENT_FISCAL_YEAR_FIXED: {
    status: 409,
    tr: 'Mükellefin deftere işlenmiş fişleri var; hesap döneminin başlangıcı değiştirilemez.',
    en: 'The client has posted vouchers; the start of its fiscal year cannot change.',
    nextTr: 'Başlangıç ayını olduğu gibi bırakın.',
    nextEn: 'Leave the starting month as it is.',
  },
  CARD_CHANGED: {
    status: 409,
    tr: 'Bu bölümü siz açtıktan sonra başkası değiştirdi.',
    en: 'Somebody changed this section after you opened it.',
    nextTr: 'Güncel hâline bakıp değişikliğinizi yeniden yapın; yazdığınız kaydedilmedi.',
    nextEn: 'Look at its current state and make your change again; what you wrote was not saved.',
  },
  STATUS_VALUE_UNKNOWN: {
    status: 422,
    tr: '“{value}” bu durum için geçerli bir değer değil.',
    en: '“{value}” is no value of this status.',
    nextTr: 'Listedeki değerlerden birini seçin.',
    nextEn: 'Choose one of the values in the list.',
  },
  STATUS_BACKWARDS: {
    status: 422,
    tr: 'Bitiş günü başlangıçtan önce: {from}.',
    en: 'The last day is before the first: {from}.',
    nextTr: 'Bitiş gününü düzeltin ya da boş bırakın.',
    nextEn: 'Correct the last day, or leave it empty.',
  },
  STATUS_OVERLAP: {
    status: 422,
    tr: '{from} ve {other} başlangıçlı iki satır aynı günlere denk geliyor.',
    en: 'The rows that begin on {from} and {other} hold on the same days.',
    nextTr: 'Önceki satırın bitiş gününü sonrakinin başlangıcından önceye alın.',
    nextEn: 'End the earlier row before the later one begins.',
  },
  IBAN_TWICE: {
    status: 422,
    tr: '{iban} iki kez yazılmış.',
    en: '{iban} is written twice.',
    nextTr: 'Satırlardan birini silin.',
    nextEn: 'Remove one of the rows.',
  },
  BANK_ACCOUNT_NOT_IN_CHART: {
    status: 422,
    tr: '{code} mükellefin hesap planında yok.',
    en: '{code} is not in the chart of the client.',
    nextTr: 'Hesap planındaki 102 hesaplarından birini seçin ya da boş bırakın.',
    nextEn: 'Choose one of the 102 accounts of the chart, or leave it empty.',
  },
  CLIENT_NOT_FOUND: {
    status: 404,
    tr: 'Mükellef bulunamadı.',
    en: 'Client not found.',
    nextTr: 'Mükellef listesinden seçin.',
    nextEn: 'Pick one from the list of clients.',
  },
});
