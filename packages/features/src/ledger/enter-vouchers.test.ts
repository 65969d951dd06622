/** Entering and posting in one act: each voucher for itself, whole or not at all, the same again is nothing new. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import type { Trx } from '../feature.ts';
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

/** Vouchers of a day with what the audit log says of each. */
const auditedOf = (clients: readonly ClientForBooks[], day: string) =>
  books.run((trx) =>
    trx
      .selectFrom('vouchers as v')
      .innerJoin('audit_log as a', (on) =>
        on.onRef('a.client_id', '=', 'v.client_id').on('a.entity', '=', 'vouchers'),
      )
      .select(['v.client_id', 'v.posted_by', 'v.created_by', 'v.posted_at'])
      .select(['a.user_id', 'a.request_id', 'a.address'])
      .whereRef('a.entity_id', '=', sql<string>`v.voucher_id::text`)
      .where(
        'v.client_id',
        'in',
        clients.map(({ clientId }) => clientId),
      )
      .where('v.voucher_date', '=', day)
      .execute(),
  );
/** The last month that has its yevmiye numbers, and the status of an account. */
const standOf = async (of: ClientForBooks, code: string) => {
  const { rows } = await books.run((trx) =>
    sql<{ numbered: string | null; account: string }>`
      select a.status as account, (
        select max(p.period) from periods p where p.client_id = a.client_id and p.numbered_at is not null) as numbered
      from accounts a where a.client_id = ${of.clientId} and a.code = ${code}`.execute(trx),
  );
  return rows[0];
};

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
    // Either of the two that bring the same voucher may have been the one that wrote it.
    const wrote = lines.find(({ entity_id: id }) => id === repeated.id)?.request_id;
    expect(['request-2', 'request-3']).toContain(wrote);
    origin.set(repeated.id, Number(wrote?.slice(-1)));
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

  it('by several people for several clients are posted by few transactions, each voucher in its client’s books as its person’s', async () => {
    const clients = [client, await books.openClient(), await books.openClient(), await books.openClient()];
    for (const each of clients) expect(await enter([entry('2026-02-01')], each)).toEqual([1]);
    const people = clients.map((each, n) => ({
      ...books.scope,
      userId: randomUUID(),
      // One sees every client, the others theirs only.
      clientIds: n === 0 ? null : [each.clientId],
      requestId: `person-${n}`,
      address: `10.0.1.${n}`,
    }));
    const rounds = [1, 2, 3, 4, 5];
    const numbers = await Promise.all(
      clients.flatMap((each, n) =>
        rounds.map(() => enter([entry('2026-03-01', `${n + 1}.00`)], each, people[n])),
      ),
    );
    for (const n of clients.keys())
      expect(
        numbers
          .slice(n * 5, n * 5 + 5)
          .flat()
          .map(Number)
          .toSorted((a, b) => a - b),
      ).toEqual([2, 3, 4, 5, 6]);
    const written = await auditedOf(clients, '2026-03-01');
    expect(written).toHaveLength(20);
    for (const row of written) {
      const n = clients.findIndex(({ clientId }) => clientId === row.client_id);
      const { userId, requestId, address } = people[n] ?? books.scope;
      const of = { posted_by: userId, created_by: userId, user_id: userId, request_id: requestId, address };
      expect(row).toMatchObject(of);
    }
    expect(new Set(written.map(({ posted_at: at }) => at?.getTime())).size).toBeLessThan(12);
    const sums = await books.run((trx) =>
      trx
        .selectFrom('account_balances')
        .select(['client_id', 'credit_kurus', 'line_count'])
        .where(
          'client_id',
          'in',
          clients.map(({ clientId }) => clientId),
        )
        .where('account_code', '=', '100.01')
        .where('period', '=', '2026-03-01')
        .execute(),
    );
    for (const [n, { clientId }] of clients.entries())
      expect(sums).toContainEqual({
        client_id: clientId,
        credit_kurus: BigInt((n + 1) * 500),
        line_count: 5,
      });
  });

  it('beside what is refused or needs more than to be written: each client’s outcome is its own', async () => {
    const plain = await books.openClient();
    const numbered = await books.openClient();
    const locked = await books.openClient();
    const hidden = await books.openClient();
    const stranger = await books.openOffice();
    const theirs = await books.openClient(stranger);
    for (const each of [client, plain, numbered, locked])
      expect(await enter([entry('2026-02-01')], each)).toEqual([1]);
    const months = (trx: Trx, of: ClientForBooks) =>
      trx.updateTable('periods').where('client_id', '=', of.clientId).where('period', '<=', '2026-03-01');
    await books.run((trx) => months(trx, numbered).set({ numbered_at: new Date() }).execute());
    await books.run((trx) => months(trx, locked).set({ status: 'locked' }).execute());
    await books.run((trx) =>
      trx
        .updateTable('accounts')
        .set({ status: 'proposed' })
        .where('client_id', '=', client.clientId)
        .where('code', '=', '770.03')
        .execute(),
    );
    const another = { ...books.scope, userId: randomUUID() };
    const of = async (who: Scope, each: ClientForBooks, ...voucher: Parameters<typeof entry>) => {
      const answer = enter([entry(...voucher)], each, who);
      return answer.catch((error: { code: string }) => [error.code]);
    };
    const answers = await Promise.all([
      of(books.scope, plain, '2026-03-01'),
      of(books.scope, client, '2026-03-01'),
      of(books.scope, numbered, '2026-03-01'),
      of(books.scope, numbered, '2026-04-01'),
      of(books.scope, locked, '2026-03-01'),
      of(another, locked, '2026-04-01'),
      of(books.scope, plain, '2026-03-01', '1.00', '1.01'),
      of(books.scope, plain, '2012-03-01'),
      of({ ...books.scope, clientIds: [plain.clientId] }, hidden, '2026-03-01'),
      of(books.scope, theirs, '2026-03-01'),
      of(books.scope, plain, '2026-03-02'),
    ]);
    expect(answers.map(([first]) => first)).toEqual([
      2,
      2,
      expect.any(Number),
      expect.any(Number),
      'PERIOD_NOT_OPEN',
      2,
      'VOUCHER_UNBALANCED',
      1,
      'CLIENT_NOT_FOUND',
      'CLIENT_NOT_FOUND',
      3,
    ]);
    // March lost its numbers by its new entry, the months before it kept theirs; what was proposed is open now.
    expect(await standOf(numbered, '770.03')).toMatchObject({ numbered: '2026-02-01' });
    expect(await standOf(client, '770.03')).toMatchObject({ account: 'open' });
  });

  it('wait for nobody else: who holds one client’s chain keeps that client’s vouchers only', async () => {
    const held = await books.openClient();
    for (const each of [client, held]) expect(await enter([entry('2026-02-01')], each)).toEqual([1]);
    const door = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const other = books.run(async (trx) => {
      const lines = [
        ['770.03', '100', '0', '', null, null, null],
        ['100.01', '0', '100', '', null, null, null],
      ];
      const theirs = { id: randomUUID(), type: 'mahsup', date: '2026-03-01', description: '', lines };
      await sql`select app.enter_vouchers(${held.clientId}, ${JSON.stringify([theirs])}::jsonb)`.execute(trx);
      locked.resolve();
      await door.promise;
    });
    await locked.promise;
    const ended: string[] = [];
    const waiting = enter([entry('2026-03-01')], held).then((answer) => {
      ended.push('held');
      return answer;
    });
    const free = await Promise.all([1, 2, 3].map(() => enter([entry('2026-03-01')])));
    expect(
      free
        .flat()
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual([2, 3, 4]);
    expect(ended).toEqual([]);
    door.resolve();
    await other;
    expect(await waiting).toEqual([3]);
  });
});
