/** Client companies (mükellef) as the outside sees them. */

import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';

const title = z.string().trim().min(2).max(200);
/** VKN (10 digits) or TCKN (11 digits); a wrong check digit is accepted and said, GİB's own samples carry such numbers. */
const taxId = z
  .string()
  .regex(/^\d{10,11}$/, bothTexts('VKN 10, TCKN 11 hanelidir', 'a VKN has 10 digits, a TCKN 11'));

export const clientView = z.object({
  id,
  title: z.string(),
  taxId: z.string(),
  taxIdScheme: z.enum(['VKN', 'TCKN']),
  /** False where the check digit does not hold. */
  taxIdValid: z.boolean(),
  taxOffice: z.string().nullable(),
  naceCode: z.string().nullable(),
  fiscalYearStartMonth: z.number().int(),
  /** What the client's purchases mostly are; decides 153 or 770 until the accountant says otherwise. */
  purchaseDefault: z.enum(['merchandise', 'expense']),
  archivedAt: isoDateTime.nullable(),
  version: z.number().int(),
  /** Documents that wait, by what they wait for. */
  waiting: z.object({
    reading: z.number().int(),
    review: z.number().int(),
    failed: z.number().int(),
    notThisClient: z.number().int(),
  }),
});
export type ClientView = z.infer<typeof clientView>;

const clientFields = z.object({
  title,
  taxId,
  taxOffice: z.string().trim().max(100).nullish(),
  naceCode: z.string().trim().max(10).nullish(),
  fiscalYearStartMonth: z.number().int().min(1).max(12),
  purchaseDefault: z.enum(['merchandise', 'expense']),
});

// Left out, these are as the office settings say.
const newClient = clientFields.partial({ fiscalYearStartMonth: true, purchaseDefault: true });

export const clientsContract = {
  listClients: route({
    method: 'GET',
    path: '/clients',
    permission: 'client:read',
    summary: 'Mükellefleri listeler',
    query: cursorQuery.extend({ q: z.string().max(100).optional(), archived: z.stringbool().default(false) }),
    response: page(clientView),
  }),
  exportClients: route({
    method: 'GET',
    path: '/clients/export',
    permission: 'client:read',
    summary: 'Mükellef listesini XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    query: exportQuery.extend({
      q: z.string().max(100).optional(),
      archived: z.stringbool().default(false),
    }),
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
  CLIENT_NOT_FOUND: {
    status: 404,
    tr: 'Mükellef bulunamadı.',
    en: 'Client not found.',
    nextTr: 'Mükellef listesinden seçin.',
    nextEn: 'Pick one from the list of clients.',
  },
});
