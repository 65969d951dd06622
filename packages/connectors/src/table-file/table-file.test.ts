/** Tables as files, read back by readers of others: exact figures, no formulas, Turkish letters, pages. */
import { buffer } from 'node:stream/consumers';
import readSheet from 'read-excel-file/node';
import { extractImages, extractText } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { FileLetterhead, TableFile, TableRow } from './table-file.ts';
import { writeTable } from './write-table.ts';

const LONG = 'İSTANBUL IŞIKLANDIRMA VE ÇAĞDAŞ ÖĞÜTME SANAYİ TİCARET ANONİM ŞİRKETİ GEBZE ŞUBESİ AVANSLARI';

async function* inGroups(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2);
}

const table = (rows: readonly TableRow[], over: Partial<TableFile> = {}): TableFile => ({
  letterhead: null,
  title: 'Mizan · Işık İnşaat A.Ş.',
  facts: ['Demo Ofisi', '01.01.2026 – 30.11.2026'],
  language: 'tr',
  columns: [
    { header: 'Tarih', kind: 'date', width: 10 },
    { header: 'Hesap', kind: 'text', width: 30 },
    { header: 'VKN', kind: 'text', width: 11 },
    { header: 'Adet', kind: 'count', width: 6 },
    { header: 'Borç', kind: 'amount', width: 15 },
  ],
  rows: inGroups(rows),
  totals: () => null,
  ...over,
});

