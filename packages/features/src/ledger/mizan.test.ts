/** The mizan against a brute-force sum, for arbitrary entries, ranges and levels. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksContract } from '../books/contract.ts';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { ledgerContract as contract } from './contract.ts';

const LEAVES = ['100.01', '102.01', '153.01.020', '191.01.020', '391.01.020', '600.01.020', '770.03', '500'];

interface Entry {
  readonly date: string;
  readonly lines: readonly { accountCode: string; debit: string; credit: string }[];
}

/** Few days, so that entries often fall on the first or last day of a range. */
const day = fc
  .tuple(fc.constantFrom('2025', '2026'), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }))
  .map(([year, month, of]) => `${year}-0${month}-0${of}`);

/** One debit, split over one to three credits. */
const entry: fc.Arbitrary<Entry> = fc
  .record({
    date: day,
    debitAccount: fc.constantFrom(...LEAVES),
    credits: fc.array(
      fc.record({ code: fc.constantFrom(...LEAVES), kurus: fc.bigInt(1n, 10_000_000_000n) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  })
  .map(({ date, debitAccount, credits }) => ({
    date,
    lines: [
      {
        accountCode: debitAccount,
        debit: kurusToDecimal(credits.reduce((sum, each) => sum + each.kurus, 0n)),
        credit: '0',
      },
      ...credits.map(({ code, kurus }) => ({ accountCode: code, debit: '0', credit: kurusToDecimal(kurus) })),
    ],
  }));

function isBelow(code: string, ancestor: string): boolean {
  for (let at: string | null = code; at !== null; at = parentCode(at)) if (at === ancestor) return true;
  return false;
}

/** What one row of the mizan must show, from the entries themselves. */
function expected(entries: readonly Entry[], code: string, from: string, to: string) {
  const nets = new Map<string, bigint>();
  const sums = { periodDebit: 0n, periodCredit: 0n };
  for (const { date, lines } of entries)
    for (const line of lines) {
      if (date > to || !isBelow(line.accountCode, code)) continue;
      const [debit, credit] = [kurusFromDecimal(line.debit), kurusFromDecimal(line.credit)];
      if (date < from) nets.set(line.accountCode, (nets.get(line.accountCode) ?? 0n) + debit - credit);
      else {
        sums.periodDebit += debit;
        sums.periodCredit += credit;
      }
    }
  const openings = [...nets.values()];
  const openingDebit = openings.reduce((sum, net) => (net > 0n ? sum + net : sum), 0n);
  const openingCredit = openings.reduce((sum, net) => (net < 0n ? sum - net : sum), 0n);
  const balance = openingDebit + sums.periodDebit - openingCredit - sums.periodCredit;
  return {
    openingDebit: kurusToDecimal(openingDebit),
    openingCredit: kurusToDecimal(openingCredit),
    periodDebit: kurusToDecimal(sums.periodDebit),
    periodCredit: kurusToDecimal(sums.periodCredit),
    cumulativeDebit: kurusToDecimal(openingDebit + sums.periodDebit),
    cumulativeCredit: kurusToDecimal(openingCredit + sums.periodCredit),
    balanceDebit: kurusToDecimal(balance > 0n ? balance : 0n),
    balanceCredit: kurusToDecimal(balance < 0n ? -balance : 0n),
  };
}

describe('the mizan', () => {
  let books: BooksFixture;
  beforeAll(async () => {
    books = await createBooks();
  });
  afterAll(() => books.close());

  async function record(entries: readonly Entry[]): Promise<string> {
    const { clientId } = await books.openClient();
    const vouchers = [];
    for (const body of entries)
      vouchers.push(
        await books.call(contract.createVoucher, {
          params: { clientId },
          body: { ...body, lines: [...body.lines] },
        }),
      );
    const { results } = await books.call(contract.postVouchers, {
      body: { vouchers: vouchers.map(({ id }) => ({ id })) },
    });
    expect(results.filter((each) => each.status === 'refused')).toEqual([]);
    return clientId;
  }

  it('equals the sum of the entries at every level, for any entries and any range', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 12 }),
        day,
        day,
        async (entries, one, other) => {
          const [from, to] = one <= other ? [one, other] : [other, one];
          const clientId = await record(entries);
          const mizan = await books.call(contract.getMizan, { params: { clientId }, query: { from, to } });
          expect(mizan.balanced).toBe(true);
          for (const row of mizan.rows) expect(row).toMatchObject(expected(entries, row.code, from, to));
          const booked = entries.filter((each) => each.date <= to).flatMap((each) => each.lines);
          const shown = new Set(mizan.rows.map((row) => row.code));
          for (const line of booked) expect(shown).toContain(line.accountCode);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('shows no draft, names its accounts, cuts at a level, and drills down to the same lines', async () => {
    const lines = [
      { accountCode: '153.01.020', debit: '10.00', credit: '0' },
      { accountCode: '153.01.010', debit: '5.00', credit: '0' },
      { accountCode: '100.01', debit: '0', credit: '15.00' },
    ];
    const clientId = await record([{ date: '2026-01-05', lines }]);
    await books.call(contract.createVoucher, {
      params: { clientId },
      body: { date: '2026-01-06', lines: [{ accountCode: '770.03', debit: '99.00' }] },
    });
    const query = { from: '2026-01-01', to: '2026-12-31', level: '3' };
    const mizan = await books.call(contract.getMizan, { params: { clientId }, query });
    expect(mizan.rows.map((row) => [row.code, row.name, row.balanceDebit, row.balanceCredit])).toEqual([
      ['1', 'Dönen Varlıklar', '0.00', '0.00'],
      ['10', 'Hazır Değerler', '0.00', '15.00'],
      ['100', 'Kasa', '0.00', '15.00'],
      ['15', 'Stoklar', '15.00', '0.00'],
      ['153', 'Ticari Mallar', '15.00', '0.00'],
    ]);
    const first = await books.call(booksContract.listAccountLines, {
      params: { clientId, accountCode: '153' },
      query: { limit: 1 },
    });
    const second = await books.call(booksContract.listAccountLines, {
      params: { clientId, accountCode: '153' },
      query: { offset: 1, limit: 1 },
    });
    expect([...first.items, ...second.items].map((line) => line.debit)).toEqual(['10.00', '5.00']);
  });
});
