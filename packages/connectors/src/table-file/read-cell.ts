/** What a table gives back when it is read: rows of typed cells, and the bounds within which it is read. */

/**
 * `error`: an error value of the spreadsheet ("#DIV/0!"), or with empty text a formula whose value the file does not hold.
 * A CSV has texts only.
 */
export type ReadCellKind = 'text' | 'number' | 'date' | 'boolean' | 'error';

export interface ReadCell {
  readonly kind: ReadCellKind;
  /** text: as it stands · number: exact decimal ("1234.56", fifteen digits at most) · date: ISO day · boolean: "true", "false". */
  readonly text: string;
  /** The text is the value of a formula as the program that saved the file had worked it out. */
  readonly isFormula: boolean;
}

export interface ReadRow {
  /** As a spreadsheet counts: the first row is 1, empty rows count. */
  readonly rowNo: number;
  /** By column from 0; null is an empty cell, cells behind the last filled one are left out. */
  readonly cells: readonly (ReadCell | null)[];
  /** Columns of this row that lie in a merged block; only the first cell of a block holds its value. */
  readonly merged: readonly number[];
}

export interface TableLimits {
  readonly maxFileBytes: number;
  /** Of any one part of an XLSX, unpacked. */
  readonly maxPartBytes: number;
  /** Rows with anything in them. */
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Characters of one cell. */
  readonly maxCellLength: number;
  /** Characters of all texts that an XLSX keeps once for all its cells. */
  readonly maxTextLength: number;
  readonly maxMergedBlocks: number;
}

export const DEFAULT_TABLE_LIMITS: TableLimits = {
  maxFileBytes: 50 * 1024 * 1024,
  maxPartBytes: 256 * 1024 * 1024,
  maxRows: 200_000,
  maxColumns: 200,
  maxCellLength: 32_767,
  maxTextLength: 64 * 1024 * 1024,
  maxMergedBlocks: 100_000,
};
