/** Finds a report, opens it inside a snapshot, and turns it into what a file writes. */

import type { Readable } from 'node:stream';
import { dayOf } from '@muhasebi/accounting/donem/month.ts';
import type { ReportFile, ReportFilePart } from '@muhasebi/connectors/report-file/report-file.ts';
import { writeReport } from '@muhasebi/connectors/report-file/write-report.ts';
import { momentText } from '@muhasebi/connectors/table-file/cell-text.ts';
import type { TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
import { writeTable } from '@muhasebi/connectors/table-file/write-table.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findHeading } from '../office-heading.queries.ts';
import { factsOf, fileName, type Language } from '../table-export.ts';
import { type ReportPeriod, reportKindErrors } from './contract.ts';
import { type Figure, PERIOD_BEFORE, type Report, type ReportContent, type ReportPart } from './report.ts';
import type { ReportsContext } from './reports-context.ts';

export interface AskedReport {
  readonly tenantId: string;
  readonly reportId: string;
  /** Null for a report about the whole office. */
  readonly clientId: string | null;
  readonly period: ReportPeriod;
  readonly options: Readonly<Record<string, string>>;
}

/** Throws REPORT_UNKNOWN where it is none of this place, REPORT_RANGE_BACKWARDS. */
export function findReport({ reports }: ReportsContext, { reportId, clientId, period }: AskedReport): Report {
  const report = reports.find((each) => each.reportId === reportId);
  if (report === undefined || (report.about === 'client') !== (clientId !== null))
    throw reportKindErrors.REPORT_UNKNOWN({ reportId });
  if (period.to < period.from) throw reportKindErrors.REPORT_RANGE_BACKWARDS({ ...period });
  return report;
}

/** Throws what the report's `open` throws. */
export function openContent(
  { clock }: ReportsContext,
  trx: Trx,
  report: Report,
  asked: AskedReport,
  format: TableFormat | null,
): Promise<ReportContent> {
  const { tenantId, clientId, period, options } = asked;
  const today = dayOf(clock.now());
  return report.open(trx, { tenantId, clientId: clientId ?? '', period, options, format, today });
}

export interface WrittenReport {
  readonly fileName: string;
  readonly content: ReportContent;
  /** To be read inside the transaction. */
  readonly bytes: Readable;
}

/** Throws what `findReport` and the report throw, CLIENT_NOT_FOUND, EXPORT_TOO_MANY_ROWS. */
export async function writeAsked(
  context: ReportsContext,
  trx: Trx,
  asked: AskedReport,
  { format, language }: { readonly format: TableFormat; readonly language: Language },
): Promise<WrittenReport> {
  const { tenantId, clientId } = asked;
  const report = findReport(context, asked);
  if (!report.formats.includes(format))
    throw reportKindErrors.REPORT_OPTION_WRONG({ option: 'format', value: format });
  const heading = await findHeading(trx, tenantId, clientId);
  if (clientId !== null && heading.client === null) throw clientErrors.CLIENT_NOT_FOUND();
  const content = await openContent(context, trx, report, asked, format);
  const now = context.clock.now().toISOString();
  const title = (content.title ?? report.title)[language];
  const isPaper = format === 'pdf';
  const words = content.facts.map((fact) => fact[language]).filter((fact) => fact !== '');
  const file: ReportFile = {
    letterhead: isPaper ? await context.letterhead.officeLetterhead(trx, tenantId) : null,
    title,
    facts: factsOf(heading, words, momentText(now), isPaper),
    language,
    parts: content.parts.map((part) => filePart(part, language, format)),
  };
  return {
    fileName: fileName(title, heading.client?.title ?? heading.office, now, format),
    content,
    bytes: await write(file, format),
  };
}

/** A report that is one table looks as the list that it is. */
function write(file: ReportFile, format: TableFormat): Promise<Readable> {
  const [first, ...others] = file.parts;
  if (first?.kind === 'table' && others.length === 0) return writeTable({ ...file, ...first.table }, format);
  return writeReport(file, format);
}

function filePart(part: ReportPart, language: Language, format: TableFormat): ReportFilePart {
  switch (part.kind) {
    case 'figures':
      return {
        kind: 'figures',
        title: part.title[language],
        priorTitle: (part.priorTitle ?? PERIOD_BEFORE)[language],
        figures: part.figures.map((each) => fileFigure(each, language)),
      };
    case 'bars':
      return { ...part, title: part.title[language], series: part.series.map((each) => each[language]) };
    case 'text':
      return {
        kind: 'text',
        title: part.title?.[language] ?? null,
        paragraphs: part.paragraphs.map((each) => each[language]),
      };
    case 'signatures':
      return { kind: 'signatures', places: part.places.map((each) => each[language]) };
    case 'table':
      return {
        kind: 'table',
        title: part.title?.[language] ?? null,
        table: part.cells({ language, format }),
      };
  }
}

function fileFigure({ label, amountKurus, count, priorKurus, note, tone }: Figure, language: Language) {
  return {
    label: label[language],
    value: amountKurus ?? count ?? null,
    prior: priorKurus ?? null,
    note: note?.[language] ?? '',
    tone: tone ?? ('plain' as const),
  };
}
