/** Reading tables as people upload them: exact figures, days, formulas, merged cells, encodings, and files that do harm. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { type BookParts, bookInMemory, sheetOf } from './book-in-memory.fixture.ts';
import type { ReadRow } from './read-cell.ts';
import { openTable, type ReadOptions, readTable } from './read-table.ts';
import type { TableFile, TableFormat } from './table-file.ts';
import { writeTable } from './write-table.ts';

async function rowsOf(source: string | Uint8Array, options: ReadOptions = {}): Promise<ReadRow[]> {
  return (await Array.fromAsync(readTable(source, options))).flat();
}
const textsOf = (rows: readonly ReadRow[]) =>
  rows.map(({ cells }) => cells.map((cell) => (cell === null ? null : cell.text)));
const textsOfCsv = async (content: string | Uint8Array) =>
  textsOf(await rowsOf(typeof content === 'string' ? Buffer.from(content) : content));
const ofBook = async (book: BookParts, options: ReadOptions = {}) =>
  rowsOf(await bookInMemory(book), options);
const cellOf = async (xml: string, over: Partial<BookParts> = {}) =>
  (await ofBook({ sheet: sheetOf(xml), ...over }))[0]?.cells[0] ?? null;

const written = async (format: TableFormat): Promise<Buffer> => {
  async function* rows(): TableFile['rows'] {
    yield [['2026-11-23', 'İSTANBUL IŞIK, "A.Ş."', '=1+1', 123456789n, null]];
    yield [['2026-12-31', 'ikinci\nsatır', '0123456789', -5n, 'x']];
  }
  const table: TableFile = {
    letterhead: null,
    title: 'Fişler',
    facts: [],
    columns: [
      { header: 'Tarih', kind: 'date', width: 10 },
      { header: 'Ad', kind: 'text', width: 10 },
      { header: 'No', kind: 'text', width: 10 },
      { header: 'Borç', kind: 'amount', width: 10 },
      { header: 'Son', kind: 'text', width: 10 },
    ],
    rows: rows(),
    totals: () => null,
    language: 'tr',
  };
  return buffer(await writeTable(table, format));
};

describe('what we write ourselves', () => {
  it('is read back from XLSX cell by cell, with the rows it stands in', async () => {
    const rows = await rowsOf(await written('xlsx'));
    expect(rows.map((row) => row.rowNo)).toEqual([1, 3, 4, 5]);
    expect(rows[2]?.cells).toEqual([
      { kind: 'date', text: '2026-11-23', isFormula: false },
      { kind: 'text', text: 'İSTANBUL IŞIK, "A.Ş."', isFormula: false },
      { kind: 'text', text: '=1+1', isFormula: false },
      { kind: 'number', text: '1234567.89', isFormula: false },
    ]);
    expect(textsOf(rows)[3]).toEqual(['2026-12-31', 'ikinci\nsatır', '0123456789', '-0.05', 'x']);
  });
  it('is read back from CSV as the texts that stand in it, without the mark that keeps a text a text', async () => {
    expect(textsOf(await rowsOf(await written('csv')))).toEqual([
      ['Tarih', 'Ad', 'No', 'Borç', 'Son'],
      ['23.11.2026', 'İSTANBUL IŞIK, "A.Ş."', '=1+1', '1234567,89'],
      ['31.12.2026', 'ikinci\nsatır', '0123456789', '-0,05', 'x'],
    ]);
  });
  it('is read from a file as from memory', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'muhasebi-read-table-'));
    try {
      for (const format of ['xlsx', 'csv'] as const) {
        const file = path.join(folder, `tablo.${format}`);
        await writeFile(file, await written(format));
        expect(await rowsOf(file)).toEqual(await rowsOf(await written(format)));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a number in XLSX', () => {
  it.each([
    ['1234.5599999999999', '1234.56'],
    ['0.30000000000000004', '0.3'],
    ['1.23456789E+3', '1234.56789'],
    ['1E-2', '0.01'],
    ['-100', '-100'],
    ['-0', '0'],
    ['999999999999999.9', '1000000000000000'],
    ['5000', '5000'],
  ])('kept as %s is %s: fifteen digits, no float', async (kept, text) => {
    expect(await cellOf(`<c r="A1"><v>${kept}</v></c>`)).toEqual({ kind: 'number', text, isFormula: false });
  });
  it('that no amount can be is told as the text it is', async () => {
    expect(await cellOf('<c r="A1"><v>1E+300</v></c>')).toMatchObject({ kind: 'text', text: '1E+300' });
    expect(await cellOf('<c r="A1"><v>NaN</v></c>')).toMatchObject({ kind: 'text', text: 'NaN' });
  });
});

describe('a day in XLSX', () => {
  const day = (serial: string, format: number | string, counts1904 = false) =>
    cellOf(`<c r="A1" s="1"><v>${serial}</v></c>`, { formats: [0, format], counts1904 });
  it.each([
    [14, true],
    [22, true],
    ['dd.mm.yyyy', true],
    ['[$-41F]d mmmm yyyy;@', true],
    ['yyyy-mm-dd hh:mm', true],
    [4, false],
    [21, false],
    ['#,##0.00 &quot;gün&quot;', false],
    ['[h]:mm:ss', false],
    ['General', false],
    ['[Red]0.00', false],
  ])('is told by its format: %s shows a day: %s', async (format, isDay) => {
    expect(await day('46349.75', format)).toMatchObject(
      isDay ? { kind: 'date', text: '2026-11-23' } : { kind: 'number', text: '46349.75' },
    );
  });
  it('is counted from 1904 where the book says so', async () => {
    expect(await day('44887', 14, true)).toMatchObject({ kind: 'date', text: '2026-11-23' });
  });
  it('is never the 29 February 1900 that Excel alone knows, nor beyond what it can show', async () => {
    expect(await day('59', 14)).toMatchObject({ text: '1900-02-28' });
    expect(await day('60', 14)).toMatchObject({ kind: 'number' });
    expect(await day('61', 14)).toMatchObject({ text: '1900-03-01' });
    expect(await day('2958466', 14)).toMatchObject({ kind: 'number' });
  });
});

describe('a cell of XLSX', () => {
  it('of a formula is the value that was worked out, and says that it is a formula', async () => {
    const formula = '<c r="A1"><f>B1*2</f><v>12.5</v></c><c r="B1" t="str"><f>A1</f><v>metin</v></c>';
    const [row] = await ofBook({ sheet: sheetOf(formula) });
    expect(row?.cells).toEqual([
      { kind: 'number', text: '12.5', isFormula: true },
      { kind: 'text', text: 'metin', isFormula: true },
    ]);
  });
  it('of a formula whose value the file does not hold is an error without text', async () => {
    expect(await cellOf('<c r="A1"><f>B1*2</f></c>')).toEqual({ kind: 'error', text: '', isFormula: true });
  });
  it('can be an error, a truth, a day by itself, a text of its own or a shared one in many runs', async () => {
    const sheet = sheetOf(
      '<c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="d"><v>2026-11-23T00:00:00</v></c>' +
        '<c r="D1" t="inlineStr"><is><t>a&amp;b_x0041_</t></is></c><c r="E1" t="s"><v>0</v></c>',
    );
    const sharedTexts = ['<r><t>Işık </t></r><r><t xml:space="preserve">İnşaat</t></r><rPh><t>ses</t></rPh>'];
    const [row] = await ofBook({ sheet, sharedTexts });
    expect(row?.cells.map((cell) => [cell?.kind, cell?.text])).toEqual([
      ['error', '#DIV/0!'],
      ['boolean', 'true'],
      ['date', '2026-11-23'],
      ['text', 'a&bA'],
      ['text', 'Işık İnşaat'],
    ]);
  });
  it('has its place by its name, or behind the one before it where it has none', async () => {
    const sheet =
      '<sheetData><row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>';
    const rows = await ofBook({ sheet });
    expect(rows.map((row) => row.rowNo)).toEqual([3, 4]);
    expect(textsOf(rows)).toEqual([[null, null, '1', '2'], ['3']]);
  });
  it('is told to lie in a merged block, of which the first cell alone has a value', async () => {
    const rows = await ofBook({
      sheet: `${sheetOf('<c r="A1"><v>1</v></c><c r="C1"><v>7</v></c>', '<c r="C2"><v>8</v></c>', '<c r="A3"><v>2</v></c>')}
        <mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>`,
    });
    expect(rows.map((row) => row.merged)).toEqual([[0, 1], [0, 1], []]);
    expect(textsOf(rows)).toEqual([['1', null, '7'], [null, null, '8'], ['2']]);
  });
  it('is found whatever prefix the file gives to its names', async () => {
    const sheet =
      '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells>';
    const rows = await ofBook({ sheet, prefix: 'x:' });
    expect(textsOf(rows)).toEqual([['1']]);
    expect(rows[0]?.merged).toEqual([0, 1]);
  });
});

it('the first sheet in sight is read unless another is named', async () => {
  const book = await bookInMemory({ sheet: sheetOf('<c r="A1"><v>1</v></c>'), hiddenFirst: true });
  const table = await openTable(book);
  expect(table).toMatchObject({ format: 'xlsx', sheets: ['Gizli', 'Fişler'], sheet: 'Fişler' });
  table.close();
  expect(await rowsOf(book, { sheet: 'Gizli' })).toEqual([]);
  await expect(rowsOf(book, { sheet: 'Yok' })).rejects.toMatchObject({ code: 'table.sheet-unknown' });
});

describe('a CSV', () => {
  const ROW = 'Fiş no;Açıklama\n1;ĞÜŞİÖÇ ğüşıöç\n';
  /** The six letters in which windows-1254 is not Latin-1. */
  const IN_1254: Readonly<Record<string, string>> = { Ğ: 'Ð', İ: 'Ý', Ş: 'Þ', ğ: 'ð', ı: 'ý', ş: 'þ' };
  it.each([
    ['UTF-8', Buffer.from(ROW)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${ROW}`)],
    ['UTF-16', Buffer.from(`\uFEFF${ROW}`, 'utf16le')],
    [
      'windows-1254',
      Buffer.from(
        ROW.replaceAll(/[ĞİŞğış]/g, (letter) => IN_1254[letter] ?? letter),
        'latin1',
      ),
    ],
  ])('in %s has its Turkish letters', async (_, bytes) => {
    expect(await textsOfCsv(bytes)).toEqual([
      ['Fiş no', 'Açıklama'],
      ['1', 'ĞÜŞİÖÇ ğüşıöç'],
    ]);
  });
  it.each([
    ['semicolons beside decimal commas', 'a;b;c\n1;1.234,56;x\n2;3,5;y\n'],
    ['commas beside decimal points', 'a,b,c\n1,"1,234.56",x\n2,3.5,y\n'],
    ['tabs', 'a\tb\tc\n1\t1.234,56\tx\n'],
    ['what its first line says', 'sep=|\r\na|b|c\r\n1|2;3;4|5\r\n'],
  ])('is cut by %s', async (_, content) => {
    const rows = await textsOfCsv(content);
    expect(rows.every((row) => row.length === 3)).toBe(true);
  });
  it('counts rows as a spreadsheet does: empty ones too, one of several lines once', async () => {
    const rows = await rowsOf(Buffer.from('a;b\n\n"iki\nsatır";1\n;;\n2;3'));
    expect(rows.map((row) => [row.rowNo, row.cells.map((cell) => cell?.text)])).toEqual([
      [1, ['a', 'b']],
      [3, ['iki\nsatır', '1']],
      [5, ['2', '3']],
    ]);
  });
  it('has texts in quotes, doubled quotes, lone quotes, and Excel’s ="01" for a text', async () => {
    expect(await textsOfCsv('a;b;c\n"x;""y""";5" boru;"=""00120"""\n')).toEqual([
      ['a', 'b', 'c'],
      ['x;"y"', '5" boru', '00120'],
    ]);
  });
  it('with a quote that never closes is refused with its row', async () => {
    await expect(textsOfCsv('a;b\n1;2\n3;"4\n5;6\n')).rejects.toMatchObject({
      code: 'table.open-quote',
      messageTr: expect.stringContaining('3. satırda'),
    });
  });
});

describe('a file that does harm or is none', () => {
  it.each([
    ['nothing', '', 'table.empty'],
    ['an old Excel file', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1xxxx', 'table.xls'],
    ['a PDF', '%PDF-1.7', 'table.not-table'],
    ['a web page called .xls', '\n<html><table>', 'table.not-table'],
    ['bytes', 'a;b\u0000c', 'table.not-table'],
    ['half a ZIP', 'PK\u0003\u0004half of it', 'table.broken'],
  ])('%s is refused by name', async (_, content, code) => {
    await expect(rowsOf(Buffer.from(content, 'latin1'))).rejects.toMatchObject({ code });
  });
  it('of another office program is refused by name', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('<x/>'), 'META-INF/manifest.xml');
    zip.end();
    await expect(rowsOf(await buffer(zip.outputStream))).rejects.toMatchObject({
      code: 'table.other-book',
      messageTr: expect.stringContaining('.ods'),
    });
  });
  it('with a DOCTYPE is refused: no entity is ever defined', async () => {
    const prolog = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const sheet = sheetOf('<c r="A1" t="inlineStr"><is><t>&x;</t></is></c>');
    await expect(ofBook({ sheet, prolog })).rejects.toMatchObject({ code: 'table.doctype' });
  });
  it.each([
    ['a part that unpacks to too much', { maxPartBytes: 200 }, 'table.too-complex'],
    ['too many bytes', { maxFileBytes: 100 }, 'table.too-large'],
    ['too many rows', { maxRows: 1 }, 'table.too-many-rows'],
    ['too many columns', { maxColumns: 1 }, 'table.too-many-columns'],
    ['a text too long', { maxCellLength: 3 }, 'table.too-complex'],
    ['too many merged blocks', { maxMergedBlocks: 1 }, 'table.too-complex'],
  ])('with %s is refused at its bound', async (_, limits, code) => {
    const sheet = `${sheetOf('<c r="A1"><v>12</v></c><c r="B1" t="str"><v>metin</v></c>', '<c r="A2"><v>1</v></c>')}
      <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>`;
    await expect(ofBook({ sheet }, { limits })).rejects.toMatchObject({ code });
  });
  it('whose XML is broken, whose rows go backwards or whose shared text is not there is broken', async () => {
    for (const sheet of [
      '<sheetData><row r="1"><c></row></sheetData>',
      '<sheetData><row r="2"/><row r="1"/></sheetData>',
      sheetOf('<c r="A1" t="s"><v>9</v></c>'),
      sheetOf('<c r="A1"><v>1</v></c>').slice(0, -8),
    ])
      await expect(ofBook({ sheet })).rejects.toMatchObject({ code: 'table.broken' });
  });
  it('cut off anywhere is a named fault, never another error and never half of the rows', async () => {
    const whole = await written('xlsx');
    for (let length = 4; length < whole.length; length += 97)
      await expect(rowsOf(whole.subarray(0, length))).rejects.toMatchObject({ code: /^table\./ });
  });
});
