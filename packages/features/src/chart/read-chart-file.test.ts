/** Rules of reading a table of accounts: which columns it has, and why a row is not taken. */
import { bookInMemory, sheetOf } from '@muhasebi/connectors/table-file/book-in-memory.fixture.ts';
import { describe, expect, it } from 'vitest';
import { readChartFile } from './read-chart-file.ts';

const read = (...lines: string[]) => readChartFile(Buffer.from(lines.join('\n')));

describe('a table of accounts', () => {
  it('is read below the names of its columns, whatever stands above and beside them, codes as other programs write them', async () => {
    const { list, unread } = await read(
      'Işık İnşaat Ltd. Şti.;;;',
      'HESAP PLANI;;;',
      'Sıra;HESAP KODU;Hesap Adı;Vergi No',
      '1;120 01 0001;Işık  A.Ş. ;1234567808',
      '2;100-02;Döviz kasası;',
      ';;;',
    );
    expect(unread).toEqual([]);
    expect(list).toEqual([
      { row: 4, code: '120.01.0001', name: 'Işık A.Ş.', counterpartyTaxId: '1234567808' },
      { row: 5, code: '100.02', name: 'Döviz kasası', counterpartyTaxId: null },
    ]);
  });

  it('without names of columns is understood where a code stands beside a name, and refused otherwise', async () => {
    expect((await read('100.02;Döviz kasası')).list).toMatchObject([{ row: 1, code: '100.02' }]);
    await expect(read('Döviz kasası;100.02')).rejects.toMatchObject({ code: 'CHART_FILE_NO_HEADER' });
    await expect(read('')).rejects.toMatchObject({ code: 'CHART_FILE_UNREADABLE' });
    await expect(readChartFile(Buffer.from('%PDF-1.7'))).rejects.toMatchObject({
      code: 'CHART_FILE_UNREADABLE',
    });
  });

  it('gives each row that it cannot take with its number and the reason', async () => {
    const { list, unread } = await read(
      'Kod;Ad;VKN',
      'Toplam;1.234,56;',
      ';Adsız;',
      '100.02;;',
      `100.03;${'a'.repeat(201)};`,
      '120.01.1;Işık;1234567891',
      '120.01.2;Nihai tüketici;11111111111',
      '=1+1;Formül;',
    );
    expect(list).toEqual([]);
    expect(unread.map(({ row, reason, other }) => [row, reason, other])).toEqual([
      [2, 'unreadable-code', 'Toplam'],
      [3, 'unreadable-code', ''],
      [4, 'no-name', ''],
      [5, 'long-name', '201'],
      [6, 'bad-tax-id', '1234567891'],
      [7, 'bad-tax-id', '11111111111'],
      [8, 'unreadable-code', '=1+1'],
    ]);
  });

  it('does not guess which zeros a spreadsheet dropped from a code that it took for a number', async () => {
    const cells = (row: number, code: string, name: string) =>
      `<c r="A${row}"><v>${code}</v></c><c r="B${row}" t="inlineStr"><is><t>${name}</t></is></c>`;
    const book = await bookInMemory({
      sheet: sheetOf(cells(1, '100', 'Kasa'), cells(2, '120.1', 'Alıcılar')),
    });
    const { list, unread } = await readChartFile(book);
    expect(list).toMatchObject([{ row: 1, code: '100' }]);
    expect(unread).toMatchObject([{ row: 2, reason: 'number-code', other: '120.1' }]);
  });
});
