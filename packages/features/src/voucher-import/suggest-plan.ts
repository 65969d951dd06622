/** Finds the row of headers at the top of a table, and proposes what its columns hold by their words. Pure. */
import { createHash } from 'node:crypto';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { ReadRow } from '@muhasebi/connectors/table-file/read-cell.ts';
import { type ImportPlan, TARGETS, type Target } from './plan.ts';

/** The top of a file as it is shown before its columns are named. */
export interface TableHead {
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
}

/** So many rows below the headers are shown. */
const SAMPLES = 8;

/** Words of headers by target, folded, the likeliest first; a header that begins with one counts less than one that is one. */
const WORDS: Readonly<Record<Target, readonly string[]>> = {
  key: [
    'fis no',
    'fis numarasi',
    'yevmiye no',
    'yevmiye madde no',
    'madde no',
    'fis sira no',
    'kayit no',
    'voucher no',
    'fisno',
    'entry no',
    'fis',
    'voucher',
  ],
  date: ['tarih', 'fis tarihi', 'kayit tarihi', 'islem tarihi', 'yevmiye tarihi', 'date', 'tarihi'],
  type: ['fis turu', 'fis tipi', 'fis cinsi', 'tur', 'tip', 'type'],
  accountCode: [
    'hesap kodu',
    'hesap no',
    'hesap',
    'muhasebe kodu',
    'hesap numarasi',
    'account code',
    'account',
    'kod',
    'h kodu',
  ],
  accountName: ['hesap adi', 'hesap ismi', 'hesap aciklamasi', 'account name'],
  description: [
    'satir aciklamasi',
    'aciklama',
    'detay aciklama',
    'hareket aciklamasi',
    'description',
    'izahat',
  ],
  voucherDescription: ['fis aciklamasi', 'fis aciklama', 'genel aciklama', 'voucher description'],
  debit: ['borc', 'borc tutari', 'borc tutar', 'borc tl', 'borc (tl)', 'debit'],
  credit: ['alacak', 'alacak tutari', 'alacak tutar', 'alacak tl', 'alacak (tl)', 'credit'],
  amount: ['tutar', 'tutari', 'islem tutari', 'tl tutar', 'amount', 'meblag'],
  side: ['b/a', 'ba', 'borc/alacak', 'borc alacak', 'b / a', 'yon', 'side'],
  currency: ['doviz cinsi', 'doviz', 'para birimi', 'doviz kodu', 'pb', 'currency', 'doviz turu'],
  fxAmount: ['doviz tutari', 'doviz tutar', 'dovizli tutar', 'fx amount'],
  fxRate: ['kur', 'doviz kuru', 'islem kuru', 'rate'],
  documentNo: ['belge no', 'evrak no', 'fatura no', 'belge numarasi', 'evrak numarasi', 'document no'],
};

/** A header as it is compared: folded, without marks at its end. */
const folded = (text: string) =>
  searchKey(text)
    .replaceAll(/[.:*]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** By these two a file of the same program is known again, whatever its rows. */
export function fingerprintOf(headers: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(folded)))
    .digest('hex');
}

/** The head of a table; of the first rows the one with the most known words is that of the headers, unless one is named. */
export function headOf(
  rows: readonly ReadRow[],
  sheets: readonly string[],
  sheet: string | null,
  named: number | null = null,
): TableHead {
  const header = rows.find((row) => row.rowNo === named) ?? likeliest(rows);
  const below = rows.filter((row) => row.rowNo > (header?.rowNo ?? 0)).slice(0, SAMPLES);
  const texts = (row: ReadRow) => row.cells.map((cell) => cell?.text ?? '');
  const width = Math.max(header?.cells.length ?? 0, ...below.map((row) => row.cells.length));
  const padded = (cells: readonly string[]) =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return {
    sheets,
    sheet,
    headerRow: header?.rowNo ?? 1,
    headers: padded(header === undefined ? [] : texts(header)),
    samples: below.map((row) => padded(texts(row))),
  };
}

function likeliest(rows: readonly ReadRow[]): ReadRow | undefined {
  let best: ReadRow | undefined;
  let most = 0;
  for (const row of rows) {
    const found = Object.keys(guessColumns(row.cells.map((cell) => cell?.text ?? ''))).length;
    if (found > most) [best, most] = [row, found];
  }
  return best ?? rows.find((row) => row.cells.filter((cell) => cell !== null).length > 1) ?? rows[0];
}

/** Each target's likeliest column; a column serves one target. */
export function guessColumns(headers: readonly string[]): Partial<Record<Target, number>> {
  const names = headers.map(folded);
  const columns: Partial<Record<Target, number>> = {};
  const taken = new Set<number>();
  const take = (target: Target, fits: (name: string) => boolean): void => {
    const index = names.findIndex((name, at) => name !== '' && !taken.has(at) && fits(name));
    if (columns[target] !== undefined || index === -1) return;
    columns[target] = index;
    taken.add(index);
  };
  for (const target of TARGETS) for (const word of WORDS[target]) take(target, (name) => name === word);
  for (const target of TARGETS)
    for (const word of WORDS[target])
      if (word.length > 3) take(target, (name) => name.startsWith(`${word} `));
  return columns;
}

/** A plan by the words of the headers; what cannot be told is left open. */
export function guessPlan(head: TableHead): ImportPlan {
  const guessed = guessColumns(head.headers);
  // Amounts in two columns need no third one; a single one that says "açıklama" is of the lines.
  const { amount, side, ...others } = guessed;
  const hasSides = guessed.debit !== undefined && guessed.credit !== undefined;
  const columns = hasSides
    ? others
    : { ...others, ...(amount === undefined ? {} : { amount }), ...(side === undefined ? {} : { side }) };
  return {
    sheet: head.sheet,
    headerRow: head.headerRow,
    columns,
    grouping: columns.key === undefined ? 'date-description' : 'key',
    type: 'mahsup',
    fillDown: hasGaps(head, columns),
  };
}

/** Rows that have an account and no number or day of their own take them from above. */
function hasGaps({ samples }: TableHead, columns: Partial<Record<Target, number>>): boolean {
  const { accountCode, key, date } = columns;
  if (accountCode === undefined) return false;
  return samples.some(
    (cells) =>
      cells[accountCode]?.trim() !== '' &&
      [key, date].some((column) => column !== undefined && (cells[column] ?? '').trim() === ''),
  );
}
