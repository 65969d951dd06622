/** Attacks on the books with plain SQL as the application's own role: the database itself refuses them. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

describe('the database, asked with plain SQL by the role of the application,', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  let other: ClientForBooks;
  let sql: pg.Client;
  let draftId: string;
  let postedId: string;

  beforeAll(async () => {
    books = await createBooks();
    client = await books.openClient();
    other = await books.openClient();
    sql = new pg.Client({ connectionString: books.appUrl });
    await sql.connect();
    await enter(sql, books.tenantId);
  });
  afterAll(async () => {
    await sql.end();
    await books.close();
  });
  beforeEach(async () => {
    draftId = (await draft()).id;
    const { id } = await draft();
    await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
    postedId = id;
  });

  /** The context of a person who sees every client of the office, for the whole session. */
  async function enter(session: pg.Client, tenantId: string): Promise<void> {
    await session.query(
      `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false)`,
      [tenantId],
    );
  }

  const draft = (
    lines = [line('770.03', '100.00', '0'), line('100.01', '0', '100.00')],
    date = '2026-04-01',
  ) => books.call(contract.createVoucher, { params: { clientId: client.clientId }, body: { date, lines } });
  const line = (accountCode: string, debit: string, credit: string) => ({ accountCode, debit, credit });
  const postBySql = (id: string) =>
    sql.query(`update vouchers set status = 'posted' where voucher_id = $1`, [id]);
  const insertLine = (id: string, account: string, ofClient = client.clientId) =>
    sql.query(
      `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus)
       values ($1, $2, $3, 9, $4, 1, 0)`,
      [books.tenantId, ofClient, id, account],
    );
  const refused = (attempt: Promise<unknown>, code: string) =>
    expect(attempt).rejects.toMatchObject({ code });

  it('posts a sound draft, so that the refusals below are about what is wrong', async () => {
    await postBySql(draftId);
    const { rows } = await sql.query('select status, fis_no, posted_at from vouchers where voucher_id = $1', [
      draftId,
    ]);
    expect(rows[0]).toMatchObject({
      status: 'posted',
      fis_no: expect.any(Number),
      posted_at: expect.any(Date),
    });
  });

  it('refuses a voucher that is off by one kuruş', async () => {
    const bad = await draft([line('770.03', '100.00', '0'), line('100.01', '0', '100.01')]);
    await refused(postBySql(bad.id), 'MU011');
  });

  it('refuses a voucher of one line, and one of none', async () => {
    await refused(postBySql((await draft([line('770.03', '1.00', '0')])).id), 'MU010');
    await refused(postBySql((await draft([])).id), 'MU010');
  });

  it('refuses a line with both sides, with none, and with a negative one', async () => {
    for (const [debit, credit] of [
      [1, 1],
      [0, 0],
      [-1, 0],
    ])
      await refused(
        sql.query('update voucher_lines set debit_kurus = $1, credit_kurus = $2 where voucher_id = $3', [
          debit,
          credit,
          draftId,
        ]),
        '23514',
      );
  });

  it('refuses a posting to an account with sub-accounts, and to a closed one', async () => {
    await sql.query(`update voucher_lines set account_code = '770' where voucher_id = $1 and line_no = 1`, [
      draftId,
    ]);
    await refused(postBySql(draftId), 'MU012');
    await sql.query(
      `update voucher_lines set account_code = '770.99' where voucher_id = $1 and line_no = 1`,
      [draftId],
    );
    await sql.query(`update accounts set status = 'closed' where client_id = $1 and code = '770.99'`, [
      client.clientId,
    ]);
    await refused(postBySql(draftId), 'MU013');
  });

  it('refuses a posting into a locked month, a closed one, and one that was never opened', async () => {
    const setMonth = (status: string) =>
      sql.query(`update periods set status = $1 where client_id = $2 and period = '2026-04-01'`, [
        status,
        client.clientId,
      ]);
    await setMonth('locked');
    await refused(postBySql(draftId), 'MU014');
    await setMonth('open');
    await sql.query(`update vouchers set voucher_date = '2040-01-01' where voucher_id = $1`, [draftId]);
    await refused(postBySql(draftId), 'MU014');
    await books.closeMonths(client, '2025-03-01');
    await sql.query(`update vouchers set voucher_date = '2025-03-31' where voucher_id = $1`, [draftId]);
    await refused(postBySql(draftId), 'MU014');
  });

  it("refuses a line on another client's account, or of another client than its voucher", async () => {
    const mine = await books.call(contract.createAccount, {
      params: { clientId: other.clientId },
      body: { code: `120.01.${Math.trunc(performance.now())}`, name: 'Yalnız öbüründe' },
    });
    await refused(insertLine(draftId, mine.code), '23503');
    await refused(insertLine(draftId, '100.01', other.clientId), 'MU002');
  });

  it('shows another office nothing, lets it change nothing, and takes nothing in its name', async () => {
    const stranger = await books.openOffice();
    const session = new pg.Client({ connectionString: books.appUrl });
    await session.connect();
    try {
      for (const tenant of ['', stranger.tenantId ?? '']) {
        await enter(session, tenant);
        for (const table of [
          'clients',
          'accounts',
          'periods',
          'vouchers',
          'voucher_lines',
          'voucher_numbers',
        ])
          expect((await session.query(`select from ${table}`)).rowCount).toBe(0);
        expect((await session.query('delete from voucher_lines')).rowCount).toBe(0);
        expect((await session.query(`update vouchers set status = 'posted'`)).rowCount).toBe(0);
      }
      await refused(
        session.query(
          `insert into vouchers (tenant_id, client_id, type, voucher_date) values ($1, $2, 'mahsup', now())`,
          [books.tenantId, client.clientId],
        ),
        '42501',
      );
    } finally {
      await session.end();
    }
  });

  it('shows a client user nothing of clients that are not named to them', async () => {
    const session = new pg.Client({ connectionString: books.appUrl });
    await session.connect();
    try {
      await enter(session, books.tenantId);
      await session.query(`select set_config('app.client_scope', $1, false)`, [`{${other.clientId}}`]);
      const { rows } = await session.query('select distinct client_id from accounts');
      expect(rows).toEqual([{ client_id: other.clientId }]);
      expect((await session.query('select from vouchers')).rowCount).toBe(0);
    } finally {
      await session.end();
    }
  });

  it('refuses every change of a posted voucher and of its lines', async () => {
    for (const change of [
      `update vouchers set description = 'x' where voucher_id = $1`,
      `update vouchers set status = 'draft', fis_no = null, posted_at = null where voucher_id = $1`,
      `update vouchers set version = version + 1 where voucher_id = $1`,
      `delete from vouchers where voucher_id = $1`,
      `update voucher_lines set debit_kurus = debit_kurus + 1 where voucher_id = $1 and debit_kurus > 0`,
      `update voucher_lines set description = 'x' where voucher_id = $1`,
      `delete from voucher_lines where voucher_id = $1`,
    ])
      await refused(sql.query(change, [postedId]), 'MU001');
    await refused(insertLine(postedId, '100.01'), 'MU001');
  });

  it('refuses to empty the tables of the books', async () => {
    for (const table of ['vouchers', 'voucher_lines', 'voucher_numbers', 'accounts'])
      await refused(sql.query(`truncate ${table} cascade`), '42501');
    const owner = new pg.Client({ connectionString: books.superuserUrl });
    await owner.connect();
    try {
      await refused(owner.query('truncate vouchers cascade'), 'MU001');
      await refused(owner.query('truncate voucher_lines'), 'MU001');
    } finally {
      await owner.end();
    }
  });

  it('gives numbers itself: none by hand, none on a draft, none by writing the counter', async () => {
    await refused(sql.query('update vouchers set fis_no = 7 where voucher_id = $1', [draftId]), 'MU001');
    await sql.query(
      `update vouchers set status = 'posted', fis_no = 4711, fiscal_year = 1999, posted_at = 'epoch' where voucher_id = $1`,
      [draftId],
    );
    const { rows } = await sql.query(
      'select fis_no, fiscal_year, extract(year from posted_at)::int as year from vouchers where voucher_id = $1',
      [draftId],
    );
    expect(rows[0].fis_no).toBeLessThan(4711);
    expect(rows[0].fiscal_year).toBe(2026);
    expect(rows[0].year).toBeGreaterThan(2020);
    for (const change of [
      'update voucher_numbers set last_no = 0',
      'delete from voucher_numbers',
      `insert into voucher_numbers values ('${books.tenantId}', '${client.clientId}', 2026, 'mahsup', 1)`,
    ])
      await refused(sql.query(change), '42501');
  });

  it('takes no voucher that is born posted but from the posting itself, whoever pretends to be it', async () => {
    const insert = `insert into vouchers (tenant_id, client_id, type, voucher_date, status, fis_no, fiscal_year, posted_at, chain_no, chain_hash)
      values ($1, $2, 'mahsup', '2026-01-01', 'posted', 99, 2026, now(), 99, sha256('x'))`;
    const owner = new pg.Client({ connectionString: books.superuserUrl });
    await owner.connect();
    try {
      await refused(owner.query(insert, [books.tenantId, client.clientId]), 'MU001');
      for (const mode of ['', 'on', 'posted']) {
        await sql.query(`select set_config('app.entering', $1, false)`, [mode]);
        await refused(sql.query(insert, [books.tenantId, client.clientId]), 'MU001');
        await refused(insertLine(postedId, '100.01'), 'MU001');
      }
    } finally {
      await sql.query(`select set_config('app.entering', '', false)`);
      await owner.end();
    }
  });

  it('judges what is put in at the door of posted entries itself, whatever its sender says', async () => {
    const enter = async (lines: unknown[], entry: object = {}, ofClient = client.clientId) => {
      const id = randomUUID();
      const { rows } = await sql.query(
        'insert into posted_entries (client_id, entries) values ($1, $2) returning answers',
        [
          ofClient,
          JSON.stringify([{ id, type: 'mahsup', date: '2026-04-05', description: '', lines, ...entry }]),
        ],
      );
      const { rowCount } = await sql.query('select from vouchers where voucher_id = $1', [id]);
      const [, no, refusal, detail] = rows[0].answers[0];
      expect(rowCount).toBe(no === null ? 0 : 1);
      return refusal === null ? 'posted' : [refusal, detail].join(' ');
    };
    const side = (account: string, debit: string, credit: string) => [
      account,
      debit,
      credit,
      '',
      null,
      null,
      null,
    ];
    const sound = [side('770.03', '500', '0'), side('100.01', '0', '500')];
    expect(await enter(sound)).toBe('posted');
    expect(await enter([side('770.03', '500', '0'), side('100.01', '0', '501')])).toBe('MU011 500 501');
    expect(await enter([side('770.03', '500', '0')])).toBe('MU010 1');
    expect(await enter([])).toBe('MU010 0');
    expect(await enter([side('770', '500', '0'), side('100.01', '0', '500')])).toBe('MU012 770');
    expect(await enter([side('7', '5', '0'), side('100.01', '0', '5')])).toMatch(/^MU01[27] 7$/);
    expect(await enter(sound, { date: '2040-01-01' })).toBe('MU014 2040-01 none');
    const stranger = await books.openOffice();
    const theirs = await books.openClient(stranger);
    expect(await enter(sound, {}, theirs.clientId)).toBe('MU017 100.01');
    await sql.query(`select set_config('app.client_scope', $1, false)`, [`{${other.clientId}}`]);
    try {
      expect(await enter(sound)).toBe('MU017 100.01');
    } finally {
      await sql.query(`select set_config('app.client_scope', 'all', false)`);
    }
    for (const [debit, credit] of [
      ['5', '5'],
      ['0', '0'],
      ['-5', '0'],
    ] as const)
      await refused(enter([side('770.03', debit, credit), side('100.01', credit, debit)]), '23514');
    for (const attempt of [
      'select app.enter_posted()',
      `select app.enter_sound('[]')`,
      `select app.write_posted('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
      `select app.canonical_line(1, '', 1, 0, '', null, null, null)`,
    ])
      await refused(sql.query(attempt), '42501');
    expect((await sql.query('select from posted_entries')).rowCount).toBe(0);
  });

  it('tells the audit log of every draft and line, whatever mode a session claims', async () => {
    await sql.query(`select set_config('app.entering', 'posted', false)`);
    try {
      const { rows } = await sql.query(
        `insert into vouchers (tenant_id, client_id, type, voucher_date) values ($1, $2, 'mahsup', '2026-04-02')
         returning voucher_id as id`,
        [books.tenantId, client.clientId],
      );
      await insertLine(rows[0].id, '100.01');
      const told = await sql.query(
        `select entity from audit_log where entity_id like $1 || '%' order by entity`,
        [rows[0].id],
      );
      expect(told.rows.map(({ entity }) => entity)).toEqual(['voucher_lines', 'vouchers']);
    } finally {
      await sql.query(`select set_config('app.entering', '', false)`);
    }
  });

  it('writes the day in the books by posting alone', async () => {
    await refused(
      sql.query(`update voucher_lines set book_date = '2026-01-01' where voucher_id = $1`, [draftId]),
      '42501',
    );
    await refused(
      sql.query(
        `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus, book_date)
         values ($1, $2, $3, 9, '100.01', 1, 0, '2026-01-01')`,
        [books.tenantId, client.clientId, draftId],
      ),
      '42501',
    );
  });

  it('keeps a voucher with its client, a line with its voucher, and an account at its code', async () => {
    await refused(
      sql.query('update vouchers set client_id = $1 where voucher_id = $2', [other.clientId, draftId]),
      'MU001',
    );
    await refused(
      sql.query('update voucher_lines set voucher_id = $1 where voucher_id = $2', [postedId, draftId]),
      '42501',
    );
    const ofClient = [client.clientId];
    await refused(
      sql.query(`update accounts set code = '770.55' where client_id = $1 and code = '770.03'`, ofClient),
      'MU001',
    );
    await refused(
      sql.query(`update accounts set is_leaf = true where client_id = $1 and code = '770'`, ofClient),
      'MU001',
    );
    await refused(
      sql.query(`delete from accounts where client_id = $1 and code = '770.03'`, ofClient),
      '23503',
    );
  });

  it('opens no sub-account below an account with lines', async () => {
    await expect(
      books.call(contract.createAccount, {
        params: { clientId: client.clientId },
        body: { code: '770.03.01', name: 'Alt' },
      }),
    ).rejects.toMatchObject({ code: 'ACCOUNT_HAS_LINES', params: { code: '770.03' } });
  });

  it('takes a reversal of a posted voucher of the same client only, and only its mirror', async () => {
    const reversal = (of: string) =>
      sql.query('update vouchers set reversal_of = $1 where voucher_id = $2', [of, draftId]);
    await reversal((await draft()).id);
    await refused(postBySql(draftId), 'MU016');
    await reversal(postedId);
    await refused(postBySql(draftId), 'MU016');
    await sql.query(
      'update voucher_lines set debit_kurus = credit_kurus, credit_kurus = debit_kurus where voucher_id = $1',
      [draftId],
    );
    await postBySql(draftId);
    const second = await draft();
    await refused(
      sql.query('update vouchers set reversal_of = $1 where voucher_id = $2', [postedId, second.id]),
      '23505',
    );
  });

  it.each([
    [
      'changes',
      'update voucher_lines set debit_kurus = debit_kurus + 1 where voucher_id = $1 and line_no = 1',
    ],
    ['removes', 'delete from voucher_lines where voucher_id = $1 and line_no = 1'],
    [
      'adds',
      `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus)
       select tenant_id, client_id, voucher_id, 9, '100.01', 1, 0 from vouchers where voucher_id = $1`,
    ],
  ])(
    'holds a posting back while another session %s a line, and then judges what is there',
    async (_what, change) => {
      const session = new pg.Client({ connectionString: books.appUrl });
      await session.connect();
      try {
        await enter(session, books.tenantId);
        await session.query('begin');
        await session.query(change, [draftId]);
        const outcome = postBySql(draftId).then(
          () => 'posted',
          (error: { code: string }) => error.code,
        );
        const first = await Promise.race([
          outcome,
          new Promise((resolve) => setTimeout(resolve, 150, 'waits')),
        ]);
        expect(first).toBe('waits');
        await session.query('commit');
        expect(await outcome).toMatch(/^MU01[01]$/);
      } finally {
        await session.end();
      }
    },
  );

  it('lets a posting that opens first win over a sub-account opened below its account', async () => {
    const session = new pg.Client({ connectionString: books.appUrl });
    await session.connect();
    const opened = `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
      values ($1, $2, '740.01.01', 'Alt', '740.01', true, 'borc')`;
    try {
      await enter(session, books.tenantId);
      await session.query('begin');
      const { rows } = await session.query(
        `insert into vouchers (tenant_id, client_id, type, voucher_date) values ($1, $2, 'mahsup', '2026-04-02')
         returning voucher_id`,
        [books.tenantId, client.clientId],
      );
      const id: string = rows[0].voucher_id;
      await session.query(
        `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus)
         values ($1, $2, $3, 1, '740.01', 5, 0), ($1, $2, $3, 2, '100.01', 0, 5)`,
        [books.tenantId, client.clientId, id],
      );
      await session.query(`update vouchers set status = 'posted' where voucher_id = $1`, [id]);
      const outcome = refused(sql.query(opened, [books.tenantId, client.clientId]), 'MU015');
      await new Promise((resolve) => setTimeout(resolve, 100));
      await session.query('commit');
      await outcome;
    } finally {
      await session.end();
    }
  });
});
