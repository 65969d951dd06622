/** The door through which vouchers of several clients are posted by one transaction, with plain SQL as the application's own role. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

const LINES = ['770.03 500 0', '100.01 0 500'].map((line) => [...line.split(' '), '', null, null, null]);

describe('vouchers of several clients in one transaction', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  let sql: pg.Client;

  beforeAll(async () => {
    books = await createBooks();
    client = await books.openClient();
    sql = new pg.Client({ connectionString: books.appUrl });
    await sql.connect();
    await sql.query(`select set_config('app.tenant_id', $1, false)`, [books.tenantId]);
    await see('all');
    // Whoever has no chain yet begins it alone.
    const lines = [
      { accountCode: '770.03', debit: '100.00' },
      { accountCode: '100.01', credit: '100.00' },
    ];
    const voucher = { id: randomUUID(), date: '2026-04-01', lines };
    await books.call(contract.enterVouchers, {
      params: { clientId: client.clientId },
      body: { vouchers: [voucher] },
    });
  });
  afterAll(async () => {
    await sql.end();
    await books.close();
  });

  const see = (scope: string) => sql.query(`select set_config('app.client_scope', $1, false)`, [scope]);

  const of = ({ clientId }: { clientId: string } = client, lines: unknown[] = LINES) => ({
    id: randomUUID(),
    clientId,
    type: 'mahsup',
    date: '2026-04-06',
    description: '',
    lines,
    origin: {
      userId: books.scope.userId,
      requestId: 'request-of-one',
      address: '10.0.0.9',
      apiKeyId: null,
    },
  });

  /** Codes of refusals in the order of the entries, null for those that stand. */
  async function together(...entries: ReturnType<typeof of>[]): Promise<(string | null)[]> {
    const { rows } = await sql.query(
      'insert into posted_entries (entries, together) values ($1, true) returning answers',
      [JSON.stringify(entries)],
    );
    const ids = entries.map(({ id }) => id);
    const { rowCount } = await sql.query('select from vouchers where voucher_id = any ($1)', [ids]);
    const answers: [string, number | null, string | null][] = rows[0].answers;
    expect(answers.map(([id]) => id)).toEqual(ids);
    expect(rowCount).toBe(answers.filter(([, fisNo]) => fisNo !== null).length);
    return answers.map(([, , refusal]) => refusal);
  }

  it('stand where they are sound; another office’s, a client without books and a voucher of one line are left alone', async () => {
    const theirs = await books.openClient(await books.openOffice());
    const fresh = await books.openClient();
    expect(await together(of(), of(fresh), of(theirs), of(client, [LINES[0]]), of())).toEqual([
      null,
      'alone',
      'alone',
      'alone',
      null,
    ]);
  });

  it('are of those clients that the transaction sees', async () => {
    const other = await books.openClient();
    await see(`{${other.clientId}}`);
    try {
      expect(await together(of())).toEqual(['alone']);
    } finally {
      await see('all');
    }
    expect(await together(of())).toEqual([null]);
  });

  it.each(['accounts where code = $$100.01$$', 'periods where period = $$2026-04-01$$', 'ledger_chains'])(
    'wait for nobody who holds %s',
    async (held) => {
      const holder = new pg.Client({ connectionString: books.superuserUrl });
      await holder.connect();
      try {
        await holder.query(`begin; select from ${held} for update`);
        expect(await together(of())).toEqual(['alone']);
      } finally {
        await holder.end();
      }
      expect(await together(of())).toEqual([null]);
    },
  );
});
