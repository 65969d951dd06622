/** The closing of a fiscal year: golden years worked out by hand, and what holds for any books. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterLines, netWithin, openWithin } from './balances.ts';
import { corporateTaxOf } from './corporate-tax.ts';
import { planYearEnd, resultBeforeTax } from './plan-year-end.ts';
import { chartLeaves, noVouchers, readYear, yearEndTable } from './year-end.fixture.ts';
import type { YearEndInput } from './year-end-steps.ts';

const FOLDER = new URL('./golden/', import.meta.url);
const ALL_TARGETS = { '71': '151', '72': '152', '73': '620', '79': '632', '78': '661' };
// What no rule closes: bridges of cost accounting and the corrections of inflation.
const usual = chartLeaves.filter((code) => !/^(?:70|697|698)/.test(code));

/** Balanced books: each entry moves an amount between two leaves. */
const books = fc
  .array(
    fc.record({
      debit: fc.constantFrom(...usual),
      credit: fc.constantFrom(...usual),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((entries) =>
    entries.reduce(
      (balances, { debit, credit, amount }) => {
        const zero = { debitKurus: 0n, creditKurus: 0n };
        return afterLines(balances, [
          { ...zero, accountCode: debit, debitKurus: amount },
          { ...zero, accountCode: credit, creditKurus: amount },
        ]);
      },
      new Map() as ReadonlyMap<string, bigint>,
    ),
  );

describe('the closing of a fiscal year', () => {
  it.each(readdirSync(FOLDER).toSorted())('of %s is the one worked out by hand', (name) => {
    const read = (file: string) => readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8');
    const expected = read('expected.txt')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    expect(yearEndTable(read('input.txt'))).toBe(expected);
  });

  it('leaves classes 6 and 7 empty, the result in 590 or 591, and opens what it closed, for any books', () => {
    fc.assert(
      fc.property(books, fc.bigInt({ min: 0n, max: 10n ** 12n }), (balances, taxKurus) => {
        const input: YearEndInput = { ...noVouchers, targets: ALL_TARGETS, taxKurus };
        const plan = planYearEnd(balances, input);
        expect(plan.flatMap(({ needs }) => needs)).toEqual([]);
        let now = balances;
        for (const { step, lines } of plan) {
          expect(netOf(lines)).toBe(0n);
          now = afterLines(now, lines);
          if (step === 'kar-zarar') {
            expect([...openWithin(now, '6'), ...openWithin(now, '7')]).toEqual([]);
            const result = (resultBeforeTax(balances, input) ?? 0n) - taxKurus - previousResult(balances);
            expect(carried(now) - carried(balances)).toBe(result);
          }
          if (step === 'kapanis') expect([...now.values()].every((net) => net === 0n)).toBe(true);
          if (step === 'acilis') expect(nonZero(now)).toEqual(nonZero(beforeKapanis(balances, input)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has nothing left to do once its vouchers are posted, and only the difference after a late entry', () => {
    const { balances, targets } = readYear(readFileSync(new URL('uretici-kar/input.txt', FOLDER), 'utf8'));
    const input = { ...noVouchers, targets, taxKurus: 100_00n };
    let now = balances;
    let closed = input.closed;
    for (const { step, lines } of planYearEnd(balances, input).slice(0, -1)) {
      now = afterLines(now, lines);
      if (step === 'kapanis') closed = afterLines(closed, lines);
    }
    const posted = { ...input, provisionedKurus: 100_00n, closed };
    const opening = planYearEnd(now, posted);
    expect(opening.filter(({ lines }) => lines.length > 0).map(({ step }) => step)).toEqual(['acilis']);
    const opened = afterLines(new Map(), opening[7]?.lines ?? []);
    expect(planYearEnd(now, { ...posted, opened }).flatMap(({ lines }) => lines)).toEqual([]);

    const late = afterLines(now, [
      { accountCode: '770.05', debitKurus: 500n, creditKurus: 0n },
      { accountCode: '320.01.0001', debitKurus: 0n, creditKurus: 500n },
    ]);
    const again = planYearEnd(late, { ...posted, opened });
    expect(
      again.map(({ step, lines }) => [
        step,
        lines.map((l) => `${l.accountCode} ${l.debitKurus - l.creditKurus}`),
      ]),
    ).toEqual([
      ['yansitma', ['632 500', '771 -500']],
      ['maliyet', ['771 500', '770.05 -500']],
      ['sonuc', ['690 500', '632 -500']],
      ['vergi', []],
      ['net-kar', ['692 500', '690 -500']],
      ['kar-zarar', ['591 500', '692 -500']],
      ['kapanis', ['320.01.0001 500', '591 -500']],
      ['acilis', ['591 500', '320.01.0001 -500']],
    ]);
  });

  it('asks where production costs go, and holds everything after it until it is told', () => {
    const balances = new Map([
      ['710', 1000n],
      ['600.02', -1500n],
      ['100.01', 500n],
    ]);
    const plan = planYearEnd(balances, noVouchers);
    expect(plan[0]?.needs).toEqual([
      { kind: 'target', code: '71', kurus: 1000n, targets: ['151', '152', '620', '622'] },
    ]);
    expect(plan.every(({ isBlocked }) => isBlocked)).toBe(true);
    expect(resultBeforeTax(balances, noVouchers)).toBeNull();
    expect(resultBeforeTax(balances, { ...noVouchers, targets: { '71': '620' } })).toBe(500n);
    expect(resultBeforeTax(balances, { ...noVouchers, targets: { '71': '151' } })).toBe(1500n);
  });

  it('leaves an opening that came from elsewhere to a person, unless it is what the kapanış mirrors', () => {
    const balances = new Map([
      ['100.01', 500n],
      ['500', -500n],
    ]);
    const openedAs = (net: bigint) => ({
      ...noVouchers,
      opened: new Map([
        ['100.01', net],
        ['500', -net],
      ]),
      isOpenedByHand: true,
    });
    expect(planYearEnd(balances, openedAs(500n)).at(-1)).toMatchObject({ lines: [], needs: [] });
    expect(planYearEnd(balances, openedAs(800n)).at(-1)).toMatchObject({
      lines: [],
      needs: [{ kind: 'opened-by-hand', kurus: 300n }],
    });
  });

  it('says which account has no leaf, and what no rule closes', () => {
    const plan = planYearEnd(
      new Map([
        ['770.05', 700n],
        ['698', 300n],
        ['100.01', -1000n],
      ]),
      { ...noVouchers, leaves: chartLeaves.filter((code) => code !== '771') },
    );
    expect(
      plan.flatMap(({ step, needs }) => needs.map((need) => `${step} ${need.kind} ${need.code}`)),
    ).toEqual([
      'yansitma account 771',
      'maliyet by-hand 77',
      'sonuc by-hand 698',
      'kapanis by-hand 698',
      'kapanis by-hand 770.05',
    ]);
  });
});

describe('the tax of a year', () => {
  const figure = (profitKurus: bigint, yearStart: string, isCompany = true) =>
    corporateTaxOf({ profitKurus, kkegKurus: 100n, yearStart, isCompany });

  it('is that of the rate in force when the fiscal year began', () => {
    const rates = [
      '2005-01-01',
      '2017-07-01',
      '2018-01-01',
      '2021-01-01',
      '2022-12-01',
      '2023-01-01',
      '2026-04-01',
    ];
    expect(rates.map((start) => figure(900n, start).taxKurus)).toEqual([
      0n,
      200n,
      220n,
      250n,
      230n,
      250n,
      250n,
    ]);
  });

  it('is nothing for a loss or for a person, and is rounded half up', () => {
    expect(figure(-101n, '2025-01-01')).toMatchObject({ baseKurus: 0n, taxKurus: 0n });
    expect(figure(900n, '2025-01-01', false)).toMatchObject({ rate: null, taxKurus: 0n });
    expect(figure(2n, '2025-01-01').taxKurus).toBe(26n);
  });
});

const netOf = (lines: readonly { debitKurus: bigint; creditKurus: bigint }[]) =>
  lines.reduce((sum, line) => sum + line.debitKurus - line.creditKurus, 0n);
const nonZero = (balances: ReadonlyMap<string, bigint>) =>
  [...balances].filter(([, net]) => net !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1));
const carried = (balances: ReadonlyMap<string, bigint>) =>
  -netWithin(balances, '590') - netWithin(balances, '591');
/** 691 and 692 of books that stood there before the closing began. */
const previousResult = (balances: ReadonlyMap<string, bigint>) =>
  netWithin(balances, '691') + netWithin(balances, '692');

function beforeKapanis(balances: ReadonlyMap<string, bigint>, input: YearEndInput) {
  return planYearEnd(balances, input)
    .slice(0, 6)
    .reduce((now, { lines }) => afterLines(now, lines), balances);
}
