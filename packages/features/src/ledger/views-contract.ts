/** The lists of the books as the outside sees them: filtered, ordered, added up, from any place on, and as files. */
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, cursorQuery, id, isoDate, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { comparedQuery } from '../compared-period.ts';
import { exportQuery } from '../table-export-contract.ts';

const clientParams = z.object({ clientId: id });

/** "120", "120.01", "120.01.0001". */
export const accountCode = z
  .string()
  .regex(/^[1-9]\d{0,2}(\.\d{1,10})*$/, 'hesap kodu 120.01.0001 biçimindedir');

export const VOUCHER_ORDERS = [
  '-date',
  'date',
  'no',
  '-no',
  'type',
  '-type',
  'description',
  '-description',
] as const;
export const LINE_ORDERS = [
  'date',
  '-date',
  'account',
  '-account',
  'debit',
  '-debit',
  'credit',
  '-credit',
] as const;

/** A list has a cursor in its own order, and a place in any: an offset for whoever scrolls to row 70,000. */
const placed = cursorQuery.extend({ offset: z.coerce.number().int().min(0).max(1_000_000).default(0) });
const voucherFilter = z.object({
  status: z.enum(['draft', 'posted']).optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  q: z.string().max(100).optional(),
});
const voucherOrder = z.object({ order: z.enum(VOUCHER_ORDERS).default('-date') });
const lineFilter = z.object({
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** This account and those below it. */
  account: accountCode.optional(),
  q: z.string().max(100).optional(),
});
const lineOrder = z.object({ order: z.enum(LINE_ORDERS).default('date') });

export const voucherListQuery = z.object({
  ...placed.shape,
  ...voucherFilter.shape,
  ...voucherOrder.shape,
});

export const mizanQuery = z.object({
  from: isoDate,
  to: isoDate,
  /** 1 sınıf, 2 grup, 3 ana hesap, 4 ve üstü alt hesap düzeyleri. */
  level: z.coerce.number().int().min(1).max(12).default(12),
});

const sums = z.object({ count: z.number().int(), debit: amount, credit: amount });

/** A posted line with the voucher and the document that it came from. */
const bookLine = z.object({
  voucherId: id,
  lineNo: z.number().int(),
  type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']),
  fisNo: z.number().int(),
  date: isoDate,
  accountCode: z.string(),
  accountName: z.string(),
  description: z.string(),
  debit: amount,
  credit: amount,
  documentId: id.nullable(),
  documentNo: z.string().nullable(),
});

export const bookViews = {
  sumVouchers: route({
    method: 'GET',
    path: '/clients/:clientId/vouchers/summary',
    permission: 'voucher:read',
    summary: 'Süzgece uyan fişleri sayar ve toplar',
    params: clientParams,
    query: voucherFilter,
    response: sums,
  }),
  exportVouchers: route({
    method: 'GET',
    path: '/clients/:clientId/vouchers/export',
    permission: 'report:read',
    summary: 'Fiş listesini XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...voucherFilter.shape, ...voucherOrder.shape, ...exportQuery.shape }),
  }),
  listVoucherLines: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-lines',
    permission: 'voucher:read',
    summary: 'Deftere işlenmiş fiş satırlarını gün sırasıyla ya da istenen sırada listeler',
    params: clientParams,
    query: z.object({ ...placed.shape, ...lineFilter.shape, ...lineOrder.shape }),
    response: page(bookLine),
  }),
  sumVoucherLines: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-lines/summary',
    permission: 'voucher:read',
    summary: 'Süzgece uyan fiş satırlarını sayar ve toplar',
    params: clientParams,
    query: lineFilter,
    response: sums,
  }),
  exportVoucherLines: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-lines/export',
    permission: 'report:read',
    summary: 'Fiş satırlarını XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...lineFilter.shape, ...lineOrder.shape, ...exportQuery.shape }),
  }),
  exportMizan: route({
    method: 'GET',
    path: '/clients/:clientId/mizan/export',
    permission: 'report:read',
    summary: 'Mizanı, istenirse başka bir dönemle karşılaştırarak, XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({
      ...mizanQuery.shape,
      /** Codes of accounts whose sub-accounts are folded away, joined by commas. */
      closed: z
        .string()
        .max(2000)
        .regex(/^[\d.,]+$/)
        .optional(),
      ...comparedQuery.shape,
      ...exportQuery.shape,
    }),
  }),
};
