/** What a report is: what it is asked, and the figures, bars, texts and tables that it is made of. */
import type { TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
import type { Trx } from '../feature.ts';
import {
  cellsOfList,
  type Language,
  type ListCells,
  type ListToExport,
  refuseTooMany,
  type Words,
} from '../table-export.ts';
import type { ReportKind, ReportPeriod } from './contract.ts';

/** One figure: an amount in kuruş or a count, beside the one of the period before where it has one. */
export interface Figure {
  readonly label: Words;
  readonly amountKurus?: bigint;
  readonly count?: number;
  readonly priorKurus?: bigint;
  readonly note?: Words;
  /** strong: a result of those above it; warn: something that cannot stay so. */
  readonly tone?: 'plain' | 'strong' | 'warn';
}

export interface FiguresPart {
  readonly kind: 'figures';
  readonly title: Words;
  /** What the second amount of a figure is; the period before unless given. */
  readonly priorTitle?: Words;
  readonly figures: readonly Figure[];
}

/** Bars in groups: one for each of the series. Kuruş as bigint, or counts. */
export interface BarsPart {
  readonly kind: 'bars';
  readonly title: Words;
  readonly series: readonly Words[];
  readonly bars: readonly { readonly label: string; readonly values: readonly (bigint | number)[] }[];
}

export interface TextPart {
  readonly kind: 'text';
  readonly title: Words | null;
  readonly paragraphs: readonly Words[];
}

/** Places to sign at, beside each other; each says who. */
export interface SignaturesPart {
  readonly kind: 'signatures';
  readonly places: readonly Words[];
}

/** A table whose rows nobody else has to know the shape of. */
export interface TablePart {
  readonly kind: 'table';
  readonly title: Words | null;
  readonly columnIds: readonly string[];
  /** Known before they are read; null where they come as they come. */
  readonly rowCount: number | null;
  /** Reads the rows once. Throws EXPORT_TOO_MANY_ROWS. */
  cells(form: { readonly language: Language; readonly format: TableFormat }): ListCells;
}

export type ReportPart = FiguresPart | BarsPart | TextPart | SignaturesPart | TablePart;

/** What stands in a report; its tables are read inside the snapshot that opened it. */
export interface ReportContent {
  /** What paper and file are called; the report's own title unless given. */
  readonly title?: Words;
  /** Below the title, after whose report it is: period, account, method. */
  readonly facts: readonly Words[];
  readonly parts: readonly ReportPart[];
  readonly isEmpty: boolean;
  /** In a sentence, for a mail. */
  readonly summary: Words;
}

/** What is asked of a report. */
export interface ReportAsk {
  readonly tenantId: string;
  /** The client's id; empty for a report about the whole office. */
  readonly clientId: string;
  readonly period: ReportPeriod;
  readonly options: Readonly<Record<string, string>>;
  /** Null for the screen. */
  readonly format: TableFormat | null;
  /** The day on which it is made, by the clock of Türkiye. */
  readonly today: string;
}

export interface Report extends ReportKind {
  /** Who may see it on a page; all who read reports unless given. */
  readonly permission?: string;
  /** Throws CLIENT_NOT_FOUND for a company out of sight, REPORT_OPTION_WRONG. */
  open(trx: Trx, ask: ReportAsk): Promise<ReportContent>;
}

type List<Row> = Omit<ListToExport<Row>, 'title' | 'clientId' | 'facts'>;

/** A list as a part of a report. */
export function tablePart<Row>(
  title: Words | null,
  list: List<Row>,
  rowCount: number | null = null,
): TablePart {
  return {
    kind: 'table',
    title,
    columnIds: list.columns.map(({ id }) => id),
    rowCount: list.book?.rowCount ?? rowCount,
    cells: (form) => {
      refuseTooMany(list, form);
      return cellsOfList(list, form);
    },
  };
}

export const PERIOD_BEFORE: Words = { tr: 'Önceki dönem', en: 'Period before' };
export const ALL_FORMATS: TableFormat[] = ['pdf', 'xlsx', 'csv'];

/** The same text in both languages: a name, a number. */
export const same = (text: string): Words => ({ tr: text, en: text });
