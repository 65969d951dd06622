/** Tests of reading and writing amounts. */
import { describe, expect, it } from 'vitest';
import { formatCount, formatDecimalText, isZeroText, parseAmount } from './amount.ts';

describe('amounts are written as people read them', () => {
  it.each([
    ['1234567.89', '1.234.567,89'],
    ['0', '0,00'],
    ['1234.5', '1.234,50'],
    ['-1234.5', '-1.234,50'],
    ['999999999999999999.99', '999.999.999.999.999.999,99'],
    ['0.12345678', '0,12345678'],
    ['007', '7,00'],
    ['100.1000', '100,10'],
  ])('%s is %s in Turkish', (wire, shown) => expect(formatDecimalText(wire, 'tr')).toBe(shown));
  it('uses comma groups and a point in English', () => {
    expect(formatDecimalText('1234567.89', 'en')).toBe('1,234,567.89');
  });
  it('drops the decimals of a whole quantity', () => {
    expect(formatDecimalText('12.000', 'tr', 0)).toBe('12');
    expect(formatDecimalText('1.250', 'tr', 0)).toBe('1,25');
  });
  it('leaves a text that is no decimal as it is', () => {
    expect(formatDecimalText('yok', 'tr')).toBe('yok');
  });
  it('counts are grouped like amounts', () => {
    expect(formatCount(10_000, 'tr')).toBe('10.000');
    expect(formatCount(1_240, 'en')).toBe('1,240');
  });
  it('knows every spelling of zero', () => {
    expect(['0', '0.00', '-0', '0.', ''].map(isZeroText)).toEqual([true, true, true, true, true]);
    expect(['0.01', '10', '-1'].map(isZeroText)).toEqual([false, false, false]);
  });
});

describe('typed amounts are read to the kuruş', () => {
  it.each([
    ['1.234,56', 123456n],
    ['1234,56', 123456n],
    ['1234,5', 123450n],
    ['1.234', 123400n],
    ['1.234.567', 123456700n],
    ['12.5', 1250n],
    ['12.50', 1250n],
    ['0,05', 5n],
    [',5', 50n],
    [' 1 234,00 ₺', 123400n],
    ['9999999999999999,99', 999999999999999999n],
  ])('"%s" is %s kuruş in Turkish', (typed, kurus) => expect(parseAmount(typed, 'tr')).toBe(kurus));
  it.each(['', ',', 'abc', '1,234', '12,345', '-5', '1,2,3', '1e5', '1,234.56', '(100)'])(
    '"%s" is no amount in Turkish',
    (typed) => {
      expect(parseAmount(typed, 'tr')).toBeNull();
    },
  );
  it.each([
    ['1,234.56', 123456n],
    ['1234.5', 123450n],
    ['1,234', 123400n],
  ])('"%s" is %s kuruş in English', (typed, kurus) => expect(parseAmount(typed, 'en')).toBe(kurus));
});
