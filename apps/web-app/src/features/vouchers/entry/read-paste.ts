/** Rows copied from a spreadsheet as lines of a voucher: which column is what, and amounts read exactly or left as a fault. */
import {
  type DecimalMark,
  decimalMarkOf,
  readAmountText,
  readKurusText,
} from '@muhasebi/accounting/money/amount-text.ts';
import { formatDecimal } from '@muhasebi/accounting/money/decimal.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { formatDecimalText, type Language } from '../../../format/amount.ts';
import type { LineContent } from './entry-draft.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

/** Columns of the rows, by place; `signed` holds borç as plus and alacak as minus. */
interface Columns {
  readonly account: number | null;
  readonly description: number | null;
  readonly debit: number | null;
  readonly credit: number | null;
  readonly signed: number | null;
}

/** More lines than a voucher may have are not taken: cut off, they would be a voucher that nobody wrote. */
export const MOST_PASTED = 5000;

const HEADS: readonly (readonly [keyof Columns | 'name', RegExp])[] = [
  ['account', /^(hesap( kodu| no)?|kod|account( code)?|code)$/],
  ['name', /^(hesap adi|ad|adi|account name|name)$/],
  ['description', /^(satir )?aciklama(si)?$|^description$/],
  ['debit', /^borc( tutari)?$|^debit$/],
  ['credit', /^alacak( tutari)?$|^credit$/],
  ['signed', /^tutar$|^amount$/],
];

/** Cells of a text that a spreadsheet put on the clipboard; quoted cells may hold tabs, lines and doubled quotes. */
export function cellsOfText(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g;
  for (const [whole, quoted, plain = '', end = ''] of text.matchAll(cells)) {
    if (whole === '' && rows.at(-1)?.length === 0) break;
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim());
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

const isCode = (text: string) => /^[1-9]\d{2}([. -]?\d{1,10})*$/.test(text) && !text.includes(',');
const isAmount = (text: string) => {
  const { fault } = readAmountText(text);
  return fault === null || fault === 'ambiguous' || text === '-' || text === '–';
};

/** Columns by the words of a first row that names them; null where it does not. */
function columnsOfHead(row: readonly string[]): Columns | null {
  const found = new Map<string, number>();
  for (const [place, cell] of row.entries()) {
    const key = searchKey(cell);
    const head = HEADS.find(([, words]) => words.test(key));
    if (head !== undefined && !found.has(head[0])) found.set(head[0], place);
  }
  const at = (name: string) => found.get(name) ?? null;
  const hasAmounts = at('debit') !== null || at('credit') !== null || at('signed') !== null;
  if (!hasAmounts || (at('account') === null && at('name') === null)) return null;
  return {
    account: at('account') ?? at('name'),
    description: at('description'),
    debit: at('debit'),
    credit: at('credit'),
    signed: at('debit') === null && at('credit') === null ? at('signed') : null,
  };
}

/** Columns by what stands in them: codes, then amounts (one is signed, two are borç and alacak), and the last words. */
function columnsOfContent(rows: readonly (readonly string[])[]): Columns | null {
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, place) =>
    rows.map((row) => row[place] ?? '').filter((cell) => cell !== ''),
  );
  const codes = columns.findIndex((cells) => cells.length > 0 && cells.every(isCode));
  const words = columns.flatMap((cells, place) =>
    place !== codes && cells.length > 0 && !cells.every(isAmount) ? [place] : [],
  );
  const account = codes >= 0 ? codes : (words[0] ?? null);
  if (account === null) return null;
  const amounts = columns.flatMap((cells, place) =>
    place > account && cells.length > 0 && cells.every(isAmount) ? [place] : [],
  );
  const [first = null, second = null] = amounts;
  if (first === null || amounts.length > 2) return null;
  const description = words.filter((place) => place !== account).at(-1) ?? null;
  // A side on which nothing stands is an empty column beside the other.
  const beside = (place: number) => columns[place]?.length === 0;
  if (second === null && beside(first + 1) && first + 1 < width)
    return { account, description, debit: first, credit: first + 1, signed: null };
  if (second === null && first > 0 && beside(first - 1) && first - 1 > account)
    return { account, description, debit: first - 1, credit: first, signed: null };
  return second === null
    ? { account, description, debit: null, credit: null, signed: first }
    : { account, description, debit: first, credit: second, signed: null };
}

