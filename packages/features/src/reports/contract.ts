/** The reports of the office as the outside sees them: which there are, one on the screen, one as a file, and the service that makes files. */
import { TABLE_FORMATS, type TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Language, Words } from '../table-export.ts';

/** Names of the choices that reports take beside client and period. */
export const REPORT_OPTIONS = ['account', 'taxId', 'level'] as const;

const words = z.object({ tr: z.string(), en: z.string() });

export const reportKind = z.object({
  reportId: z.string(),
  title: words,
  /** What it tells, in one sentence. */
  summary: words,
  about: z.enum(['client', 'office']),
  formats: z.array(z.enum(TABLE_FORMATS)),
  options: z.array(
    z.object({
      name: z.enum(REPORT_OPTIONS),
      label: words,
      required: z.boolean(),
      fallback: z.string().nullable(),
    }),
  ),
});
export type ReportKind = z.infer<typeof reportKind>;

const reportDay = isoDate.refine(
  (day) => day >= '1994-01-01' && day < '2200-01-01',
  bothTexts('1994 ile 2199 yılları arasında olmalı', 'must lie in the years 1994 to 2199'),
);

const asked = z.object({
  from: reportDay,
  to: reportDay,
  /** An account with those below it: 120.01.0001. */
  account: z.string().trim().max(80).optional(),
  /** Of a counterparty. */
  taxId: z.string().trim().max(11).optional(),
  level: z.string().trim().max(2).optional(),
});
const fileAsked = asked.extend({ format: z.enum(TABLE_FORMATS).default('pdf') });

/** A cell as text: amounts "1234.56", days "2026-11-23", empty where there is nothing. */
const shownCell = z.string();
/** A part of a report as the screen draws it. */
export const reportPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figures'),
    title: words,
    /** What `prior` is. */
    priorTitle: words,
    figures: z.array(
      z.object({
        label: words,
        /** Amounts in lira; `count` where it counts. */
        amount: amount.nullable(),
        count: z.number().int().nullable(),
        /** The same figure of the period compared with. */
        prior: amount.nullable(),
        note: words.nullable(),
        tone: z.enum(['plain', 'strong', 'warn']),
      }),
    ),
  }),
  z.object({
    kind: z.literal('bars'),
    title: words,
    series: z.array(words),
    /** Amounts in lira or counts, one for each of the series. */
    unit: z.enum(['amount', 'count']),
    bars: z.array(z.object({ label: z.string(), values: z.array(z.string()) })),
  }),
  z.object({ kind: z.literal('text'), title: words.nullable(), paragraphs: z.array(words) }),
  z.object({ kind: z.literal('signatures'), places: z.array(words) }),
  z.object({
    kind: z.literal('table'),
    title: words.nullable(),
    columns: z.array(
      z.object({
        id: z.string(),
        header: z.string(),
        kind: z.enum(['text', 'amount', 'count', 'date', 'moment']),
      }),
    ),
    /** The first rows alone; the file has all of them. */
    rows: z.array(z.array(shownCell)),
    isWhole: z.boolean(),
    totals: z.array(shownCell).nullable(),
  }),
]);
export type ReportPartView = z.infer<typeof reportPart>;

const reportView = z.object({
  reportId: z.string(),
  title: words,
  facts: z.array(words),
  isEmpty: z.boolean(),
  /** In a sentence, for a mail. */
  summary: words,
  parts: z.array(reportPart),
});
export type ReportView = z.infer<typeof reportView>;

const kindParams = z.object({ reportKind: z.string().max(40) });
const clientKindParams = kindParams.extend({ clientId: id });

