/** Attacks on balances, chain, numbers and months with plain SQL as the application's own role. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

let books: BooksFixture;
let sql: pg.Client;
let client: ClientForBooks;

beforeAll(async () => {
  books = await createBooks();
  sql = new pg.Client({ connectionString: books.appUrl });
  await sql.connect();
  await sql.query(
    `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false), set_config('app.user_id', $2, false)`,
    [books.tenantId, books.scope.userId],
  );
});
afterAll(async () => {
  await sql.end();
  await books.close();
});
beforeEach(async () => {
  client = await books.openClient();
});

async function draft(
  date: string,
  amount = '100.00',
  type: 'mahsup' | 'acilis' | 'kapanis' = 'mahsup',
): Promise<string> {
  const lines = [
    { accountCode: '770.03', debit: amount },
    { accountCode: '100.01', credit: amount },
  ];
  const params = { clientId: client.clientId };
  return (await books.call(contract.createVoucher, { params, body: { date, lines, type } })).id;
}
const postBySql = (id: string) =>
  sql.query(`update vouchers set status = 'posted' where voucher_id = $1`, [id]);
async function posted(...args: Parameters<typeof draft>): Promise<string> {
  const id = await draft(...args);
  await postBySql(id);
  return id;
}
const refused = (attempt: Promise<unknown>, code: string, detail?: string) =>
  expect(attempt).rejects.toMatchObject({ code, ...(detail === undefined ? {} : { detail }) });
const number = async (month: string): Promise<number> =>
  (await sql.query('select app.number_period($1, $2) as given', [client.clientId, month])).rows[0].given;
const close = (month: string) =>
  sql.query(`update periods set status = 'closed' where client_id = $1 and period = $2`, [
    client.clientId,
    month,
  ]);
const numbers = async () =>
  (
    await sql.query(
      `select v.voucher_date::text as day, v.type, y.yevmiye_no as no from yevmiye_numbers y join vouchers v using (voucher_id)
       where y.client_id = $1 order by y.yevmiye_no`,
      [client.clientId],
    )
  ).rows;

describe('sums, chain and numbers', () => {
  it('are written by posting alone, whatever the application tries', async () => {
    const id = await posted('2026-04-01');
    await number('2026-04-01');
    for (const change of [
      'update account_balances set debit_kurus = 0',
      'delete from account_balances',
      `insert into account_balances select tenant_id, client_id, account_code, period, 'closing', 1, 0, 1 from account_balances`,
      'update ledger_chains set last_no = 0',
      'delete from ledger_chains',
      'update yevmiye_numbers set yevmiye_no = 7',
      'delete from yevmiye_numbers',
      `insert into yevmiye_numbers select tenant_id, client_id, fiscal_year, 8, period, voucher_id from yevmiye_numbers`,
      `delete from period_exceptions`,
    ])
      await refused(sql.query(change), '42501');
    await refused(sql.query('update vouchers set chain_no = 9 where voucher_id = $1', [id]), 'MU001');
    await refused(
      sql.query(`update vouchers set chain_hash = sha256('x') where voucher_id = $1`, [
        await draft('2026-04-01'),
      ]),
      '23514',
    );
  });

  it('stay as they were where the statement that posts is refused', async () => {
    await posted('2026-04-01');
    const state = async () =>
      (
        await sql.query(
          `select (select jsonb_agg(to_jsonb(b) order by account_code) from account_balances b where client_id = $1) as sums,
             (select to_jsonb(c) from ledger_chains c where client_id = $1) as chain,
             (select to_jsonb(n) from voucher_numbers n where client_id = $1) as numbers`,
          [client.clientId],
        )
      ).rows[0];
    const before = await state();
    const good = await draft('2026-04-01');
    const bad = await draft('2026-04-02');
    await sql.query(
      'update voucher_lines set debit_kurus = debit_kurus + 1 where voucher_id = $1 and line_no = 1',
      [bad],
    );
    await refused(
      sql.query(`update vouchers set status = 'posted' where voucher_id = any($1)`, [[good, bad]]),
      'MU011',
    );
    expect(await state()).toEqual(before);
  });

  it('of a voucher bind its content to the one before it, as anybody can work out without this program', async () => {
    await posted('2026-04-01', '1.00');
    const id = await posted('2026-04-02', '12345678901.23');
    const { rows } = await sql.query(
      `select encode(lag(chain_hash) over (order by chain_no), 'hex') as before, encode(chain_hash, 'hex') as hash, chain_no, voucher_id, fis_no,
         (extract(epoch from posted_at) * 1000000)::bigint::text as micros from vouchers where client_id = $1 order by chain_no`,
      [client.clientId],
    );
    const [first, second] = rows;
    const text = [
      `[1, "${books.tenantId}", "${client.clientId}", 2026, "mahsup", 2, "${id}", "2026-04-02", "", null, null, "${books.scope.userId}"]`,
      '[1, "770.03", 1234567890123, 0, "", null, null, null]',
      '[2, "100.01", 0, 1234567890123, "", null, null, null]',
    ].join('\n');
    const place = Buffer.alloc(4);
    place.writeInt32BE(2);
    const micros = Buffer.alloc(8);
    micros.writeBigInt64BE(BigInt(second.micros));
    const sha256 = createHash('sha256')
      .update(Buffer.from(first.hash, 'hex'))
      .update(place)
      .update(micros)
      .update(text, 'utf8');
    expect(second).toMatchObject({
      voucher_id: id,
      fis_no: 2,
      before: first.hash,
      hash: sha256.digest('hex'),
    });
  });

  it('carry a time that never goes back, though the clock does', async () => {
    const first = await posted('2026-04-01');
    const superuser = new pg.Client({ connectionString: books.superuserUrl });
    await superuser.connect();
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`update vouchers set posted_at = '2100-01-01' where voucher_id = $1`, [first]);
    await superuser.end();
    const id = await posted('2026-04-02');
    const { rows } = await sql.query('select posted_at from vouchers where voucher_id = $1', [id]);
    expect(rows[0].posted_at).toEqual(new Date('2100-01-01T00:00:00Z'));
  });
});

describe('yevmiye numbers', () => {
  it('follow the days, with the açılış first and the kapanış last of theirs, on from the month before', async () => {
    await posted('2026-01-31', '1.00', 'kapanis');
    await posted('2026-01-31');
    await posted('2026-01-31', '1.00', 'acilis');
    await posted('2026-01-02');
    await posted('2026-02-01');
    await refused(number('2026-02-01'), 'MU030', '2026-01');
    expect(await number('2026-01-01')).toBe(4);
    expect(await number('2026-02-01')).toBe(1);
    expect((await numbers()).map((row) => `${row.no} ${row.day} ${row.type}`)).toEqual([
      '1 2026-01-02 mahsup',
      '2 2026-01-31 acilis',
      '3 2026-01-31 mahsup',
      '4 2026-01-31 kapanis',
      '5 2026-02-01 mahsup',
    ]);
  });

  it('are taken back from the month of a later posting on, in its fiscal year alone', async () => {
    for (const day of ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']) await posted(day);
    for (const month of ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']) await number(month);
    await posted('2026-02-15');
    expect((await numbers()).map(({ day, no }) => `${day} ${no}`).sort()).toEqual([
      '2025-12-01 1',
      '2026-01-01 1',
    ]);
    const { rows } = await sql.query(
      'select period::text from periods where client_id = $1 and numbered_at is not null order by 1',
      [client.clientId],
    );
    expect(rows.map((row) => row.period)).toEqual(['2025-12-01', '2026-01-01']);
  });
});

describe('a month', () => {
  it('closes after those before it, with every entry numbered, and then never changes', async () => {
    await posted('2025-01-10');
    await refused(close('2025-02-01'), 'MU031', '2025-01');
    await refused(close('2025-01-01'), 'MU032', '1');
    await number('2025-01-01');
    await close('2025-01-01');
    for (const change of [
      `status = 'open'`,
      `status = 'locked'`,
      'numbered_at = null',
      'numbered_at = now()',
      'seal = null',
      'closed_at = now()',
      'closed_by = null',
    ])
      await refused(
        sql.query(`update periods set ${change} where client_id = $1 and period = '2025-01-01'`, [
          client.clientId,
        ]),
        'MU033',
        '2025-01',
      );
    await refused(number('2025-01-01'), 'MU033');
    await refused(sql.query(`delete from periods where client_id = $1`, [client.clientId]), '42501');
    await refused(postBySql(await draft('2025-01-11')), 'MU014', '2025-01 closed');
    await refused(
      sql.query(
        `insert into periods (tenant_id, client_id, period, fiscal_year, status) values ($1, $2, '2030-01-01', 2030, 'closed')`,
        [books.tenantId, client.clientId],
      ),
      'MU001',
    );
  });

  it('that closes while a posting into it is under way waits for it, and asks for its number', async () => {
    const id = await draft('2025-01-10');
    const session = new pg.Client({ connectionString: books.appUrl });
    await session.connect();
    try {
      await session.query(
        `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false)`,
        [books.tenantId],
      );
      await session.query('begin');
      await session.query(`update vouchers set status = 'posted' where voucher_id = $1`, [id]);
      const closing = close('2025-01-01').then(
        () => 'closed',
        (error: { code: string }) => error.code,
      );
      expect(await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 150, 'waits'))])).toBe(
        'waits',
      );
      await session.query('commit');
      expect(await closing).toBe('MU032');
    } finally {
      await session.end();
    }
  });

  it('that is locked takes postings of a named person alone, until the exception ends', async () => {
    const member = (userId: string | null) =>
      sql.query(`select set_config('app.user_id', $1, false)`, [userId ?? '']);
    await books.run((trx) =>
      trx
        .insertInto('memberships')
        .values({ tenant_id: books.tenantId, user_id: books.scope.userId ?? '', role: 'owner' })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    await sql.query(`update periods set status = 'locked' where client_id = $1 and period = '2026-04-01'`, [
      client.clientId,
    ]);
    const except = (endsAt: string) =>
      sql.query(
        `insert into period_exceptions (tenant_id, client_id, period, user_id, reason, ends_at)
         values ($1, $2, '2026-04-01', $3, 'Geç gelen fatura', ${endsAt}) returning exception_id`,
        [books.tenantId, client.clientId, books.scope.userId],
      );
    await refused(postBySql(await draft('2026-04-01')), 'MU014', '2026-04 locked');
    await refused(except(`now() + interval '32 days'`), '23514');
    await refused(except(`now() - interval '1 second'`), '23514');
    const { rows } = await except(`now() + interval '1 day'`);
    await postBySql(await draft('2026-04-01'));
    await member('00000000-0000-4000-8000-000000000001');
    await refused(postBySql(await draft('2026-04-01')), 'MU014');
    await member(books.scope.userId);
    const id = rows[0].exception_id;
    await refused(
      sql.query(`update period_exceptions set ends_at = ends_at + interval '1 day' where exception_id = $1`, [
        id,
      ]),
      '42501',
    );
    await sql.query('update period_exceptions set ended_at = now() where exception_id = $1', [id]);
    await refused(postBySql(await draft('2026-04-01')), 'MU014');
    await refused(
      sql.query('update period_exceptions set ended_at = null where exception_id = $1', [id]),
      'MU001',
    );
  });
});
