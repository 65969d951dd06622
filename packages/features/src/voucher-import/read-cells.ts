/** Reads single cells of an imported voucher line: account, day, the two sides, foreign money. Pure; what is wrong becomes a note. */
import { isIsoDate } from '@muhasebi/accounting/fatura/iso-date.ts';
import { isAccountCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { type DecimalMark, readAmountText } from '@muhasebi/accounting/money/amount-text.ts';
import {
  type Decimal,
  formatDecimal,
  parseDecimal,
  roundHalfUp,
} from '@muhasebi/accounting/money/decimal.ts';
import { kurusFromAmount } from '@muhasebi/accounting/money/kurus.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { ReadCell } from '@muhasebi/connectors/table-file/read-cell.ts';
import { type Note, type NoteCode, note, told } from './notes.ts';

/** A cell with its place. */
export interface Place {
  readonly cell: ReadCell | null;
  readonly column: number;
}

/** Foreign money of a line: amount and rate as decimal texts. */
export interface LineFx {
  readonly currency: string;
  readonly amount: string;
  readonly rate: string;
}

/** Ten trillion lira less a kuruş: the largest amount of one line (as the ledger has it). */
const MOST_KURUS = 999_999_999_999_999n;
/** Whole digits of a foreign amount or rate that the books hold. */
const MOST_FOREIGN = 10n ** 15n;
const FX_PLACES = 8;

/** "120 01 0001", "120-01-0001" and "120/01/0001" are meant as "120.01.0001". */
export function readAccountCode(
  { cell, column }: Place,
  merged: readonly number[],
  notes: Note[],
): string | null {
  if (cell === null) {
    notes.push(note(merged.includes(column) ? 'merged' : 'account-missing', column));
    return null;
  }
  const text = cell.text.trim();
  // 120.10 that was typed as a number has become 120.1.
  if (cell.kind === 'number' && text.includes('.')) {
    notes.push(note('account-is-number', column, { text }));
    return null;
  }
  const code = text.replaceAll(/[\s\-/_]+/g, '.');
  if (isAccountCode(code)) return code;
  notes.push(note('account-malformed', column, { text: told(text) }));
  return null;
}

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const YEAR_FIRST = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T\s].*)?$/;

/** "23.11.2026", "1/2/26", "2026-11-23"; the day comes first, as it does in Türkiye. A time of day is left out. */
export function readDay({ cell, column }: Place, notes: Note[]): string | null {
  const fault = (code: NoteCode, text = '') => {
    notes.push(note(code, column < 0 ? null : column, { text: told(text) }));
    return null;
  };
  if (cell === null) return fault('date-missing');
  const text = cell.text.trim();
  if (cell.kind === 'date') return text;
  if (cell.kind === 'number') return fault('date-is-number', text);
  const parts = DAY_FIRST.exec(text);
  const turned = YEAR_FIRST.exec(text);
  if (parts === null && turned === null) return fault('date-unreadable', text);
  const [year = '', month = '', day = ''] =
    parts === null ? [turned?.[1], turned?.[2], turned?.[3]] : [parts[3], parts[2], parts[1]];
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : fault('date-impossible', text);
}

interface SideCells {
  readonly debit: Place;
  readonly credit: Place;
  readonly amount: Place;
  readonly side: Place;
  /** What the amounts of the file say of their decimal mark. */
  readonly mark: DecimalMark | null;
}
export interface Sides {
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}
const NO_SIDE: Sides = { debitKurus: 0n, creditKurus: 0n };

/** Exactly one of the two is above zero, or a note says why not. */
export function readSides(cells: SideCells, merged: readonly number[], notes: Note[]): Sides {
  const before = notes.length;
  const blank = cells.debit.column < 0 ? cells.amount : cells.debit;
  const empty = (): Sides => {
    const columns = [cells.debit, cells.credit, cells.amount].map(({ column }) => column);
    const hidden = columns.find((column) => merged.includes(column));
    if (notes.length === before)
      notes.push(hidden === undefined ? note('no-amount', blank.column) : note('merged', hidden));
    return NO_SIDE;
  };
  if (cells.amount.cell !== null) return readSigned(cells, notes) ?? empty();
  const debitKurus = readKurus(cells.debit, cells.mark, notes) ?? 0n;
  const creditKurus = readKurus(cells.credit, cells.mark, notes) ?? 0n;
  for (const [kurus, place] of [
    [debitKurus, cells.debit],
    [creditKurus, cells.credit],
  ] as const)
    if (kurus < 0n) notes.push(note('amount-negative', place.column, { text: told(place.cell?.text ?? '') }));
  if (notes.length > before) return NO_SIDE;
  if (debitKurus !== 0n && creditKurus !== 0n) {
    notes.push(note('both-sides', cells.credit.column));
    return NO_SIDE;
  }
  return debitKurus === 0n && creditKurus === 0n ? empty() : { debitKurus, creditKurus };
}

