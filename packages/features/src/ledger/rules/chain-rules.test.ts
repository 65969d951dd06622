/** What is changed past every guard of the database is named by the chain, the kept sums or the seal of its month. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../../books.fixture.ts';
import type { LedgerRule } from '../../ledger-rule.queries.ts';
import { type ClientForBooks, ledgerContract as contract } from '../contract.ts';
import { accountBalances } from './account-balances.queries.ts';
import { entryChain } from './entry-chain.queries.ts';
import { mizanBalances } from './mizan-balances.queries.ts';
import { yevmiyeNumbers } from './yevmiye-numbers.queries.ts';

let books: BooksFixture;
let superuser: pg.Client;
let client: ClientForBooks;
/** Four vouchers of November, in the order of posting; the last reverses the third. */
let posted: string[];

beforeAll(async () => {
  books = await createBooks();
  superuser = new pg.Client({ connectionString: books.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await books.close();
});
beforeEach(async () => {
  client = await books.openClient();
  posted = [];
  for (const day of ['02', '02', '03']) {
    const lines = [
      { accountCode: '770.03', debit: '100.00' },
      { accountCode: '100.01', credit: '100.00' },
    ];
    const params = { clientId: client.clientId };
    const { id } = await books.call(contract.createVoucher, {
      params,
      body: { date: `2026-11-${day}`, lines },
    });
    await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
    posted.push(id);
  }
  const params = { voucherId: posted[2] ?? '' };
  posted.push((await books.call(contract.reverseVoucher, { params, body: { date: '2026-11-04' } })).id);
  for (const rule of [entryChain, accountBalances, mizanBalances, yevmiyeNumbers])
    expect(await judge(rule)).toEqual([]);
});

async function judge(rule: LedgerRule) {
  const scope = { tenantId: client.tenantId, clientId: client.clientId, limit: 20 };
  const { breaches } = await books.run((trx) => rule.check(trx, scope));
  return breaches.map(({ place, breaks, facts }) => ({ place, breaks, facts }));
}

/** Past every trigger and foreign key, as no user of the installation can. */
async function damage(statement: string, ...values: readonly unknown[]): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  const { rowCount } = await superuser.query(statement, [...values]);
  await superuser.query('reset session_replication_role');
  if (rowCount === 0) throw new Error('nothing was damaged');
}

describe('a posted entry that was changed unseen', () => {
  it.each([
    ['text', `update vouchers set description = 'x' where voucher_id = $1`],
    ['day', `update vouchers set voucher_date = voucher_date + 1 where voucher_id = $1`],
    ['poster', `update vouchers set posted_by = null where voucher_id = $1`],
    ['time', `update vouchers set posted_at = posted_at + interval '1 microsecond' where voucher_id = $1`],
    ['number', `update vouchers set fis_no = 99 where voucher_id = $1`],
    [
      'amount, on both sides',
      `update voucher_lines set debit_kurus = debit_kurus * 2, credit_kurus = credit_kurus * 2 where voucher_id = $1`,
    ],
    ['account', `update voucher_lines set account_code = '770.04' where voucher_id = $1 and debit_kurus > 0`],
    ['line’s text', `update voucher_lines set description = 'x' where voucher_id = $1 and line_no = 1`],
    [
      'currency',
      `update voucher_lines set fx_currency = 'USD', fx_amount = 1, fx_rate = 1 where voucher_id = $1 and line_no = 1`,
    ],
  ])('in its %s is named by the chain, the first of those that differ', async (_what, statement) => {
    await damage(statement, posted[1]);
    await damage(statement.replace('99', '98'), posted[3]);
    expect(await judge(entryChain)).toMatchObject([
      {
        place: expect.stringContaining(posted[1] ?? ''),
        breaks: 'changed',
        facts: { place: '2', differing: '2' },
      },
    ]);
  });

  it('with a forged hash is named by the entry after it, and at the end by the recorded end', async () => {
    await damage(`update vouchers set chain_hash = sha256('x') where voucher_id = $1`, posted[0]);
    expect(await judge(entryChain)).toMatchObject([{ facts: { place: '1', differing: '2' } }]);
    await damage('delete from ledger_chains where client_id = $1', client.clientId);
    expect(await judge(entryChain)).toMatchObject([
      { breaks: 'changed' },
      { breaks: 'end', facts: { last: '4', head: '0' } },
    ]);
  });

  it('away, at the end or in the middle, is named by its place', async () => {
    await damage('delete from voucher_lines where voucher_id = any($1)', [posted[1], posted[3]]);
    await damage('delete from vouchers where voucher_id = any($1)', [posted[1], posted[3]]);
    expect(await judge(entryChain)).toMatchObject([
      { breaks: 'missing', facts: { from: '2', to: '2' } },
      { breaks: 'end', facts: { last: '3', head: '4' } },
    ]);
  });
});

it('a sum kept of an account that is not that of its lines is named with both', async () => {
  await damage(
    `update account_balances set debit_kurus = debit_kurus + 1 where client_id = $1 and account_code = '770.03'`,
    client.clientId,
  );
  expect(await judge(accountBalances)).toMatchObject([
    {
      place: '770.03',
      facts: { month: '2026-11', debit: '300.01', debitOfLines: '300.00', credit: '100.00' },
    },
  ]);
});

describe('a closed month that was changed unseen', () => {
  beforeEach(async () => {
    await books.closeMonths(client, '2026-11-01');
    expect(await judge(yevmiyeNumbers)).toEqual([]);
  });

  it('in its numbers is named by their order, by gaps and by its seal', async () => {
    for (const [from, to] of [
      [3, 99],
      [4, 3],
      [99, 4],
    ])
      await damage(
        'update yevmiye_numbers set yevmiye_no = $3 where client_id = $1 and yevmiye_no = $2',
        client.clientId,
        from,
        to,
      );
    expect(await judge(yevmiyeNumbers)).toMatchObject([
      { breaks: 'seal', facts: { month: '2026-11' } },
      { breaks: 'order', facts: { number: '4', day: '2026-11-03', dayBefore: '2026-11-04' } },
    ]);
    await damage('delete from yevmiye_numbers where client_id = $1 and yevmiye_no = 2', client.clientId);
    expect((await judge(yevmiyeNumbers)).map(({ breaks }) => breaks)).toEqual([
      'seal',
      'unnumbered',
      'gap',
      'order',
    ]);
  });
});
