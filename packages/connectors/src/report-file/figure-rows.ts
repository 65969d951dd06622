/** The figures, bars and texts of a report as rows of one table, for spreadsheets and programs. */
import type { TableColumn, TableRow } from '../table-file/table-file.ts';
import type { FigureValue, ReportFile, ReportFilePart } from './report-file.ts';
import { AMOUNT, COUNT, ITEM, NOTE, PART, PRIOR } from './report-words.ts';

export const figureColumns = (language: 'tr' | 'en'): readonly TableColumn[] => [
  { header: PART[language], kind: 'text', width: 28 },
  { header: ITEM[language], kind: 'text', width: 40 },
  { header: AMOUNT[language], kind: 'amount', width: 16 },
  { header: PRIOR[language], kind: 'amount', width: 16 },
  { header: COUNT[language], kind: 'count', width: 10 },
  { header: NOTE[language], kind: 'text', width: 50 },
];

const amountOf = (value: FigureValue) => (typeof value === 'bigint' ? value : null);
const countOf = (value: FigureValue) => (typeof value === 'number' ? value : null);

/** Empty for tables and places to sign. */
export function figureRows(part: ReportFilePart): TableRow[] {
  if (part.kind === 'figures')
    return part.figures.map(({ label, value, prior, note }) => [
      part.title,
      label,
      amountOf(value),
      amountOf(prior),
      countOf(value),
      note,
    ]);
  if (part.kind === 'bars')
    return part.bars.flatMap(({ label, values }) =>
      values.map((value, at) => [
        part.title,
        [label, part.series[at] ?? ''].filter((text) => text !== '').join(' · '),
        amountOf(value),
        null,
        countOf(value),
        null,
      ]),
    );
  if (part.kind === 'text')
    return part.paragraphs.map((text) => [part.title ?? '', '', null, null, null, text]);
  return [];
}

export const figureRowsOf = ({ parts }: ReportFile): TableRow[] => parts.flatMap(figureRows);
