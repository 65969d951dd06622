/** What is asked and told of the accounts of counterparties: their statement (ekstre) and the age of what is open. */
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, decimal, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';
import { bookDay } from './book-day.ts';

const clientParams = z.object({ clientId: id });
const accountCode = z
  .string()
  .max(80)
  .regex(/^[1-9]\d{0,2}(\.[0-9A-Za-z]{1,20})*$/, 'hesap kodu 120.01.0001 biçimindedir');

const ekstreFilter = z.object({
  /** An account with those below it; or a counterparty by its tax number, with all its accounts. One of the two. */
  account: accountCode.optional(),
  taxId: z
    .string()
    .regex(/^\d{10,11}$/, 'VKN 10, TCKN 11 rakamdır')
    .optional(),
  from: bookDay.optional(),
  to: bookDay.optional(),
});

const balanceOfCurrency = z.object({ currency: z.string(), opening: decimal(8), closing: decimal(8) });

const ekstreLine = z.object({
  voucherId: id,
  lineNo: z.number().int(),
  date: isoDate,
  type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']),
  fisNo: z.number().int(),
  accountCode: z.string(),
  description: z.string(),
  documentId: id.nullable(),
  documentNo: z.string().nullable(),
  /** Of the document, where it states one. */
  dueDate: isoDate.nullable(),
  debit: amount,
  credit: amount,
  /** Debit less credit up to and with this line, what came before the range too. */
  balance: amount,
  fx: z.object({ currency: z.string(), amount: decimal(8), rate: decimal(8) }).nullable(),
});

const agingQuery = z.object({
  /** The accounts of the list are those below this one: 120, 320, 126 … */
  account: accountCode.default('120'),
  at: bookDay,
});

const agingRow = z.object({
  code: z.string(),
  name: z.string(),
  /** Balance on the account's own side; negative where it stands on the other one. */
  balance: amount,
  /** Sums by age: 0–30, 31–60, 61–90, 91–120, more than 120 days. */
  buckets: z.array(amount),
  /** Payments that no open item was left for. */
  advance: amount,
  /** The day of the oldest open item. */
  oldest: isoDate.nullable(),
  /** Of the balance: zero, unless a year was opened with another balance than the one before was closed with. */
  unexplained: amount,
});

export const cariViews = {
  listEkstre: route({
    method: 'GET',
    path: '/clients/:clientId/cari-ekstre',
    permission: 'report:read',
    summary: 'Cari hesap ekstresi: hareketler, yürüyen bakiye, vade ve döviz tutarlarıyla',
    params: clientParams,
    query: ekstreFilter.extend({
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    response: z.object({ items: z.array(ekstreLine) }),
  }),
  sumEkstre: route({
    method: 'GET',
    path: '/clients/:clientId/cari-ekstre/summary',
    permission: 'report:read',
    summary:
      'Cari ekstrenin devri, toplamları ve son bakiyesi; dövizli satırların para birimine göre bakiyesi',
    params: clientParams,
    query: ekstreFilter,
    response: z.object({
      /** The account's name, or the counterparty's; null where the client has neither. */
      name: z.string().nullable(),
      accounts: z.array(z.string()),
      count: z.number().int(),
      opening: amount,
      debit: amount,
      credit: amount,
      closing: amount,
      currencies: z.array(balanceOfCurrency),
    }),
  }),
  exportEkstre: route({
    method: 'GET',
    path: '/clients/:clientId/cari-ekstre/export',
    permission: 'report:read',
    summary: 'Cari hesap ekstresini XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...ekstreFilter.shape, ...exportQuery.shape }),
  }),
  getAging: route({
    method: 'GET',
    path: '/clients/:clientId/yaslandirma',
    permission: 'report:read',
    summary: 'Yaşlandırma: açık kalemler belge tarihine göre, ödemeler en eski kalemden düşülerek (FIFO)',
    params: clientParams,
    query: agingQuery,
    response: z.object({
      at: isoDate,
      account: z.string(),
      side: z.enum(['borc', 'alacak']),
      rows: z.array(agingRow),
      totals: agingRow.pick({ balance: true, buckets: true, advance: true, unexplained: true }),
    }),
  }),
  exportAging: route({
    method: 'GET',
    path: '/clients/:clientId/yaslandirma/export',
    permission: 'report:read',
    summary: 'Yaşlandırma listesini XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...agingQuery.shape, ...exportQuery.shape }),
  }),
  listOpenItems: route({
    method: 'GET',
    path: '/clients/:clientId/yaslandirma/:accountCode',
    permission: 'report:read',
    summary: 'Bir hesabın açık kalemlerini belge günüyle gösterir',
    params: clientParams.extend({ accountCode }),
    query: z.object({ at: bookDay }),
    response: z.object({
      items: z.array(z.object({ date: isoDate, amount, open: amount, ageDays: z.number().int() })),
      advance: amount,
    }),
  }),
};
