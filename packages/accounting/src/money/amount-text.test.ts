/** Rules of reading amounts that people wrote: exactly, or with the reason why not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMarkOf, readAmountText, readKurusText } from './amount-text.ts';
import { formatDecimal } from './decimal.ts';
import { formatKurusTr, kurusToDecimal } from './kurus.ts';

const read = (text: string, mark: ',' | '.' | null = null) => {
  const { amount, fault } = readAmountText(text, mark);
  return amount === null ? fault : formatDecimal(amount);
};

describe('an amount text', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1234.5', '1234.5'],
    ['1234,5', '1234.5'],
    ['1.234.567', '1234567'],
    ['1,234,567.8', '1234567.8'],
    ['(100)', '-100'],
    ['(1.234,56) TL', '-1234.56'],
    ['₺ 100,00-', '-100.00'],
    ['-₺100', '-100'],
    ['−5', '-5'],
    ['+7', '7'],
    ['1 234,56', '1234.56'],
    ["1'234.50", '1234.50'],
    ['12\u00a0345\u202f678,90', '12345678.90'],
    ['0,500', '0.500'],
    [',5', '0.5'],
    ['1234.567', '1234.567'],
    ['100', '100'],
    ['5.', '5.'],
    ['250 EUR', '250'],
  ])('"%s" is %s', (text, amount) => expect(read(text)).toBe(amount === '5.' ? '5' : amount));

  it.each([
    'yok',
    '1.2.3',
    '12.34,5',
    '1,23.4',
    '1e5',
    '--5',
    '-5-',
    '(-5)',
    '12 34',
    '=A1',
    '#REF!',
    '٣',
    '.',
    'TL',
  ])('"%s" is no amount', (text) => expect(read(text)).toBe('unreadable'));

  it('that can be read in two ways is not guessed at', () => {
    for (const text of ['1.234', '12,345', '(1.000)', '999.999 TL'])
      expect(read(text), text).toBe('ambiguous');
    expect(read('1.234', ',')).toBe('1234');
    expect(read('1.234', '.')).toBe('1.234');
    expect(read('1,234.56', ','), 'what is clear by itself stays so').toBe('1234.56');
  });

  it('says nothing where nothing is written', () => {
    expect([read(''), read(' \u00a0 ')]).toEqual(['empty', 'empty']);
    expect(read('9'.repeat(65))).toBe('unreadable');
  });

  it('is not rounded to kuruş behind anybody’s back', () => {
    expect(readKurusText('1.234,565')).toEqual({ kurus: null, fault: 'too-fine' });
    expect(readKurusText('1.234,5600')).toEqual({ kurus: 123456n, fault: null });
    expect(readKurusText('7')).toEqual({ kurus: 700n, fault: null });
    expect(readKurusText('1.234')).toEqual({ kurus: null, fault: 'ambiguous' });
  });

  it('is understood from the texts beside it, unless these contradict each other', () => {
    expect(decimalMarkOf(['1.234', '12,50', 'açıklama', ''])).toBe(',');
    expect(decimalMarkOf(['1.234.567'])).toBe(',');
    expect(decimalMarkOf(['1,234.5'])).toBe('.');
    expect(decimalMarkOf(['1.234', '100'])).toBeNull();
    expect(decimalMarkOf(['12,50', '12.50'])).toBeNull();
  });

  it('written by us comes back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (kurus) => {
        expect(readKurusText(formatKurusTr(kurus))).toEqual({ kurus, fault: null });
        expect(readKurusText(kurusToDecimal(kurus), '.')).toEqual({ kurus, fault: null });
      }),
    );
  });

  it('of any kind neither crashes nor is read as something else than its digits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const { amount } = readAmountText(text);
        if (amount !== null)
          expect(text.replace(/\D/g, '')).toContain(
            String(amount.digits < 0n ? -amount.digits : amount.digits).replace(/^0$/, '0'),
          );
      }),
    );
  });
});