describe('a table as CSV', () => {
  const csvOf = async (rows: readonly TableRow[], over: Partial<TableFile> = {}) =>
    (await buffer(await writeTable(table(rows, over), 'csv'))).toString();

  it('begins with a byte order mark and has semicolons, decimal commas and days as Turkish Excel reads them', async () => {
    const csv = await csvOf([['2026-11-23', LONG, '0123456789', 3, 123456789n]], {
      totals: () => ['', 'Toplam', '', 3, 123456789n],
    });
    expect(csv).toBe(
      `\uFEFFTarih;Hesap;VKN;Adet;Borç\r\n23.11.2026;${LONG};0123456789;3;1234567,89\r\n;Toplam;;3;1234567,89\r\n`,
    );
  });
  it.each([
    ['=1+1', "'=1+1"],
    ['+90 212', "'+90 212"],
    ['-A', "'-A"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['-12,50', '-12,50'],
    ['100-A', '100-A'],
  ])('text "%s" is written as "%s", so that no spreadsheet runs it', async (given, written) => {
    expect(await csvOf([[null, given, null, null, null]])).toContain(`\n;${written};;;\r\n`);
  });
  it('quotes what holds its own marks, and negative amounts stay numbers', async () => {
    expect(await csvOf([[null, 'a;"b"\nc', null, null, -5n]])).toContain(';"a;""b""\nc";;;-0,05\r\n');
  });
});

describe('a table as XLSX', () => {
  const sheetOf = async (rows: readonly TableRow[], over: Partial<TableFile> = {}) => {
    const [sheet] = await readSheet(await buffer(await writeTable(table(rows, over), 'xlsx')), {
      trim: false,
    });
    return sheet?.data ?? [];
  };

  it('says whose it is above its header', async () => {
    const data = await sheetOf([]);
    expect(data.slice(0, 5).map((row) => row[0])).toEqual([
      'Mizan · Işık İnşaat A.Ş.',
      'Demo Ofisi',
      '01.01.2026 – 30.11.2026',
      null,
      'Tarih',
    ]);
  });
  it('has amounts as numbers to the kuruş, days as days, tax numbers as text', async () => {
    const [row] = (await sheetOf([['2026-11-23', LONG, '0123456789', 3, 123456789012345n]])).slice(5);
    expect(row).toEqual([new Date('2026-11-23T00:00:00Z'), LONG, '0123456789', 3, 1234567890123.45]);
  });
  it('writes an amount of more than fifteen digits as text rather than rounding it', async () => {
    const [row] = (await sheetOf([[null, null, null, null, 12345678901234567n]])).slice(5);
    expect(row?.[4]).toBe('123456789012345,67');
  });
  it('keeps text as text: signs of formulas, marks of XML, escapes of its own, what XML cannot hold', async () => {
    const texts = ['=1+1', '<b>&"', '_x0041_', 'a\u0001b', ' kenar '];
    const data = (await sheetOf(texts.map((each) => [null, each, null, null, null]))).slice(5);
    expect(data.map((row) => row[1])).toEqual(['=1+1', '<b>&"', '_x0041_', 'ab', ' kenar ']);
  });
  it('ends in its totals', async () => {
    const data = await sheetOf([[null, 'a', null, null, 1n]], {
      totals: () => ['', 'Toplam', '', null, 1n],
    });
    expect(data.at(-1)).toEqual([null, 'Toplam', null, null, 0.01]);
  });
});

describe('a table as PDF', () => {
  it('is a PDF that names its title and takes as many pages as it needs', async () => {
    const rows = Array.from({ length: 120 }, (_, index): TableRow => ['2026-11-23', LONG, '1', index, 5n]);
    const pdf = await buffer(await writeTable(table(rows), 'pdf'));
    const plain = pdf.toString('latin1');
    expect(plain.startsWith('%PDF-')).toBe(true);
    expect(plain.trimEnd().endsWith('%%EOF')).toBe(true);
    const pages = plain.match(/\/Type \/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThan(2);
    expect(plain).toContain('/MediaBox [0 0 595.28 841.89]');
  });

  /** One red pixel. */
  const PIXEL = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
  const HEAD: FileLetterhead = {
    name: 'Işık Müşavirlik',
    lines: ['Bağdat Cad. 1, Kadıköy', 'Kadıköy · 1460415308'],
    signer: 'SMMM Ayşe Yılmaz · 34-12345',
    logo: { png: PIXEL, width: 1, height: 1 },
  };
  const pagesOf = async (letterhead: FileLetterhead | null) => {
    const rows = Array.from({ length: 60 }, (_, index): TableRow => ['2026-11-23', LONG, '1', index, 5n]);
    const pdf = await buffer(await writeTable(table(rows, { letterhead }), 'pdf'));
    // Its reader keeps the bytes that it is given.
    const { text } = await extractText(new Uint8Array(pdf));
    return { text, logos: (page: number) => extractImages(new Uint8Array(pdf), page) };
  };

  it('begins with the letterhead and its logo, on the first page alone', async () => {
    const { text, logos } = await pagesOf(HEAD);
    expect(text[0]).toMatch(
      /^Işık Müşavirlik\s+Bağdat Cad\. 1, Kadıköy\s+Kadıköy · 1460415308\s+SMMM Ayşe Yılmaz · 34-12345\s+Mizan · Işık/,
    );
    expect(await logos(1)).toMatchObject([{ width: 1, height: 1 }]);
    expect(text.length).toBeGreaterThan(1);
    for (const later of text.slice(1)) expect(later).toMatch(/^Mizan · Işık İnşaat/);
    expect(await logos(2)).toEqual([]);
  });
  it('can be searched for every letter, whatever files of the same process were written before', async () => {
    const titled = async (title: string) => {
      const pdf = await buffer(await writeTable({ ...table([]), title }, 'pdf'));
      return (await extractText(new Uint8Array(pdf), { mergePages: true })).text;
    };
    expect(await titled('Ş Ğ Ü Ö Ç й')).toContain('Ş Ğ Ü Ö Ç й');
    expect(await titled('S G U O C и')).toContain('S G U O C и');
  });
  it('never breaks a number of a document, however many columns stand beside it', async () => {
    const wide = Array.from({ length: 5 }, () => ({ header: 'Metin', kind: 'text', width: 40 }) as const);
    const columns = [...table([]).columns, { header: 'Belge no', kind: 'text', width: 18 } as const, ...wide];
    const row: TableRow = ['2026-11-23', LONG, '1', 1, 5n, 'GMW2026000000007', ...wide.map(() => LONG)];
    const pdf = await buffer(await writeTable(table([row], { columns }), 'pdf'));
    const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
    expect(text).toContain('GMW2026000000007');
  });
  it('has no letterhead where there is none', async () => {
    expect((await pagesOf(null)).text[0]).toMatch(/^Mizan · Işık İnşaat A\.Ş\.\s+Demo Ofisi/);
  });
  it('keeps most of the first page for the rows, however long the letterhead is', async () => {
    const lines = Array.from({ length: 40 }, () => `${LONG} ${LONG}`);
    const [first = ''] = (await pagesOf({ ...HEAD, name: LONG.repeat(3), lines, signer: LONG.repeat(3) }))
      .text;
    expect(first.match(/23\.11\.2026/g)?.length).toBeGreaterThan(12);
  });
});

it.each(['csv', 'xlsx', 'pdf'] as const)(
  'a fault of the rows is a fault of the %s, not a short file',
  async (format) => {
    async function* broken(): AsyncGenerator<readonly TableRow[]> {
      yield [[null, 'a', null, null, 1n]];
      throw new Error('the database went away');
    }
    await expect(
      writeTable(table([], { rows: broken() }), format).then((stream) => buffer(stream)),
    ).rejects.toThrow('the database went away');
  },
);
