/** Reads the rows of a table by the plan, from the top down: what their cells mean, and what is wrong with them. Pure. */

import { type DecimalMark, decimalMarkOf } from '@muhasebi/accounting/money/amount-text.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { ReadCell, ReadRow } from '@muhasebi/connectors/table-file/read-cell.ts';
import { type Note, note, told } from './notes.ts';
import { type ImportPlan, type Target, VOUCHER_TYPES, type VoucherType } from './plan.ts';
import { type LineFx, type Place, readAccountCode, readDay, readForeign, readSides } from './read-cells.ts';
import type { TableHead } from './suggest-plan.ts';

/** A row as the line that it is taken for; what could not be read is null or zero and has its note. */
export interface ReadLine {
  readonly rowNo: number;
  readonly cells: readonly string[];
  /** A total or a header again: no line of a voucher. */
  readonly isPassedOver: boolean;
  readonly key: string | null;
  /** ISO day. */
  readonly date: string | null;
  readonly type: VoucherType | null;
  readonly accountCode: string | null;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly description: string;
  readonly voucherDescription: string;
  readonly fx: LineFx | null;
  readonly notes: Note[];
}

export const MOST_DESCRIPTION = 250;
const TOTALS = /^(ara|genel|sayfa|nakli|fis|donem)?\s*(toplam|yekun|total|devreden|devir)\b/;
const TYPE_WORDS: Readonly<Record<string, VoucherType>> = {
  acilis: 'acilis',
  'acilis fisi': 'acilis',
  a: 'acilis',
  tahsil: 'tahsil',
  tahsilat: 'tahsil',
  'tahsil fisi': 'tahsil',
  t: 'tahsil',
  tediye: 'tediye',
  'tediye fisi': 'tediye',
  odeme: 'tediye',
  mahsup: 'mahsup',
  'mahsup fisi': 'mahsup',
  m: 'mahsup',
  kapanis: 'kapanis',
  'kapanis fisi': 'kapanis',
  k: 'kapanis',
};

/** What the rows below take over from. */
interface Above {
  readonly key: string | null;
  readonly date: string | null;
  readonly type: VoucherType | null;
  readonly voucherDescription: string;
}
const NOTHING_ABOVE: Above = { key: null, date: null, type: null, voucherDescription: '' };

export class LineReader {
  readonly #plan: ImportPlan;
  readonly #headers: readonly string[];
  readonly #mark: DecimalMark | null;
  #above = NOTHING_ABOVE;

