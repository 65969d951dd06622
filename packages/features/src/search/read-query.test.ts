/** What a typed search is taken for. */
import { expect, it } from 'vitest';
import { readQuery } from './read-query.ts';

const read = (typed: string) => {
  const query = readQuery(typed);
  if (query === null) throw new Error('nothing to search');
  return query;
};

it('nothing but blanks is no search', () => {
  expect(readQuery('  \t ')).toBeNull();
});

it('Turkish letters are folded and the longest word comes first', () => {
  expect(read('  Işık  İNŞAAT A.Ş. ')).toMatchObject({
    text: 'isik insaat a.s.',
    words: ['insaat', 'isik', 'a.s.'],
    isShort: false,
  });
});

it('an amount is read as people write it; a short number is none', () => {
  expect(read('1.234,56').amountKurus).toBe(123_456n);
  expect(read('1234,5 TL').amountKurus).toBe(123_450n);
  expect(read('12.345.678').amountKurus).toBe(1_234_567_800n);
  expect(read('1234').amountKurus).toBe(123_400n);
  expect(read('7,25').amountKurus).toBe(725n);
  for (const text of ['12', '1.23,4', '1,234', '1.2345', '-5,00', 'a1,00'])
    expect(read(text).amountKurus).toBeNull();
});

it('"120.01" is the code of an account, with or without what follows', () => {
  for (const text of ['1', '120', '120.01', '120.01.']) expect(read(text).accountCode).toBe(text);
  for (const text of ['0', '1200', '120,01', 'a120']) expect(read(text).accountCode).toBeNull();
});

it('a voucher is named by its number, with its type or without', () => {
  expect(read('mahsup 12').voucherNo).toEqual({ no: 12, type: 'mahsup' });
  expect(read('Açılış Fişi'.replace('Fişi', 'fiş no: 1')).voucherNo).toEqual({ no: 1, type: 'acilis' });
  expect(read('fiş 44').voucherNo).toEqual({ no: 44, type: null });
  expect(read('12').voucherNo).toEqual({ no: 12, type: null });
  for (const text of ['0', 'mahsup', '12a', '9999999999', '4294967296'])
    expect(read(text).voucherNo).toBeNull();
});

it('one or two letters are short, the number of a voucher is not', () => {
  expect(read('ab').isShort).toBe(true);
  expect(read('a.').isShort).toBe(true);
  expect(read('abc').isShort).toBe(false);
  expect(read('7').isShort).toBe(false);
});

it('letters and digits without a blank may be the number of a document, in capitals', () => {
  expect(read('gib2026000000042').documentNo).toBe('GIB2026000000042');
  expect(read('2026').documentNo).toBe('2026');
  for (const text of ['gibx', 'g 2026', '202', 'gib-2026', `${'x'.repeat(20)}12345`])
    expect(read(text).documentNo).toBeNull();
});

it('digits alone are the beginning of a tax number from the fourth on', () => {
  expect(read('1234').taxId).toBe('1234');
  for (const text of ['123', '123456789012', '1234a']) expect(read(text).taxId).toBeNull();
});
