/** Entering and posting in one act: each voucher for itself, whole or not at all, the same again is nothing new. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

let books: BooksFixture;
let client: ClientForBooks;
beforeAll(async () => {
  books = await createBooks();
});
afterAll(() => books.close());
beforeEach(async () => {
  client = await books.openClient();
});

interface Line {
  readonly accountCode: string;
  readonly debit?: string;
  readonly credit?: string;
}

const entry = (date: string, debit = '100.00', credit = debit, account = '770.03') => ({
  id: randomUUID(),
  date,
  lines: [
    { accountCode: account, debit },
    { accountCode: '100.01', credit },
  ] as Line[],
});
const enter = async (vouchers: ReturnType<typeof entry>[], of = client, scope = books.scope) => {
  const input = { params: { clientId: of.clientId }, body: { vouchers } };
  const { results } = await books.call(contract.enterVouchers, input, scope);
  return results.map(({ status, fisNo, error }) => (status === 'posted' ? fisNo : error?.code));
};
const vouchersOf = () =>
  books.run((trx) =>
    trx
      .selectFrom('vouchers')
      .select(['status', 'fis_no'])
      .where('client_id', '=', client.clientId)
      .execute(),
  );

describe('vouchers that are entered at once', () => {
  it('stand in the books in the order given, and those refused leave nothing behind', async () => {
    const answers = await enter([
      entry('2026-03-02'),
      entry('2026-03-01'),
      entry('2026-03-01', '100.00', '100.01'),
      entry('2026-03-01', '1.00', '1.00', '770.98'),
      entry('2026-03-01', '1.00', '1.00', '770'),
      entry('2031-03-01'),
      { ...entry('2026-03-01'), lines: [{ accountCode: '100.01', debit: '1.00' }] },
      { ...entry('2026-03-01'), lines: [{ accountCode: '100.01', debit: '1.00', credit: '1.00' }] },
      entry('2026-03-01'),
    ]);
    expect(answers).toEqual([
      1,
      2,
      'VOUCHER_UNBALANCED',
      'ACCOUNT_NOT_FOUND',
      'ACCOUNT_NOT_LEAF',
      'PERIOD_OUT_OF_RANGE',
      'VOUCHER_TOO_FEW_LINES',
      'VOUCHER_LINE_ONE_SIDE',
      3,
    ]);
    expect(await vouchersOf()).toHaveLength(3);
    const mizan = await books.call(contract.getMizan, {
      params: { clientId: client.clientId },
      query: { from: '2026-01-01', to: '2026-12-31' },
    });
    expect(mizan.totals.periodDebit).toBe('300.00');
  });

  it('open a year that has not begun, but not a month that is locked or lies before a closed one', async () => {
    expect(await enter([entry('2011-05-05'), entry('2026-03-01')])).toEqual([1, 1]);
    await books.closeMonths(client, '2011-06-01');
    expect(await enter([entry('2010-05-05'), entry('2011-06-30'), entry('2011-07-01')])).toEqual([
      'PERIOD_NOT_OPEN',
      'PERIOD_NOT_OPEN',
      2,
    ]);
  });

  it('are the same when they are sent again, and nobody takes the id of another’s', async () => {
    const vouchers = [entry('2026-03-01'), entry('2026-03-02')];
    expect(await enter(vouchers)).toEqual([1, 2]);
    expect(await enter(vouchers)).toEqual([1, 2]);
    expect(await enter(vouchers, await books.openClient())).toEqual([
      'VOUCHER_ALREADY_POSTED',
      'VOUCHER_ALREADY_POSTED',
    ]);
    expect(await vouchersOf()).toHaveLength(2);
  });

  it('by many at once into one month have numbers without gap or repeat, and sums to the kuruş', async () => {
    const people = Array.from({ length: 6 }, () => ({ ...books.scope, userId: randomUUID() }));
    const many = await Promise.all(
      // Requests of one person are posted together; those of six compete.
      people.flatMap((scope) =>
        Array.from({ length: 4 }, () =>
          enter([entry('2026-03-01'), entry('2026-03-02', '0.01')], client, scope),
        ),
      ),
    );
    const numbers = many.flat().map(Number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 48 }, (_, n) => n + 1));
    const sums = await books.run((trx) =>
      trx
        .selectFrom('account_balances')
        .select(['account_code', 'debit_kurus', 'credit_kurus', 'line_count'])
        .where('client_id', '=', client.clientId)
        .orderBy('account_code')
        .execute(),
    );
    expect(sums).toEqual([
      { account_code: '100.01', debit_kurus: 0n, credit_kurus: 240_024n, line_count: 48 },
      { account_code: '770.03', debit_kurus: 240_024n, credit_kurus: 0n, line_count: 48 },
    ]);
  });

  it('by several requests at once are posted together, each answered for itself and told in the audit log as its own', async () => {
    const repeated = entry('2026-03-03');
    const requests = [
      [entry('2026-03-01'), entry('2026-03-01', '1.00', '1.01')],
      [entry('2026-03-01', '1.00', '1.00', '770.98')],
      [repeated],
      [repeated],
      [{ ...entry('2026-03-01'), lines: [{ accountCode: '100.01', debit: '1.00', credit: '1.00' }] }],
      [entry('2012-03-01'), entry('2026-03-04')],
    ];
    const answers = await Promise.all(
      requests.map((vouchers, n) =>
        books.call(
          contract.enterVouchers,
          { params: { clientId: client.clientId }, body: { vouchers } },
          { ...books.scope, requestId: `request-${n}`, address: `10.0.0.${n}` },
        ),
      ),
    );
    const told = answers.map(({ results }) => results.map(({ status, error }) => error?.code ?? status));
    expect(told).toEqual([
      ['posted', 'VOUCHER_UNBALANCED'],
      ['ACCOUNT_NOT_FOUND'],
      ['posted'],
      ['posted'],
      ['VOUCHER_LINE_ONE_SIDE'],
      ['posted', 'posted'],
    ]);
    expect(answers[2]?.results[0]?.fisNo).toBe(answers[3]?.results[0]?.fisNo);
    const lines = await books.run((trx) =>
      trx
        .selectFrom('audit_log')
        .select(['entity_id', 'request_id', 'address', 'action', 'after'])
        .where('client_id', '=', client.clientId)
        .where('entity', '=', 'vouchers')
        .execute(),
    );
    const transactions = await books.run((trx) =>
      trx
        .selectFrom('vouchers')
        .select(({ fn }) => fn.count('posted_at').distinct().as('n'))
        .where('client_id', '=', client.clientId)
        .executeTakeFirstOrThrow(),
    );
    expect(Number(transactions.n)).toBeLessThan(4);
    const origin = new Map<string, number>(
      requests.flatMap((vouchers, n) => vouchers.map(({ id }) => [id, n] as const)),
    );
    origin.set(repeated.id, 2);
    expect(lines.map(({ entity_id: id }) => id).toSorted()).toEqual(
      answers
        .flatMap(({ results }) => results.filter(({ status }) => status === 'posted').map(({ id }) => id))
        .filter((id, n, all) => all.indexOf(id) === n)
        .toSorted(),
    );
    for (const { entity_id: id, ...line } of lines)
      expect(line).toMatchObject({
        request_id: `request-${origin.get(id)}`,
        address: `10.0.0.${origin.get(id)}`,
        action: 'insert',
        after: { status: 'posted', posted_by: books.scope.userId },
      });
  });
});
