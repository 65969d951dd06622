/** No page of the books reads a whole table once offices have grown: the plans of the queries themselves are looked at. */
import { createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksContract } from '../books/contract.ts';
import { type BooksFixture, createBooks, routesOfBooks } from '../books.fixture.ts';
import { chartContract } from '../chart/contract.ts';
import { clientsContract } from '../clients/contract.ts';
import { periodsContract } from '../periods/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import type { DB } from '../schema.gen.ts';
import { statementsContract } from '../statements/contract.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

const CLIENTS = 12;
const VOUCHERS = 250;
/** Tables that grow with every document. */
const GROWING = ['voucher_lines', 'vouchers', 'documents', 'accounts', 'audit_log'];
/** Of each client: a chart is read through its client's key, however many there are of others. */
const ACCOUNTS = 2_000;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

describe('at volume', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  let watched: Kysely<DB>;
  let call: RouteCaller;
  const asked: Statement[] = [];

  beforeAll(async () => {
    books = await createBooks();
    for (let n = 0; n < CLIENTS; n++) {
      client = await books.openClient();
      await fill(client);
    }
    const superuser = new pg.Client({ connectionString: books.superuserUrl });
    await superuser.connect();
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
       select tenant_id, client_id, '120.01.' || lpad(n::text, 5, '0'), 'Işık ' || n || ' Ltd. Şti.', '120.01', true, 'borc'
       from clients, generate_series(1, ${ACCOUNTS}) n`,
    );
    await superuser.query('analyze');
    await superuser.end();
    const pool = createPool({ url: books.appUrl, maxConnections: 2, applicationName: 'watched' });
    watched = new Kysely<DB>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
    });
    call = createCaller(routesOfBooks(watched).routes, books.scope);
  });
  afterAll(async () => {
    await watched.destroy();
    await books.close();
  });

  /** Posted vouchers of two lines, spread over 2025, and documents that wait. */
  async function fill(of: ClientForBooks): Promise<void> {
    const session = new pg.Client({ connectionString: books.appUrl });
    await session.connect();
    try {
      await session.query(
        `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false),
                set_config('app.user_id', '', false)`,
        [of.tenantId],
      );
      const key = [of.tenantId, of.clientId];
      await session.query(
        `insert into vouchers (tenant_id, client_id, type, voucher_date)
         select $1, $2, 'mahsup', date '2025-01-01' + n % 365 from generate_series(1, ${VOUCHERS}) n`,
        key,
      );
      await session.query(
        `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus)
         select tenant_id, client_id, voucher_id, n, case n when 1 then '770.03' else '100.01' end,
                case n when 1 then 100 else 0 end, case n when 1 then 0 else 100 end
         from vouchers, generate_series(1, 2) n where tenant_id = $1 and client_id = $2`,
        key,
      );
      await session.query(
        `select app.post_drafts($2, array(select voucher_id from vouchers where tenant_id = $1 and client_id = $2))`,
        key,
      );
      await session.query(
        `with f as (
           insert into stored_files (tenant_id, sha256, size_bytes)
           select $1, encode(sha256(uuidv7()::text::bytea), 'hex'), 1 from generate_series(1, 200) returning sha256)
         insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state)
         select $1, $2, sha256, 1, 'a.xml', uuidv7(), 'READY' from f`,
        key,
      );
    } finally {
      await session.end();
    }
  }

  /** Tables read from end to end by the statements of `work`, as PostgreSQL plans them. */
  async function scanned(work: () => Promise<unknown>): Promise<string[]> {
    asked.length = 0;
    await work();
    const found = new Set<string>();
    for (const { sql, parameters } of asked.splice(0).filter(({ sql }) => /\b(from|update)\b/.test(sql))) {
      const plan = await inScope(books.db, books.scope, (trx) =>
        trx.executeQuery<{ 'QUERY PLAN': unknown }>({
          sql: `explain (format json) ${sql}`,
          parameters,
          query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
          queryId: { queryId: 'explain' },
        }),
      );
      for (const [, table] of JSON.stringify(plan.rows).matchAll(/"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g))
        if (table !== undefined) found.add(table);
    }
    return [...found];
  }

  const pages: readonly (readonly [name: string, open: () => Promise<unknown>])[] = [
    [
      'the mizan',
      () => call(contract.getMizan, { params: of(), query: { from: '2025-03-01', to: '2025-06-30' } }),
    ],
    [
      'the lines of an account',
      () => call(booksContract.listAccountLines, { params: { ...of(), accountCode: '770.03' }, query: {} }),
    ],
    [
      'a page far down the muavin of a group of accounts',
      () =>
        call(booksContract.listAccountLines, {
          params: { ...of(), accountCode: '7' },
          query: { from: '2025-03-10', offset: 100 },
        }),
    ],
    ...(['listJournal', 'sumJournal', 'listKebir'] as const).map((name): (typeof pages)[number] => [
      `${name} of the books`,
      () =>
        call(booksContract[name], {
          params: of(),
          query: { from: '2025-03-10', to: '2025-12-31', offset: 100 },
        }),
    ]),
    ['the list of vouchers', () => call(contract.listVouchers, { params: of(), query: {} })],
    ['the list of drafts', () => call(contract.listVouchers, { params: of(), query: { status: 'draft' } })],
    ['the sums of vouchers', () => call(contract.sumVouchers, { params: of(), query: {} })],
    ['the lines of the books', () => call(contract.listVoucherLines, { params: of(), query: {} })],
    [
      'the sums of the lines of the books',
      () => call(contract.sumVoucherLines, { params: of(), query: { from: '2025-03-01', to: '2025-03-31' } }),
    ],
    [
      'the months of an account',
      () =>
        call(booksContract.listAccountMonths, {
          params: { ...of(), accountCode: '770.03' },
          query: { from: '2025-03-10', to: '2025-12-31' },
        }),
    ],
    [
      'the sums of an account',
      () =>
        call(booksContract.sumAccountLines, {
          params: { ...of(), accountCode: '770.03' },
          query: { from: '2025-03-01' },
        }),
    ],
    ['the search of accounts', () => call(contract.listAccounts, { params: of(), query: { q: 'kasa' } })],
    ['the chart', () => call(chartContract.showChart, { params: of() })],
    [
      'the history of an account',
      () => call(chartContract.listAccountHistory, { params: { ...of(), accountCode: '770.03' } }),
    ],
    ['bilanço', () => call(statementsContract.getBilanco, { params: of(), query: { to: '2025-03-15' } })],
    [
      'gelir tablosu',
      () => call(statementsContract.getGelirTablosu, { params: of(), query: { to: '2025-03-15' } }),
    ],
    [
      'the accounts behind a row of a statement',
      () =>
        call(statementsContract.listStatementAccounts, {
          params: of(),
          query: { codes: '77', to: '2025-03-31' },
        }),
    ],
    [
      'a cari ekstre',
      () => call(statementsContract.listEkstre, { params: of(), query: { account: '770.03' } }),
    ],
    [
      'the sums of a cari ekstre',
      () =>
        call(statementsContract.sumEkstre, { params: of(), query: { account: '770', from: '2025-03-10' } }),
    ],
    [
      'the aging list',
      () => call(statementsContract.getAging, { params: of(), query: { account: '770', at: '2025-06-30' } }),
    ],
    ['the months of a year', () => call(periodsContract.showYear, { params: { ...of(), year: 2025 } })],
    [
      'the closing checks of a month',
      () => call(periodsContract.listChecks, { params: { ...of(), month: '2025-12' } }),
    ],
    ['the closing of a year', () => call(periodsContract.showYearEnd, { params: { ...of(), year: 2025 } })],
    ['the list of clients', () => call(clientsContract.listClients, { query: {} })],
  ];
  const of = () => ({ clientId: client.clientId });

  it.each(pages)('%s is read by index', async (_name, open) => {
    const tables = await scanned(open);
    expect(tables.filter((table) => GROWING.includes(table))).toEqual([]);
  });

  it('the plans looked at are those of the pages: a query without an index is seen', async () => {
    const whole = await scanned(() => watched.selectFrom('voucher_lines').select('line_no').execute());
    expect(whole).toEqual(['voucher_lines']);
  });
});
