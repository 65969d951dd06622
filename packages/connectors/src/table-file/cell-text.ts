/** Cells as people in Türkiye read them, and the guard against text that a spreadsheet would run. */
import { formatKurusTr, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Cell, ColumnKind } from './table-file.ts';

const TURKIYE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Istanbul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Day and minutes of a moment on Türkiye's clock. */
export function onTurkishClock(iso: string): { readonly day: string; readonly minutes: number } {
  const parts = new Map(TURKIYE.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    day: `${of('year')}-${of('month')}-${of('day')}`,
    minutes: Number(of('hour')) * 60 + Number(of('minute')),
  };
}

/** "2026-11-23" → "23.11.2026". */
export function dayText(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** A moment as "23.11.2026 14:05". */
export function momentText(iso: string): string {
  const { day, minutes } = onTurkishClock(iso);
  return `${dayText(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A cell for reading on paper: amounts grouped ("1.234,56"), empty text for what is not there. */
export function shownText(cell: Cell, kind: ColumnKind): string {
  if (cell === null || cell === '') return '';
  if (kind === 'amount') return typeof cell === 'bigint' ? formatKurusTr(cell) : String(cell);
  if (kind === 'date') return dayText(String(cell));
  if (kind === 'moment') return momentText(String(cell));
  return String(cell);
}

/** A cell for a program: amounts without group marks, with a decimal comma ("1234,56"). */
export function plainText(cell: Cell, kind: ColumnKind): string {
  if (kind === 'amount' && typeof cell === 'bigint') return kurusToDecimal(cell).replace('.', ',');
  return shownText(cell, kind);
}

/** Beginnings that make a spreadsheet take text for a formula; full-width forms are taken for the same signs. */
const RUNS = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const PLAIN_NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/** Whether a spreadsheet would run this text when it is typed or pasted into a cell. */
export function mayRun(text: string): boolean {
  return RUNS.test(text) && !PLAIN_NUMBER.test(text);
}