export const reportsContract = {
  listReportKinds: route({
    method: 'GET',
    path: '/report-kinds',
    permission: 'report:read',
    summary: 'Hazırlanabilen raporlar, biçimleri ve seçenekleriyle',
    response: z.object({ items: z.array(reportKind) }),
  }),
  showClientReport: route({
    method: 'GET',
    path: '/clients/:clientId/report-kinds/:reportKind',
    permission: 'report:read',
    summary: 'Mükellefin bir raporunu rakam, grafik ve tablolarıyla gösterir',
    params: clientKindParams,
    query: asked,
    response: reportView,
  }),
  exportClientReport: route({
    method: 'GET',
    path: '/clients/:clientId/report-kinds/:reportKind/export',
    permission: 'report:read',
    kind: 'file',
    summary: 'Mükellefin bir raporunu PDF, XLSX ya da CSV olarak verir',
    params: clientKindParams,
    query: fileAsked,
  }),
  showOfficeReport: route({
    method: 'GET',
    path: '/office/report-kinds/:reportKind',
    permission: 'report:read',
    summary: 'Ofisin bir raporunu rakam, grafik ve tablolarıyla gösterir',
    params: kindParams,
    query: asked,
    response: reportView,
  }),
  exportOfficeReport: route({
    method: 'GET',
    path: '/office/report-kinds/:reportKind/export',
    permission: 'report:read',
    kind: 'file',
    summary: 'Ofisin bir raporunu PDF, XLSX ya da CSV olarak verir',
    params: kindParams,
    query: fileAsked,
  }),
};

export const { definitions: reportKindErrorDefinitions, errors: reportKindErrors } = defineErrors({
  REPORT_UNKNOWN: {
    status: 404,
    tr: '“{reportId}” adlı bir rapor yok ya da bu yere ait değil.',
    en: 'There is no report "{reportId}", or it is none of this place.',
    nextTr: 'Raporlar sayfasındaki listeden seçin.',
    nextEn: 'Pick one from the list of reports.',
  },
  REPORT_RANGE_BACKWARDS: {
    status: 422,
    tr: 'Raporun ilk günü {from}, son günü {to} gününden sonra.',
    en: 'The first day of the report, {from}, is after its last, {to}.',
    nextTr: 'Tarihleri düzeltin.',
    nextEn: 'Correct the dates.',
  },
  REPORT_OPTION_WRONG: {
    status: 422,
    tr: 'Raporun “{option}” seçeneği verilmedi ya da okunamadı: “{value}”.',
    en: 'The choice "{option}" of the report is missing or cannot be read: "{value}".',
    nextTr: 'Seçeneği örneğine uygun yazın ya da listeden seçin.',
    nextEn: 'Write it as its example shows, or pick it from the list.',
  },
  REPORT_NOT_FOR_YOU: {
    status: 403,
    tr: 'Bu raporu görmeye yetkiniz yok.',
    en: 'You may not see this report.',
    nextTr: 'Ofisin mali müşavirinden isteyin.',
    nextEn: 'Ask the owner of the office.',
  },
});

/** Both ends included; ISO days. */
export interface ReportPeriod {
  readonly from: string;
  readonly to: string;
}

/** What a report is made of; options have the names of `REPORT_OPTIONS`. */
export interface ReportToMake {
  readonly tenantId: string;
  readonly reportId: string;
  /** Null for a report about the whole office. */
  readonly clientId: string | null;
  readonly period: ReportPeriod;
  readonly format: TableFormat;
  readonly language: Language;
  readonly options: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A report that lies in the store of the office. */
export interface MadeReport {
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** There is nothing in it but heads. */
  readonly isEmpty: boolean;
  /** In a sentence, for a mail. */
  readonly summary: Words;
}

/** The reports for whoever sends them. */
export interface ReportsService {
  list(): readonly ReportKind[];
  /** Whether whoever holds these permissions may see it; false where there is none of this name. */
  isFor(reportId: string, permissions: readonly string[]): boolean;
  /**
   * Writes the file into the store under the office, in a snapshot of its own that sees the whole office. Throws REPORT_UNKNOWN,
   * REPORT_RANGE_BACKWARDS, REPORT_OPTION_WRONG, CLIENT_NOT_FOUND, EXPORT_TOO_MANY_ROWS, and EXPORT_LEFT where `signal` aborts.
   */
  make(ask: ReportToMake): Promise<MadeReport>;
}
