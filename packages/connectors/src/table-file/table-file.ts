/** A table on its way into a file: its columns, its rows as they come, and the words around them. */

/**
 * What a column holds: text; an amount as bigint in hundredths (kuruş); a whole number; a day as ISO text ("2026-11-23");
 * a moment as ISO text, shown on Türkiye's clock.
 */
export type ColumnKind = 'text' | 'amount' | 'count' | 'date' | 'moment';

export interface TableColumn {
  readonly header: string;
  readonly kind: ColumnKind;
  /** How many characters it usually needs; texts may take more lines on paper. */
  readonly width: number;
  /** What of a book's amounts is carried from page to page: their sum, or the last one (a running balance). */
  readonly carried?: 'sum' | 'last';
  /** Its total is what its rows come to, and nothing else. */
  readonly isSum?: boolean;
}

/** Null and empty text are an empty cell. */
export type Cell = string | number | bigint | null;
export type TableRow = readonly Cell[];

/** Whose paper it is. */
export interface FileLetterhead {
  readonly name: string;
  readonly lines: readonly string[];
  /** The line of the stamp. */
  readonly signer: string | null;
  /** PNG, its size in pixels. */
  readonly logo: { readonly png: Uint8Array; readonly width: number; readonly height: number } | null;
}

export interface TableFile {
  /** On the first page of a PDF; the other formats have none. */
  readonly letterhead: FileLetterhead | null;
  readonly title: string;
  /** Lines below the title: whose table it is, which period, which filters. */
  readonly facts: readonly string[];
  readonly columns: readonly TableColumn[];
  /** Rows in groups, in their order; read once. */
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** Asked for after the last row; null where nothing is added up. */
  readonly totals: () => TableRow | null;
  /** A book: amounts so far stand at the foot of each page and the head of the next (nakli yekûn). */
  readonly book?: {
    /** Whether a part with sums of its own begins with this row. */
    readonly begins: (row: TableRow) => boolean;
  };
  /** Of the few words that the file itself says. */
  readonly language: 'tr' | 'en';
}

export const TABLE_FORMATS = ['xlsx', 'csv', 'pdf'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
};