/** One column of amounts: with a side beside it, else by its sign. Null where there is none. */
function readSigned({ amount, side, mark }: SideCells, notes: Note[]): Sides | null {
  const kurus = readKurus(amount, mark, notes);
  if (kurus === null || kurus === 0n) return null;
  const size = kurus < 0n ? -kurus : kurus;
  let isDebit = kurus > 0n;
  if (side.column >= 0) {
    const known = sideOf(side.cell?.text ?? '');
    if (known === null || kurus < 0n) {
      notes.push(
        known === null
          ? note('side-unknown', side.column, { text: told(side.cell?.text ?? '') })
          : note('amount-negative', amount.column, { text: told(amount.cell?.text ?? '') }),
      );
      return NO_SIDE;
    }
    isDebit = known === 'debit';
  }
  return isDebit ? { debitKurus: size, creditKurus: 0n } : { debitKurus: 0n, creditKurus: size };
}

function sideOf(text: string): 'debit' | 'credit' | null {
  const word = searchKey(text).replaceAll(/[^a-z]/g, '');
  if (/^(b|borc|d|debit)$/.test(word)) return 'debit';
  return /^(a|alacak|c|credit)$/.test(word) ? 'credit' : null;
}

/** Null where the cell is empty or cannot be read, which then has its note. */
function readKurus({ cell, column }: Place, mark: DecimalMark | null, notes: Note[]): bigint | null {
  if (cell === null) return null;
  const read = amountOf(cell, mark);
  const fault = (code: NoteCode) => {
    notes.push(note(code, column, { text: told(cell.text) }));
    return null;
  };
  if (typeof read === 'string') return fault(read);
  if (roundHalfUp(read, 2).scale < trimmed(read).scale) return fault('amount-fraction');
  const kurus = kurusFromAmount(read);
  return kurus > MOST_KURUS || kurus < -MOST_KURUS ? fault('amount-too-large') : kurus;
}

function amountOf(
  cell: ReadCell,
  mark: DecimalMark | null,
): Decimal | 'amount-unreadable' | 'amount-ambiguous' {
  if (cell.kind === 'number') return parseDecimal(cell.text) ?? 'amount-unreadable';
  if (cell.kind !== 'text') return 'amount-unreadable';
  const { amount, fault } = readAmountText(cell.text, mark);
  if (fault === null) return amount;
  return fault === 'ambiguous' ? 'amount-ambiguous' : 'amount-unreadable';
}

/** Without zeros at its end. */
function trimmed(value: Decimal): Decimal {
  let { digits, scale } = value;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}

interface ForeignCells {
  readonly currency: Place;
  readonly amount: Place;
  readonly rate: Place;
  readonly mark: DecimalMark | null;
}

/** All three or none; a rate that is not there follows from the two amounts. Lira is no foreign money. */
export function readForeign(
  { currency, amount, rate, mark }: ForeignCells,
  sides: Sides,
  notes: Note[],
): LineFx | null {
  const code = (currency.cell?.text ?? '').trim().toUpperCase();
  const isLira = code === '' || code === 'TRY' || code === 'TL' || code === 'TRL' || code === '₺';
  const foreign = readPositive(amount, mark, notes);
  const given = readPositive(rate, mark, notes);
  if (foreign === 'unreadable' || given === 'unreadable') return null;
  if (isLira) {
    if (foreign !== null && code === '') notes.push(note('fx-incomplete', amount.column));
    return null;
  }
  if (!/^[A-Z]{3}$/.test(code)) {
    notes.push(note('fx-currency', currency.column, { text: told(code) }));
    return null;
  }
  const kurus = sides.debitKurus + sides.creditKurus;
  const worked = given ?? (foreign === null ? null : rateOf(kurus, foreign));
  if (foreign === null || worked === null || worked.digits === 0n) {
    notes.push(note('fx-incomplete', currency.column));
    return null;
  }
  return { currency: code, amount: formatDecimal(foreign), rate: formatDecimal(worked) };
}

/** TRY for one unit, to eight places. */
function rateOf(kurus: bigint, foreign: Decimal): Decimal | null {
  if (kurus === 0n || foreign.digits === 0n) return null;
  const digits =
    (kurus * 10n ** BigInt(FX_PLACES + foreign.scale) * 2n + 100n * foreign.digits) / (200n * foreign.digits);
  return { digits, scale: FX_PLACES };
}

function readPositive(
  { cell, column }: Place,
  mark: DecimalMark | null,
  notes: Note[],
): Decimal | null | 'unreadable' {
  if (cell === null) return null;
  const read = amountOf(cell, mark);
  if (typeof read !== 'string' && read.digits === 0n) return null;
  if (
    typeof read === 'string' ||
    read.digits < 0n ||
    read.digits >= MOST_FOREIGN * 10n ** BigInt(read.scale)
  ) {
    notes.push(note('fx-unreadable', column, { text: told(cell.text) }));
    return 'unreadable';
  }
  return roundHalfUp(read, FX_PLACES);
}