  /** The first rows tell which mark stands before the decimals, where any of them does. */
  constructor(plan: ImportPlan, { headers, samples }: Pick<TableHead, 'headers' | 'samples'>) {
    this.#plan = plan;
    this.#headers = headers;
    const { debit = -1, credit = -1, amount = -1 } = plan.columns;
    this.#mark = decimalMarkOf(
      samples.flatMap((cells) => [debit, credit, amount].map((at) => cells[at] ?? '')),
    );
  }

  read(row: ReadRow): ReadLine {
    const cells = row.cells.map((cell) => cell?.text ?? '');
    if (this.#isPassedOver(cells)) return passedOver(row.rowNo, cells);
    const mark = this.#mark;
    const notes: Note[] = [];
    const at = (target: Target): Place => {
      const column = this.#plan.columns[target] ?? -1;
      return { column, cell: this.#sound(row.cells[column] ?? null, column, notes) };
    };
    const account = readAccountCode(at('accountCode'), row.merged, notes);
    const head = this.#head(row, at, notes);
    const sides = readSides(
      { debit: at('debit'), credit: at('credit'), amount: at('amount'), side: at('side'), mark },
      row.merged,
      notes,
    );
    const fx = readForeign(
      { currency: at('currency'), amount: at('fxAmount'), rate: at('fxRate'), mark },
      sides,
      notes,
    );
    const words = [textOf(at('description').cell), textOf(at('documentNo').cell)].filter(
      (text) => text !== '',
    );
    return {
      rowNo: row.rowNo,
      cells,
      isPassedOver: false,
      ...head,
      accountCode: account,
      ...sides,
      description: cutTo(words.join(' · '), notes),
      fx,
      notes,
    };
  }

  /** An error value or a formula without a value is told, and the cell is then as if empty. */
  #sound(cell: ReadCell | null, column: number, notes: Note[]): ReadCell | null {
    if (cell === null || column < 0) return null;
    if (cell.kind === 'error') {
      notes.push(
        cell.text === ''
          ? note('formula-empty', column)
          : note('error-value', column, { text: told(cell.text) }),
      );
      return null;
    }
    if (cell.isFormula) notes.push(note('formula', column, { text: told(cell.text) }));
    return cell.text.trim() === '' ? null : cell;
  }

  /** Number, day, type and words of the voucher; what is empty is taken from above where the plan or a merged block says so. */
  #head(row: ReadRow, at: (target: Target) => Place, notes: Note[]): Above {
    const { columns, grouping } = this.#plan;
    const above = this.#above;
    const fills = (column: number | undefined, isBelowSame: boolean): boolean => {
      if (column === undefined) return false;
      if (row.merged.includes(column)) {
        notes.push(note('merged-filled', column));
        return true;
      }
      return this.#plan.fillDown && isBelowSame;
    };
    const keyCell = at('key');
    const ownKey = textOf(keyCell.cell);
    const key = ownKey !== '' ? ownKey : fills(columns.key, true) ? above.key : null;
    if (key === null && columns.key !== undefined && grouping === 'key')
      notes.push(note('key-missing', columns.key));
    const isSame = columns.key === undefined || key === above.key;
    const dateCell = at('date');
    const date =
      dateCell.cell === null && fills(columns.date, isSame) && above.date !== null
        ? above.date
        : readDay(dateCell, notes);
    const typeCell = at('type');
    const type =
      typeCell.cell === null ? (fills(columns.type, isSame) ? above.type : null) : readType(typeCell, notes);
    const ownWords = textOf(at('voucherDescription').cell);
    const voucherDescription =
      ownWords !== ''
        ? cutTo(ownWords, notes)
        : fills(columns.voucherDescription, isSame)
          ? above.voucherDescription
          : '';
    this.#above = { key, date, type, voucherDescription };
    return this.#above;
  }

  #isPassedOver(cells: readonly string[]): boolean {
    const { accountCode, date } = this.#plan.columns;
    const account = cells[accountCode ?? -1]?.trim() ?? '';
    if (account === '') return TOTALS.test(searchKey(cells.find((cell) => cell.trim() !== '') ?? ''));
    // Printed lists repeat their header on each page.
    return (
      account === this.#headers[accountCode ?? -1] && (cells[date ?? -1] ?? '') === this.#headers[date ?? -1]
    );
  }
}

function passedOver(rowNo: number, cells: readonly string[]): ReadLine {
  return {
    rowNo,
    cells,
    isPassedOver: true,
    ...NOTHING_ABOVE,
    accountCode: null,
    debitKurus: 0n,
    creditKurus: 0n,
    description: '',
    fx: null,
    notes: [note('passed-over')],
  };
}

const textOf = (cell: ReadCell | null): string => cell?.text.trim().replaceAll(/\s+/g, ' ') ?? '';

function cutTo(text: string, notes: Note[]): string {
  if (text.length <= MOST_DESCRIPTION) return text.toWellFormed();
  notes.push(note('text-cut'));
  return text.slice(0, MOST_DESCRIPTION).toWellFormed();
}

function readType({ cell, column }: Place, notes: Note[]): VoucherType | null {
  const word = searchKey(cell?.text ?? '')
    .replaceAll(/[^a-z ]/g, '')
    .trim();
  const known = TYPE_WORDS[word] ?? VOUCHER_TYPES.find((type) => type === word) ?? null;
  if (known === null) notes.push(note('type-unknown', column, { text: told(cell?.text ?? '') }));
  return known;
}
