/** The books as the outside sees them: yevmiye (journal), kebir (main accounts) and muavin (one account), with their files. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { comparedQuery } from '../compared-period.ts';
import { exportQuery } from '../table-export-contract.ts';

export type { BookLineRow, BookOwner, CurrencySums } from './book-places.queries.ts';
export type { LinesOfAccounts } from './lines-of-accounts.ts';

const clientParams = z.object({ clientId: id });
/** "1", "12", "120", "120.01.0001". */
const accountCode = z
  .string()
  .regex(
    /^[1-9]\d{0,2}(\.\d{1,10})*$/,
    bothTexts('hesap kodu 120.01.0001 biçimindedir', 'must be an account code like 120.01.0001'),
  );
const accountParams = clientParams.extend({ accountCode });

/** Of the years of the uniform chart, so that the days around it are days of the calendar too. */
const day = isoDate.refine(
  (text) => text >= '1994-01-01' && text < '2200-01-01',
  bothTexts('1994 ile 2199 yılları arasında olmalı', 'must lie in the years 1994 to 2199'),
);
const openRange = z.object({ from: day.optional(), to: day.optional() });
const range = z.object({ from: day, to: day });
/** Any place of the list: whoever scrolls to row 70,000 asks for that page alone. */
const place = z.object({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** A posted line with its entry, and the document that it came from. */
const bookLine = z.object({
  voucherId: id,
  lineNo: z.number().int(),
  type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']),
  fisNo: z.number().int(),
  /** Yevmiye madde numarası; null until the month is numbered. */
  yevmiyeNo: z.number().int().nullable(),
  date: isoDate,
  accountCode: z.string(),
  accountName: z.string(),
  description: z.string(),
  debit: amount,
  credit: amount,
  documentId: id.nullable(),
  documentNo: z.string().nullable(),
  /** Foreign currency of the line, its amount and the rate it was booked at. */
  fx: z.object({ currency: z.string(), amount: z.string(), rate: z.string() }).nullable(),
});
const accountLine = bookLine.extend({
  /** Debit less credit of the account up to and with this line; what came before the range counts too. */
  balance: amount,
  /** The same in the line's currency, exact decimal text; null where the line has none. */
  fxBalance: z.string().nullable(),
});
const journalLine = bookLine.extend({
  /** Sum of the entry's debit side, on its first line; null on the others. */
  entryTotal: amount.nullable(),
});

const sums = z.object({ count: z.number().int(), debit: amount, credit: amount });

export const booksContract = {
  listJournal: route({
    method: 'GET',
    path: '/clients/:clientId/yevmiye',
    permission: 'report:read',
    summary: 'Yevmiye defteri: maddeler sırasıyla, her maddede önce borç satırları',
    params: clientParams,
    query: range.extend(place.shape),
    response: z.object({ items: z.array(journalLine) }),
  }),
  sumJournal: route({
    method: 'GET',
    path: '/clients/:clientId/yevmiye/summary',
    permission: 'report:read',
    summary: 'Yevmiye defterinin satır sayısını, toplamlarını ve numaralanmamış madde sayısını gösterir',
    params: clientParams,
    query: range,
    response: sums.extend({
      entries: z.number().int(),
      /** Entries whose month has no yevmiye numbers yet. */
      unnumbered: z.number().int(),
    }),
  }),
  exportJournal: route({
    method: 'GET',
    path: '/clients/:clientId/yevmiye/export',
    permission: 'report:read',
    summary: 'Yevmiye defterini XLSX, CSV ya da nakli yekûnlu PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: range.extend(exportQuery.shape),
  }),
  listKebir: route({
    method: 'GET',
    path: '/clients/:clientId/kebir',
    permission: 'report:read',
    summary: 'Defter-i kebir: ana hesapların deviri, aralıktaki toplamları ve bakiyesi',
    params: clientParams,
    query: range,
    response: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          /** Debit less credit before the range, and with it. */
          opening: amount,
          debit: amount,
          credit: amount,
          closing: amount,
        }),
      ),
      debit: amount,
      credit: amount,
    }),
  }),
  exportKebir: route({
    method: 'GET',
    path: '/clients/:clientId/kebir/export',
    permission: 'report:read',
    summary:
      'Defter-i kebiri bütün ana hesaplarıyla XLSX, CSV ya da nakli yekûnlu PDF olarak verir; başka bir dönemle karşılaştırılırsa ana hesapların listesini',
    kind: 'file',
    params: clientParams,
    query: range.extend(exportQuery.shape).extend(comparedQuery.shape),
  }),
  listAccountLines: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/lines',
    permission: 'voucher:read',
    summary:
      'Muavin: bir hesabın (alt hesaplarıyla) deftere işlenmiş satırlarını yürüyen bakiyesiyle gösterir',
    params: accountParams,
    query: openRange.extend(place.shape),
    response: z.object({ items: z.array(accountLine) }),
  }),
  sumAccountLines: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/lines/summary',
    permission: 'voucher:read',
    summary: 'Hesabın adını, devreden bakiyesini, aralıktaki toplamlarını ve son bakiyesini gösterir',
    params: accountParams,
    query: openRange,
    response: sums.extend({
      /** Null where the client has no such account. */
      name: z.string().nullable(),
      /** Debit less credit before the range. */
      opening: amount,
      closing: amount,
      /** What the lines with a currency come to in it: before the range and up to its end. */
      currencies: z.array(z.object({ currency: z.string(), opening: z.string(), closing: z.string() })),
    }),
  }),
  listAccountMonths: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/months',
    permission: 'voucher:read',
    summary: 'Muavin: bir hesabın (alt hesaplarıyla) ay ay toplamlarını ve ay sonu bakiyesini gösterir',
    params: accountParams,
    query: range,
    response: z.object({
      /** Every month of the range, those without lines too; the first and the last as far as the range goes. */
      items: z.array(
        z.object({
          month: z.string(),
          debit: amount,
          credit: amount,
          /** Debit less credit of the month. */
          movement: amount,
          /** Debit less credit up to its end; what came before the range counts too. */
          closing: amount,
        }),
      ),
      debit: amount,
      credit: amount,
      movement: amount,
    }),
  }),
  exportAccountMonths: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/months/export',
    permission: 'report:read',
    summary:
      'Hesabın aylık toplamlarını, istenirse başka bir dönemle karşılaştırarak, XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: accountParams,
    query: range.extend(exportQuery.shape).extend(comparedQuery.shape),
  }),
  exportAccountLines: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/lines/export',
    permission: 'report:read',
    summary: 'Muavini yürüyen bakiyesiyle XLSX, CSV ya da nakli yekûnlu PDF olarak verir',
    kind: 'file',
    params: accountParams,
    query: openRange.extend(exportQuery.shape),
  }),
};

export const { definitions: bookErrorDefinitions, errors: bookErrors } = defineErrors({
  BOOK_RANGE_BACKWARDS: {
    status: 422,
    tr: 'Defterin ilk günü {from}, son günü {to} gününden sonra.',
    en: 'The first day of the book, {from}, is after its last, {to}.',
    nextTr: 'Tarihleri düzeltin.',
    nextEn: 'Correct the dates.',
  },
});
