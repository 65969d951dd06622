/** A report on its way into a file: figures, bars, texts and tables, one below the other. */
import type { FileLetterhead, TableFile } from '../table-file/table-file.ts';

/** Kuruş as bigint, counts as numbers. */
export type FigureValue = bigint | number | null;

export interface FileFigure {
  readonly label: string;
  readonly value: FigureValue;
  /** The same figure of the period compared with; null where there is none. */
  readonly prior: FigureValue;
  readonly note: string;
  /** strong: a result of those above it; warn: something that cannot stay so. */
  readonly tone: 'plain' | 'strong' | 'warn';
}

export type FileTable = Pick<TableFile, 'columns' | 'rows' | 'totals' | 'book'>;

export type ReportFilePart =
  | {
      readonly kind: 'figures';
      readonly title: string;
      /** Above the second amounts. */
      readonly priorTitle: string;
      readonly figures: readonly FileFigure[];
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly series: readonly string[];
      /** One value for each of the series. */
      readonly bars: readonly { readonly label: string; readonly values: readonly (bigint | number)[] }[];
    }
  | { readonly kind: 'text'; readonly title: string | null; readonly paragraphs: readonly string[] }
  | { readonly kind: 'signatures'; readonly places: readonly string[] }
  | { readonly kind: 'table'; readonly title: string | null; readonly table: FileTable };

export interface ReportFile {
  /** On the first page of a PDF; the other formats have none. */
  readonly letterhead: FileLetterhead | null;
  readonly title: string;
  /** Lines below the title. */
  readonly facts: readonly string[];
  readonly language: 'tr' | 'en';
  /** Tables are read in their order, each once and not before the one in front of it is written. */
  readonly parts: readonly ReportFilePart[];
}