/** An amount as it is typed; what can be read in two ways, or not at all, stands as a fault that a person mends. */
export function pastedAmount(
  text: string,
  language: Language,
  mark: DecimalMark | null,
): { readonly text: string; readonly isNegative: boolean } {
  if (text === '' || text === '-' || text === '–') return { text: '', isNegative: false };
  const { kurus, fault } = readKurusText(text, mark);
  if (kurus === null) return { text: fault === 'ambiguous' ? `${text} ?` : `${text} !`, isNegative: false };
  if (kurus === 0n) return { text: '', isNegative: false };
  const magnitude = kurus < 0n ? -kurus : kurus;
  return { text: formatDecimalText(kurusToDecimal(magnitude), language), isNegative: kurus < 0n };
}

/** The code that is meant: as written, without or with other marks between its parts, or by the whole name. */
export function accountOf(text: string, accounts: readonly Named[]): string {
  const bare = (code: string) => code.replace(/[. -]/g, '');
  const exact = accounts.find(({ code }) => code === text);
  if (exact !== undefined) return exact.code;
  const alike = isCode(text) ? accounts.filter(({ code }) => bare(code) === bare(text)) : [];
  const named = accounts.filter(({ name }) => searchKey(name) === searchKey(text));
  const found = alike.length > 0 ? alike : named;
  return found.length === 1 ? (found[0]?.code ?? text) : text;
}

interface Layout {
  readonly columns: Columns | null;
  readonly body: readonly (readonly string[])[];
}

/** Which columns copied rows have, and the rows below their names. */
function layoutOf(rows: readonly (readonly string[])[]): Layout {
  const [head = []] = rows;
  const named = columnsOfHead(head);
  const body = named === null ? rows : rows.slice(1);
  return { body, columns: body.length === 0 ? null : (named ?? columnsOfContent(body)) };
}

/** What copied rows have in their column of accounts. */
export function accountTexts(rows: readonly (readonly string[])[]): string[] {
  const { columns, body } = layoutOf(rows);
  const place = columns?.account ?? null;
  return place === null ? [] : body.map((row) => row[place] ?? '');
}

/** The lines of copied rows; null where they are no lines of a voucher. */
export function linesOfRows(
  rows: readonly (readonly string[])[],
  accounts: readonly Named[],
  language: Language,
): LineContent[] | null {
  const { columns, body } = layoutOf(rows);
  if (columns === null) return null;
  const { account, description, debit, credit, signed } = columns;
  const cell = (row: readonly string[], place: number | null) => (place === null ? '' : (row[place] ?? ''));
  const mark = decimalMarkOf(body.flatMap((row) => [debit, credit, signed].map((place) => cell(row, place))));
  const read = (text: string) => pastedAmount(text, language, mark);
  return body.map((row) => {
    const line = {
      accountCode: accountOf(cell(row, account), accounts),
      description: cell(row, description).slice(0, 250),
    };
    if (signed !== null) {
      const { text, isNegative } = read(cell(row, signed));
      return { ...line, debit: isNegative ? '' : text, credit: isNegative ? text : '' };
    }
    return { ...line, debit: sideOf(read(cell(row, debit))), credit: sideOf(read(cell(row, credit))) };
  });
}

/** A minus in a column that has its side already is no amount of the books: a person says what it is. */
const sideOf = ({ text, isNegative }: { readonly text: string; readonly isNegative: boolean }) =>
  isNegative ? `-${text}` : text;

/** A typed foreign amount or rate as decimal text of at most eight places; null where it is none. */
export function readPlainDecimal(text: string, language: Language): string | null {
  const { amount } = readAmountText(text, language === 'tr' ? ',' : '.');
  return amount === null || amount.scale > 8 ? null : formatDecimal(amount);
}
