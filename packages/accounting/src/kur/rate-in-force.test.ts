/** Rules of rates: which kind is taken, what one unit is worth, which days lie between. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kurusFromForeign } from '../money/kurus.ts';
import { chooseRate, rateOfOne, workingDaysBetween } from './rate-in-force.ts';

const usd = {
  unit: 1,
  forexBuying: '2.8921',
  forexSelling: '2.8973',
  banknoteBuying: '2.8901',
  banknoteSelling: null,
};

it('the kind that is asked is taken, and döviz stands in where TCMB quotes no efektif', () => {
  expect(chooseRate(usd, 'alis')).toEqual({ kind: 'alis', quoted: '2.8921', rate: '2.8921' });
  expect(chooseRate(usd, 'efektif-alis')).toMatchObject({ kind: 'efektif-alis', rate: '2.8901' });
  expect(chooseRate(usd, 'efektif-satis')).toMatchObject({ kind: 'satis', rate: '2.8973' });
  expect(chooseRate({ ...usd, forexBuying: null, banknoteBuying: null }, 'efektif-alis')).toBeNull();
});

it('money that is quoted per hundred is worth a hundredth of the quote each, exactly', () => {
  expect(rateOfOne('27.9131', 100)).toBe('0.279131');
  expect(kurusFromForeign('150000', rateOfOne('27.9131', 100))).toBe(4_186_965n);
  expect(() => rateOfOne('1', 7)).toThrow(RangeError);
});

it('what an amount comes to is the same whether the unit is taken into the rate or into the amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 9_999_999n }),
      fc.constantFrom(1, 10, 100, 1000),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      (digits, unit, hundredths) => {
        const quoted = `${digits / 100_000n}.${String(digits % 100_000n).padStart(5, '0')}`;
        const amount = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
        const doubled = 2n * digits * hundredths;
        const whole = 100_000n * BigInt(unit);
        expect(kurusFromForeign(amount, rateOfOne(quoted, unit))).toBe((doubled + whole) / (2n * whole));
      },
    ),
  );
});

it('between Friday’s bulletin and Monday no working day lies, and between Wednesday’s and Monday two', () => {
  expect(workingDaysBetween('2026-11-27', '2026-11-30')).toEqual([]);
  expect(workingDaysBetween('2026-11-25', '2026-11-30')).toEqual(['2026-11-26', '2026-11-27']);
});
