/** Rules of the entry grid: its steps over lines, and what is made of rows copied from a spreadsheet. */
import { describe, expect, it } from 'vitest';
import { cellsAsText } from '../../../ui/data-grid/copy-cells.ts';
import { draftOf, totalsOf } from '../../review/edit/voucher-draft.ts';
import {
  describeFromAbove,
  fillColumn,
  insertBefore,
  linesAsCells,
  moveLine,
  putLines,
  takeOver,
} from './entry-draft.ts';
import { accountTexts, cellsOfText, linesOfRows, pastedAmount } from './read-paste.ts';
import { refusedLine } from './refused-line.ts';

const accounts = [
  { code: '100.01', name: 'Merkez Kasa' },
  { code: '102.01', name: 'İş Bankası' },
  { code: '770.03', name: 'Kırtasiye' },
];
const blank = draftOf(
  { id: 'v', clientId: 'c', version: 0, type: 'mahsup', date: '2026-11-03', description: 'Kasa', lines: [] },
  'tr',
);
const pasted = (text: string) => linesOfRows(cellsOfText(text), accounts, 'tr');
const line = (accountCode: string, debit: string, credit: string, description = '') => ({
  accountCode,
  debit,
  credit,
  description,
});

describe('rows copied from a spreadsheet', () => {
  it('are lines by the words of their first row, in any order', () => {
    expect(
      pasted('Açıklama\tHESAP KODU\tHesap Adı\tAlacak\tBorç\r\nkalem\t770.03\tKırtasiye\t\t1.234,56\r\n'),
    ).toEqual([line('770.03', '1.234,56', '', 'kalem')]);
  });
  it('are lines by what stands in them: code, words, borç, alacak', () => {
    expect(pasted('770.03\tkalem\t100,00\t\n100.01\tkasadan\t\t100,00')).toEqual([
      line('770.03', '100,00', '', 'kalem'),
      line('100.01', '', '100,00', 'kasadan'),
    ]);
    expect(pasted('770.03\tKırtasiye\tkalem\t100,00\t')).toEqual([line('770.03', '100,00', '', 'kalem')]);
  });
  it('say which accounts are to be looked for in a chart too long to be at hand', () => {
    const named = 'Açıklama\tHesap kodu\tBorç\tAlacak\nkalem\tKırtasiye\t1,00\t\nkasa\t10001\t\t1,00';
    expect(accountTexts(cellsOfText(named))).toEqual(['Kırtasiye', '10001']);
    expect(accountTexts(cellsOfText('770.03\t100,50\n100.01\t(100,50)'))).toEqual(['770.03', '100.01']);
    expect(accountTexts(cellsOfText('ne\tbu'))).toEqual([]);
  });
  it('with one column of amounts have borç as plus and alacak as minus or in brackets', () => {
    expect(pasted('770.03\t100,50\n100.01\t(100,50)')).toEqual([
      line('770.03', '100,50', ''),
      line('100.01', '', '100,50'),
    ]);
  });
  it('name accounts by code with other marks or by name however it is written', () => {
    expect(pasted('77003\t5\t\nis bankasi\t\t5')?.map((each) => each.accountCode)).toEqual([
      '770.03',
      '102.01',
    ]);
    expect(pasted('77003\t5,00\t\n102 01\t\t5,00')?.map((each) => each.accountCode)).toEqual([
      '770.03',
      '102.01',
    ]);
  });
  it('read amounts of every style by what the others say, and guess at none', () => {
    expect(pasted('770.03\ta\t1,234.56\t\n100.01\tb\t\t1,234')?.map((each) => each.credit)).toEqual([
      '',
      '1.234,00',
    ]);
    expect(pasted('770.03\ta\t1.234\t\n100.01\tb\t\t1.234')?.map((each) => each.debit)).toEqual([
      '1.234 ?',
      '',
    ]);
    expect(pastedAmount('12,345', 'tr', null).text).toBe('12,345 ?');
    expect(pastedAmount('yüz', 'tr', null).text).toBe('yüz !');
    expect(pastedAmount('0,005', 'tr', null).text).toBe('0,005 !');
    expect(pasted('770.03\ta\t-5,00\t1,00')?.[0]?.debit, 'a minus on a side is no amount').toBe('-5,00');
  });
  it('hold the amounts 1.234,56 and 1,234.56 and 1234.5 and (100) as what they say, side by side', () => {
    const each = ['1.234,56', '1,234.56', '1234.5', '(100)'].map((text) => pastedAmount(text, 'tr', null));
    expect(each).toEqual([
      { text: '1.234,56', isNegative: false },
      { text: '1.234,56', isNegative: false },
      { text: '1.234,50', isNegative: false },
      { text: '100,00', isNegative: true },
    ]);
    expect(pastedAmount('1.234,56', 'en', null).text).toBe('1,234.56');
  });
  it('with cells that were merged have lines without what stood in the first one, for a person to fill', () => {
    expect(pasted('770.03\tkalem\t100,00\t\n\tkasadan\t\t100,00\n100.01\tbir\t\t5,00')?.[1]).toEqual(
      line('', '', '100,00', 'kasadan'),
    );
  });
  it('may hold quoted cells, and are nothing where no account or amount stands in them', () => {
    expect(cellsOfText('"a\t""b"""\tc\r\n\r\nd')).toEqual([['a "b"', 'c'], ['d']]);
    expect(pasted('yalnız söz')).toBeNull();
    expect(cellsOfText('')).toEqual([]);
  });
  it('come back as they were copied from the grid', () => {
    const lines = [line('770.03', '1.234,50', '', 'kalem'), line('100.01', '', '1.234,50', 'kasadan')];
    const draft = putLines(blank, null, lines);
    const nameOf = (code: string) => accounts.find((account) => account.code === code)?.name ?? '';
    expect(pasted(cellsAsText(linesAsCells(draft, 'tr', nameOf), 'tr'))).toEqual(lines);
  });
});

