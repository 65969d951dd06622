/** Rules of exact decimals, by example and by property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  DecimalError,
  decimal,
  formatDecimal,
  multiply,
  parseDecimal,
  roundHalfUp,
  subtract,
} from './decimal.ts';

const anyDecimal = fc.record({
  digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  scale: fc.integer({ min: 0, max: 12 }),
});

describe('a decimal', () => {
  it('is read from the lexical space of xsd:decimal and nothing else', () => {
    for (const good of ['0', '12.50', '-3', '+4.1', '.5', '5.', ' 786.90 '])
      expect(parseDecimal(good), good).not.toBeNull();
    for (const bad of [
      '',
      '.',
      '-',
      '1e3',
      'NaN',
      'Infinity',
      '1,5',
      '1.2.3',
      '0x10',
      '1 000',
      '٣',
      '9'.repeat(65),
    ])
      expect(parseDecimal(bad), bad).toBeNull();
    for (const notText of [null, undefined, 5, {}, []]) expect(parseDecimal(notText)).toBeNull();
  });

  it('throws a typed error where a number is required and none is given', () => {
    expect(() => decimal('1e3')).toThrow(DecimalError);
  });

  it('rounds halves away from zero', () => {
    const rounded = (text: string) => formatDecimal(roundHalfUp(decimal(text), 2));
    expect(['1.005', '-1.005', '1.004', '2.675', '-0.004', '7'].map(rounded)).toEqual([
      '1.01',
      '-1.01',
      '1.00',
      '2.68',
      '0.00',
      '7.00',
    ]);
  });

  it('adds and multiplies without the faults of floats', () => {
    expect(formatDecimal(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(formatDecimal(multiply(decimal('1.1'), decimal('1.1')))).toBe('1.21');
    expect(compare(decimal('1.0'), decimal('1.00'))).toBe(0);
  });

  it('survives writing and reading', () => {
    fc.assert(
      fc.property(anyDecimal, (d) => {
        expect(parseDecimal(formatDecimal(d))).toEqual(d);
      }),
    );
  });

  it('takes back what it added, and is never moved by more than half a unit when rounded', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
        const moved = subtract(roundHalfUp(a, 2), a);
        expect(
          compare({ ...moved, digits: moved.digits < 0n ? -moved.digits : moved.digits }, decimal('0.005')),
        ).not.toBe(1);
      }),
    );
  });
});
