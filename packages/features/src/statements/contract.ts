/** Financial statements of a client, its counterparties' accounts, and the mizan figures of all clients. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';
import { bookDay } from './book-day.ts';
import { cariViews } from './cari-contract.ts';
import { officeMizanViews } from './office-mizan-contract.ts';

const clientParams = z.object({ clientId: id });

const words = { text: z.string(), textEn: z.string() };

const statementRow = z.object({
  id: z.string(),
  kind: z.enum(['side', 'class', 'group', 'account', 'added', 'result']),
  mark: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** Beginnings of the codes whose accounts make up the row; empty where it is worked out of others. */
  codes: z.array(z.string()),
  /** The period, then the one it is compared with; what lowers its section is negative. */
  amounts: z.array(amount),
});
export type StatementRowView = z.infer<typeof statementRow>;

/** An account whose amount is not the one of the mizan; debit less credit. */
const difference = z.object({
  code: z.string(),
  name: z.string(),
  mizan: amount,
  statement: amount,
});
const note = z.object({ code: z.string(), ...words });

const bilancoQuery = z.object({
  to: bookDay,
  /** The day compared with; the last day of the fiscal year before unless given. */
  prior: bookDay.optional(),
});
const gelirTablosuQuery = z.object({
  /** The first day of the fiscal year of `to` unless given. */
  from: bookDay.optional(),
  to: bookDay,
  /** The range compared with; the same one a year earlier unless both are given. */
  priorFrom: bookDay.optional(),
  priorTo: bookDay.optional(),
});
/** Rows without any amount are left out of a file unless asked for. */
const fileQuery = { all: z.stringbool().default(false), ...exportQuery.shape };

export const statementsContract = {
  ...cariViews,
  ...officeMizanViews,
  getBilanco: route({
    method: 'GET',
    path: '/clients/:clientId/bilanco',
    permission: 'report:read',
    summary: 'Bilanço: MSUGT düzeninde, önceki dönemle, mizana eşitliği denetlenmiş',
    params: clientParams,
    query: bilancoQuery,
    response: z.object({
      /** The days of the columns. */
      days: z.array(isoDate),
      /** The first days of their fiscal years. */
      yearStarts: z.array(isoDate),
      rows: z.array(statementRow),
      aktif: z.array(amount),
      pasif: z.array(amount),
      notes: z.array(note),
      /** Both columns: sides are equal, every account stands there as in the mizan, the result is the income statement's. */
      equal: z.boolean(),
      differences: z.array(difference.extend({ day: isoDate })),
    }),
  }),
  exportBilanco: route({
    method: 'GET',
    path: '/clients/:clientId/bilanco/export',
    permission: 'report:read',
    summary: 'Bilançoyu XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...bilancoQuery.shape, ...fileQuery }),
  }),
  getGelirTablosu: route({
    method: 'GET',
    path: '/clients/:clientId/gelir-tablosu',
    permission: 'report:read',
    summary: 'Gelir tablosu: MSUGT düzeninde, önceki dönemle, yansıtılmamış giderler ayrı satırda',
    params: clientParams,
    query: gelirTablosuQuery,
    response: z.object({
      ranges: z.array(z.object({ from: isoDate, to: isoDate })),
      rows: z.array(statementRow),
      netResult: z.array(amount),
      notes: z.array(note),
      equal: z.boolean(),
      differences: z.array(difference.extend({ day: isoDate })),
    }),
  }),
  exportGelirTablosu: route({
    method: 'GET',
    path: '/clients/:clientId/gelir-tablosu/export',
    permission: 'report:read',
    summary: 'Gelir tablosunu XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: z.object({ ...gelirTablosuQuery.shape, ...fileQuery }),
  }),
  listStatementAccounts: route({
    method: 'GET',
    path: '/clients/:clientId/statement-accounts',
    permission: 'report:read',
    summary: 'Bilanço ya da gelir tablosundaki bir satırı oluşturan alt hesapları gösterir',
    params: clientParams,
    query: z.object({
      /** Beginnings of codes, joined by commas: "12", "100,102". */
      codes: z
        .string()
        .max(200)
        .regex(/^\d{1,3}(,\d{1,3})*$/),
      /** Movements from this day on; balances up to `to` where it is not given. */
      from: bookDay.optional(),
      to: bookDay,
    }),
    response: z.object({
      items: z.array(z.object({ code: z.string(), name: z.string(), net: amount })),
    }),
  }),
};

export const { definitions: statementErrorDefinitions, errors: statementErrors } = defineErrors({
  STATEMENT_RANGE_BACKWARDS: {
    status: 422,
    tr: 'Tablonun ilk günü {from}, son günü {to} gününden sonra.',
    en: 'The first day of the statement, {from}, is after its last, {to}.',
    nextTr: 'Tarihleri düzeltin.',
    nextEn: 'Correct the dates.',
  },
  EKSTRE_WHOSE: {
    status: 422,
    tr: 'Ekstre için ya bir hesap ya da bir karşı taraf (VKN, TCKN) seçilmeli.',
    en: 'A statement needs either an account or a counterparty (tax number).',
    nextTr: 'İkisinden birini seçin.',
    nextEn: 'Choose one of the two.',
  },
});
