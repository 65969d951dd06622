/** Listens to the XML of a worksheet and gathers its rows of typed cells. */
import type { SAXParser } from 'sax';
import type { MergedColumns } from './merged-cells.ts';
import type { ReadCell, ReadRow, TableLimits } from './read-cell.ts';
import { TableFault } from './table-fault.ts';
import { unescaped, type XlsxBook } from './xlsx-book.ts';
import { localName } from './xlsx-package.ts';
import { dayOfSerial, decimalText, placeOf } from './xlsx-values.ts';

/** A cell while its XML is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  isFormula: boolean;
  /** Null where the file holds no value. */
  value: string | null;
}

const MOST_ROWS_OF_EXCEL = 1_048_576;

export class SheetRows {
  readonly #book: XlsxBook;
  readonly #merged: MergedColumns;
  readonly #limits: TableLimits;
  #done: ReadRow[] = [];
  #taken = 0;
  #rowNo = 0;
  #cells: (ReadCell | null)[] = [];
  #isRow = false;
  #cell: OpenCell | null = null;
  #nextColumn = 0;
  #isValue = false;
  #isSound = false;

  constructor(book: XlsxBook, merged: MergedColumns, limits: TableLimits) {
    this.#book = book;
    this.#merged = merged;
    this.#limits = limits;
  }

  /** Rows gathered since it was asked last. */
  take(): ReadRow[] {
    const rows = this.#done;
    this.#done = [];
    return rows;
  }

  readonly listen = (parser: SAXParser): void => {
    parser.onopentag = ({ name, attributes }) => this.#open(localName(name), attributes);
    parser.onclosetag = (name) => this.#close(localName(name));
    parser.ontext = parser.oncdata = (text) => this.#hear(text);
  };

  #open(name: string, attributes: Readonly<Record<string, unknown>>): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'row') this.#openRow(attributes.r);
    else if (this.#cell === null) return;
    else if (name === 'v' || name === 't') {
      this.#isValue = !this.#isSound;
      this.#cell.value ??= '';
    } else if (name === 'f') this.#cell.isFormula = true;
    else if (name === 'rPh') this.#isSound = true;
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'rPh') this.#isSound = false;
  }

  #hear(text: string): void {
    if (!this.#isValue || this.#cell === null) return;
    this.#cell.value = (this.#cell.value ?? '') + text;
    const { maxCellLength } = this.#limits;
    if (this.#cell.value.length > maxCellLength)
      throw new TableFault('table.too-complex', {
        what: `satır / row ${this.#rowNo}`,
        limit: String(maxCellLength),
      });
  }

  #openRow(reference: unknown): void {
    const rowNo = reference === undefined ? this.#rowNo + 1 : Number(reference);
    if (!Number.isInteger(rowNo) || rowNo <= this.#rowNo || rowNo > MOST_ROWS_OF_EXCEL)
      throw new TableFault('table.broken');
    this.#rowNo = rowNo;
    this.#cells = [];
    this.#nextColumn = 0;
    this.#isRow = true;
  }

  #openCell({ r, t, s }: Readonly<Record<string, unknown>>): void {
    if (!this.#isRow) throw new TableFault('table.broken');
    const column = r === undefined ? this.#nextColumn : placeOf(String(r))?.column;
    if (column === undefined || column < this.#nextColumn) throw new TableFault('table.broken');
    this.#nextColumn = column + 1;
    this.#cell = { column, type: String(t ?? 'n'), style: Number(s ?? 0), isFormula: false, value: null };
  }

  #closeCell(): void {
    const open = this.#cell;
    this.#cell = null;
    this.#isValue = false;
    if (open === null) return;
    const cell = this.#typed(open);
    if (cell === null) return;
    const { maxColumns } = this.#limits;
    if (open.column >= maxColumns)
      throw new TableFault('table.too-many-columns', {
        row: String(this.#rowNo),
        limit: String(maxColumns),
      });
    while (this.#cells.length < open.column) this.#cells.push(null);
    this.#cells.push(cell);
  }

  #closeRow(): void {
    this.#isRow = false;
    const merged = this.#merged.of(this.#rowNo);
    if (this.#cells.length === 0 && merged.length === 0) return;
    this.#taken += 1;
    const { maxRows } = this.#limits;
    if (this.#taken > maxRows) throw new TableFault('table.too-many-rows', { limit: String(maxRows) });
    this.#done.push({ rowNo: this.#rowNo, cells: this.#cells, merged });
  }

  #typed({ type, style, isFormula, value }: OpenCell): ReadCell | null {
    if (value === null || value === '') {
      // A formula that gave an empty text says so by its type.
      return isFormula && type !== 'str' ? { kind: 'error', text: '', isFormula } : null;
    }
    if (type === 's') {
      const text = this.#book.sharedTexts[Number(value)];
      if (text === undefined) throw new TableFault('table.broken');
      return text === '' ? null : { kind: 'text', text, isFormula };
    }
    if (type === 'b') return { kind: 'boolean', text: String(/^(1|true)$/.test(value)), isFormula };
    if (type === 'e') return { kind: 'error', text: value, isFormula };
    if (type === 'd' && /^\d{4}-\d\d-\d\d/.test(value))
      return { kind: 'date', text: value.slice(0, 10), isFormula };
    if (type !== 'n') return { kind: 'text', text: unescaped(value), isFormula };
    return this.#number(value, style, isFormula);
  }

  #number(value: string, style: number, isFormula: boolean): ReadCell {
    const number = decimalText(value);
    if (number === null) return { kind: 'text', text: value, isFormula };
    const day = this.#book.isDayStyle[style] === true ? dayOfSerial(number, this.#book.counts1904) : null;
    return day === null
      ? { kind: 'number', text: number, isFormula }
      : { kind: 'date', text: day, isFormula };
  }
}