describe('the steps of the grid', () => {
  const draft = putLines(blank, 0, [line('100.01', '5', '', 'bir'), line('102.01', '', '5')]);
  const codes = (of: typeof draft) => of.lines.map((each) => each.accountCode);
  const keys = draft.lines.map((each) => each.key);
  it('put pasted lines where blank ones stand, and never over a written one', () => {
    expect(codes(draft)).toEqual(['100.01', '102.01']);
    expect(codes(putLines(draft, keys[0] ?? -1, [line('770.03', '1', '')]))).toEqual([
      '100.01',
      '770.03',
      '102.01',
    ]);
  });
  it('move a line within the voucher and stop at its edge', () => {
    expect(codes(moveLine(draft, keys[1] ?? -1, -1))).toEqual(['102.01', '100.01']);
    expect(moveLine(draft, keys[1] ?? -1, 1)).toBe(draft);
    expect(codes(insertBefore(draft, keys[1] ?? -1))).toEqual(['100.01', '', '102.01']);
  });
  it('take the description from above, or from the voucher', () => {
    expect(describeFromAbove(draft, keys[1] ?? -1).lines[1]?.description).toBe('bir');
    expect(describeFromAbove(blank, 0).lines[0]?.description).toBe('Kasa');
  });
  it('fill a column downwards and add the lines that are missing', () => {
    const filled = fillColumn(draft, keys[1] ?? -1, (credit) => ({ credit }), ['1', '2']);
    expect(filled.lines.map((each) => each.credit)).toEqual(['', '1', '2']);
    expect(totalsOf(filled, 'tr')).toEqual({ debit: 500n, credit: 300n });
  });
  it('take over another voucher behind what is written, and its words only where there are none', () => {
    const empty = { ...blank, description: '' };
    expect(takeOver(empty, draft)).toMatchObject({ description: 'Kasa', type: 'mahsup' });
    expect(codes(takeOver(draft, draft))).toEqual(['100.01', '102.01', '100.01', '102.01']);
    expect(takeOver(draft, draft).lines.every((each) => each.from === null)).toBe(true);
  });
});

describe('a refusal', () => {
  const draft = putLines(blank, null, [
    line('100.01', '5', ''),
    line('102.01', '', '5'),
    line('770.03', '', '5'),
  ]);
  const spaced = insertBefore(draft, draft.lines[3]?.key ?? null);
  const words = (sentence: string, path?: string) => ({
    sentence,
    next: 'Düzeltin.',
    faults: path === undefined ? [] : [{ path, message: 'tutar sınır dışında' }],
  });
  const rowOf = (of: typeof draft, said: ReturnType<typeof words>) => {
    const found = refusedLine(of, said);
    return found === null ? null : [found.line.accountCode, found.text];
  };
  it('is said at the line whose account it names, with what to do', () => {
    expect(rowOf(draft, words('102.01 hesabı kullanıma kapalı.'))).toEqual([
      '102.01',
      '102.01 hesabı kullanıma kapalı. Düzeltin.',
    ]);
    expect(rowOf(draft, words('Account 770.03 is closed.'))?.[0]).toBe('770.03');
    expect(rowOf(draft, words('Fiş dengede değil: borç 5,00, alacak 10,00, fark 5,00.'))).toBeNull();
  });
  it('is said at the line that was sent in that place; blank ones are not sent', () => {
    expect(rowOf(spaced, words('Line 3 must have exactly one of debit and credit.'))?.[0]).toBe('770.03');
    expect(rowOf(spaced, words('3. satırda borç ve alacaktan tam olarak biri…'))?.[0]).toBe('770.03');
    expect(rowOf(spaced, words('Gönderilen bilgiler hatalı.', 'body.lines.1.debit'))).toEqual([
      '102.01',
      'tutar sınır dışında',
    ]);
    expect(rowOf(draft, words('Gönderilen bilgiler hatalı.', 'body.date'))).toBeNull();
  });
});
