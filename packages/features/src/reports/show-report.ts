/** A report as the screen draws it: its figures, bars and texts, and the first rows of its tables. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Cell } from '@muhasebi/connectors/table-file/table-file.ts';
import { endReading } from '@muhasebi/platform/db/read-in-groups.ts';
import type { Trx } from '../feature.ts';
import type { Language } from '../table-export.ts';
import type { ReportPartView, ReportView } from './contract.ts';
import { type AskedReport, findReport, openContent } from './open-report.ts';
import { type Figure, PERIOD_BEFORE, type ReportPart, type TablePart } from './report.ts';
import type { ReportsContext } from './reports-context.ts';

/** Rows of a table on the screen; who wants all of them takes the file or the page of the list. */
const MOST_ROWS = 200;

/** Throws what `findReport` and the report throw. */
export async function showReport(
  context: ReportsContext,
  trx: Trx,
  asked: AskedReport,
  language: Language,
): Promise<ReportView> {
  const report = findReport(context, asked);
  const content = await openContent(context, trx, report, asked, null);
  const parts: ReportPartView[] = [];
  for (const part of content.parts) {
    parts.push(await presentPart(part, language));
    // What a table did not show is not read, and the next one may begin.
    if (part.kind === 'table') await endReading(trx);
  }
  return {
    reportId: report.reportId,
    title: content.title ?? report.title,
    facts: content.facts.filter((fact) => fact.tr !== ''),
    isEmpty: content.isEmpty,
    summary: content.summary,
    parts,
  };
}

async function presentPart(part: ReportPart, language: Language): Promise<ReportPartView> {
  switch (part.kind) {
    case 'figures':
      return {
        kind: 'figures',
        title: part.title,
        priorTitle: part.priorTitle ?? PERIOD_BEFORE,
        figures: part.figures.map(presentFigure),
      };
    case 'bars':
      return {
        kind: 'bars',
        title: part.title,
        series: [...part.series],
        unit: part.bars.some((bar) => bar.values.some((value) => typeof value === 'bigint'))
          ? 'amount'
          : 'count',
        bars: part.bars.map(({ label, values }) => ({ label, values: values.map(textOf) })),
      };
    case 'text':
      return { kind: 'text', title: part.title, paragraphs: [...part.paragraphs] };
    case 'signatures':
      return { kind: 'signatures', places: [...part.places] };
    case 'table':
      return presentTable(part, language);
  }
}

const presentFigure = ({ label, amountKurus, count, priorKurus, note, tone }: Figure) => ({
  label,
  amount: amountKurus === undefined ? null : kurusToDecimal(amountKurus),
  count: count ?? null,
  prior: priorKurus === undefined ? null : kurusToDecimal(priorKurus),
  note: note ?? null,
  tone: tone ?? ('plain' as const),
});

const textOf = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'bigint' ? kurusToDecimal(cell) : String(cell);

/** Reading stops when the first rows are there; sums of rows that were not read are left out. */
async function presentTable(part: TablePart, language: Language): Promise<ReportPartView> {
  // The form of a program: what paper leaves out is there, and most rows are taken.
  const { columns, rows, totals } = part.cells({ language, format: 'csv' });
  const shown: string[][] = [];
  let isWhole = true;
  reading: for await (const group of rows) {
    for (const row of group) {
      if (shown.length === MOST_ROWS) {
        isWhole = false;
        break reading;
      }
      shown.push(row.map(textOf));
    }
  }
  return {
    kind: 'table',
    title: part.title,
    columns: columns.map(({ header, kind }, at) => ({ id: part.columnIds[at] ?? String(at), header, kind })),
    rows: shown,
    isWhole,
    totals: isWhole ? (totals()?.map(textOf) ?? null) : null,
  };
}
