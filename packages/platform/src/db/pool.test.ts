/** Connections of the pool on a real PostgreSQL: who waits for one, and how transactions on them begin and end. */
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { attempt } from './attempt.ts';
import { createDatabase, createPool } from './database.ts';
import { closingStatement } from './dialect.ts';
import { watchWaits } from './pool-waits.ts';
import { inScope, inSnapshot, type Scope, systemScope } from './scope.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('the longest wait grows while somebody waits, and is nothing once nobody does', async () => {
  const pool = createPool({ url: database.appUrl, maxConnections: 1, applicationName: 'test' });
  const longestMs = watchWaits(pool);
  const held = await pool.connect();
  expect(longestMs()).toBe(0);
  const waiting = [pool.connect().then((client) => client.release()), pool.query('select 1')];
  await sleep(60);
  expect(longestMs()).toBeGreaterThan(50);
  held.release();
  await Promise.all(waiting);
  expect(longestMs()).toBe(0);
  await pool.end();
});

describe('a transaction', () => {
  const OFFICE = 'c0ffee00-0000-4000-8000-000000000001';
  /** PostgreSQL refuses the setting itself: a text with a zero byte is none (22021). */
  const UNSPEAKABLE: Scope = { ...systemScope(OFFICE), address: '10.0.0.1\u0000' };
  let db: Kysely<unknown>;
  /** What the client wrote, write by write. */
  const writes: string[] = [];
  const proxy = createServer((client) => {
    const { hostname, port } = new URL(database.appUrl);
    const server = connect(Number(port), hostname);
    client.on('data', (bytes) => writes.push(bytes.toString('latin1')));
    for (const side of [client, server]) side.setNoDelay(true).on('error', () => undefined);
    client.pipe(server).pipe(client);
  });

  /** All on one connection, so that what a transaction left on it would show. */
  beforeAll(async () => {
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const url = new URL(database.appUrl);
    url.host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
    db = createDatabase(createPool({ url: url.href, maxConnections: 1, applicationName: 'test' }));
  });
  afterAll(async () => {
    await db.destroy();
    proxy.close();
  });

  const settings = (on: Kysely<unknown>) =>
    sql<{
      office: string;
      address: string;
    }>`select coalesce(current_setting('app.tenant_id', true), '') as office,
      coalesce(current_setting('app.address', true), '') as address`.execute(on);
  const newTable = () => sql`create temporary table kept (n int)`.execute(db);
  const write = (on: Kysely<unknown>, n: number) => sql`insert into kept values (${n})`.execute(on);
  async function takeTable(): Promise<unknown[]> {
    const { rows } = await sql<{ n: number }>`select n from kept order by n`.execute(db);
    await sql`drop table kept`.execute(db);
    return rows.map(({ n }) => n);
  }

  it('goes with its scope and its first statement in one write, and every further one takes one', async () => {
    await sql`select 1`.execute(db);
    writes.length = 0;
    const scope = { ...systemScope(OFFICE), address: '10.0.0.1' };
    const seen = await inScope(db, scope, async (trx) => {
      await sleep(1);
      const first = await settings(trx);
      return [first.rows, (await settings(trx)).rows];
    });
    const mine = [{ office: OFFICE, address: '10.0.0.1' }];
    expect(seen).toEqual([mine, mine]);
    expect(writes.map((text) => /start transaction|commit|current_setting/g.exec(text)?.[0])).toEqual([
      'start transaction',
      'current_setting',
      'commit',
    ]);
    expect(writes[0]).toMatch(/start transaction.*set_config.*current_setting/s);
    expect((await settings(db)).rows).toEqual([{ office: '', address: '' }]);
  });

  it('that does nothing is not begun, and one that fails before its first statement is not rolled back', async () => {
    writes.length = 0;
    expect(await inScope(db, systemScope(OFFICE), async () => 'done')).toBe('done');
    await expect(inScope(db, systemScope(OFFICE), () => Promise.reject(new Error('ours')))).rejects.toThrow(
      'ours',
    );
    expect(writes).toEqual([]);
  });

  it('keeps what its first statement wrote, and takes it back, with all that was asked beside, where something else fails', async () => {
    await newTable();
    const written = await inScope(db, systemScope(OFFICE), (trx) => write(trx, 1));
    expect(written.numAffectedRows).toBe(1n);
    await expect(
      inScope(db, systemScope(OFFICE), async (trx) => {
        await write(trx, 2);
        await sql`select 1 / 0`.execute(trx);
      }),
    ).rejects.toMatchObject({ code: '22012' });
    await expect(
      inScope(db, systemScope(OFFICE), async (trx) => {
        await attempt(trx, () => write(trx, 3));
        throw new Error('ours');
      }),
    ).rejects.toThrow('ours');
    const atOnce = (trx: Kysely<unknown>) => [
      write(trx, 4),
      write(trx, 5),
      Promise.reject(new Error('ours')),
    ];
    await expect(inScope(db, systemScope(OFFICE), (trx) => Promise.all(atOnce(trx)))).rejects.toThrow('ours');
    expect(await takeTable()).toEqual([1]);
  });

  it('may take its commit along with its last statement: one write from begin to end, and nothing runs after it', async () => {
    await newTable();
    const last = (trx: Kysely<unknown>, n: number) =>
      trx.executeQuery(
        closingStatement(sql<{ n: number }>`insert into kept values (${n}) returning n`.compile(trx)),
      );
    writes.length = 0;
    const { rows, numAffectedRows } = await inScope(db, systemScope(OFFICE), (trx) => last(trx, 1));
    expect([rows, numAffectedRows]).toEqual([[{ n: 1 }], 1n]);
    expect(writes).toEqual([
      expect.stringMatching(/start transaction.*set_config.*insert into kept.*commit/s),
    ]);
    const late = inScope(db, systemScope(OFFICE), async (trx) => {
      await write(trx, 2);
      await last(trx, 3);
      await write(trx, 4);
    });
    await expect(late).rejects.toThrow('after the end of its transaction');
    expect((await settings(db)).rows).toEqual([{ office: '', address: '' }]);
    expect(await takeTable()).toEqual([1, 2, 3]);
  });

  it('whose last statement fails, or whose commit that went with it, leaves nothing', async () => {
    await sql`create temporary table kept (n int unique deferrable initially deferred check (n > 0))`.execute(
      db,
    );
    const closed = (values: number[]) =>
      inScope(db, systemScope(OFFICE), async (trx) => {
        await write(trx, 1);
        await trx.executeQuery(
          closingStatement(sql`insert into kept select unnest(${values}::int[])`.compile(trx)),
        );
      });
    await expect(closed([2, 0])).rejects.toMatchObject({ code: '23514' });
    await expect(closed([2, 2])).rejects.toMatchObject({ code: '23505' });
    await closed([2, 3]);
    expect(await takeTable()).toEqual([1, 2, 3]);
  });

  it('for reading sees one moment from its first statement on, and writes nothing', async () => {
    await newTable();
    const modes = await inSnapshot(db, systemScope(OFFICE), (trx) =>
      sql`select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as read_only,
        current_setting('app.tenant_id') as office`.execute(trx),
    );
    expect(modes.rows).toEqual([{ level: 'repeatable read', read_only: 'on', office: OFFICE }]);
    await expect(
      inSnapshot(db, systemScope(OFFICE), (trx) => sql`create table x (n int)`.execute(trx)),
    ).rejects.toMatchObject({ code: '25006' });
    expect(await takeTable()).toEqual([]);
  });

  it.each([
    { what: 'its scope', code: '22021', begin: (work: Work) => inScope(db, UNSPEAKABLE, work) },
    {
      what: 'its begin',
      code: '42601',
      begin: (work: Work) => db.transaction().setIsolationLevel('snapshot').execute(work),
    },
  ])(
    'whose opening fails at $what runs nothing, whoever passes over it, and tells that cause',
    async ({ code, begin }) => {
      await newTable();
      const told: unknown[] = [];
      const outcome = begin(async (trx) => {
        for (const n of [1, 2]) await write(trx, n).catch((error: unknown) => told.push(error));
      });
      await expect(outcome).rejects.toMatchObject({ code });
      expect(told).toMatchObject([{ code }, { code }]);
      expect(await takeTable()).toEqual([]);
    },
  );

  it('whose first statement cannot be sent, or loses the connection, tells so, and the next one is well', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await expect(
      inScope(db, systemScope(OFFICE), (trx) => sql`select ${circular}::jsonb`.execute(trx)),
    ).rejects.toThrow('circular');
    await expect(
      inScope(db, systemScope(OFFICE), (trx) =>
        sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx),
      ),
    ).rejects.toMatchObject({ code: '57P01', stack: expect.stringContaining('pool.test.ts') });
    expect((await inScope(db, systemScope(OFFICE), settings)).rows).toEqual([
      { office: OFFICE, address: '' },
    ]);
  });
});

type Work = (trx: Kysely<unknown>) => Promise<void>;
