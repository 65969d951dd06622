/** What an operator sees of statements: their texts and costs, and never a value or a password. */

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { createPool } from './database.ts';
import { readActivity } from './database-activity.ts';
import { maskedSql } from './masked-sql.ts';
import { readStatements, resetStatements } from './statement-figures.ts';

let database: TestDatabase;
let app: pg.Pool;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  app = createPool({ url: database.appUrl, maxConnections: 3, applicationName: 'statements-test' });
  owner = createPool({ url: database.ownerUrl, maxConnections: 1, applicationName: 'statements-owner' });
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await database.drop();
});

async function listed(pool: pg.Pool, order: Parameters<typeof readStatements>[1] = 'calls') {
  const statements = await readStatements(pool, order, 500);
  if (!statements.available) throw new Error(`no figures: ${statements.why}`);
  return statements.items;
}

describe('the statements of the database', () => {
  it('are listed with their costs, and with parameters in the place of values', async () => {
    for (let n = 0; n < 3; n++) await app.query("select 'gizli-deger' || 7654321 as mavi_kedi");
    const found = (await listed(app)).find(({ text }) => text.includes('mavi_kedi'));
    expect(found).toMatchObject({ calls: 3, rows: 3, text: 'select $1 || $2 as mavi_kedi' });
    expect(found?.totalMs).toBeGreaterThan(0);
  });

  it('never show the password that a command set', async () => {
    await owner.query(`create role parola_sahibi password 'cok-gizli-parola'`);
    await owner.query('drop role parola_sahibi');
    expect(JSON.stringify(await listed(owner))).not.toMatch(/cok-gizli|create role/);
  });

  it('of another role are not shown to the application', async () => {
    await owner.query('select count(*) as yalniz_sahibin from public.users');
    expect(JSON.stringify(await listed(app))).not.toContain('yalniz_sahibin');
    expect(JSON.stringify(await listed(owner))).toContain('yalniz_sahibin');
  });

  it('are put in the order that is asked for', async () => {
    for (const [order, key] of [
      ['total', 'totalMs'],
      ['mean', 'meanMs'],
      ['rows', 'rows'],
    ] as const) {
      const figures = (await listed(owner, order)).map((each) => each[key]);
      expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    }
  });

  it('are said to be absent where the extension is, and nothing fails', async () => {
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query('drop extension pg_stat_statements');
    expect(await readStatements(app, 'total', 5)).toEqual({ available: false, why: 'absent' });
    expect(await resetStatements(owner)).toBe('absent');
    await superuser.query('create extension pg_stat_statements');
    await superuser.end();
    expect(await readStatements(app, 'total', 5)).toMatchObject({ available: true });
  });

  it('are counted anew only by a role that may', async () => {
    await expect(resetStatements(app)).rejects.toMatchObject({ code: '42501' });
  });
});

it('who waits for whose lock is told, with the statement but without its values', async () => {
  const holder = await app.connect();
  const waiter = await app.connect();
  try {
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(4711)');
    await waiter.query('begin');
    const waiting = waiter.query("select pg_advisory_xact_lock(4711), 'gizli-deger'");
    const blocked = await vi.waitUntil(
      async () => (await readActivity(app, 20)).find(({ blockedBy }) => blockedBy.length > 0),
      { timeout: 20_000, interval: 50 },
    );
    expect(blocked).toMatchObject({
      program: 'statements-test',
      state: 'active',
      waitsFor: 'Lock: advisory',
    });
    expect(blocked?.text).toBe("select pg_advisory_xact_lock(…), '…'");
    expect(blocked?.transactionSeconds).toBeGreaterThan(0);
    const blockers = (await readActivity(app, 20)).map(({ pid }) => pid);
    expect(blockers).toContain(blocked?.blockedBy[0]);
    await holder.query('commit');
    await waiting;
    await waiter.query('commit');
  } finally {
    holder.release();
    waiter.release();
  }
});

it('a masked statement keeps its shape: parameters and types stay, literals go', () => {
  expect(
    maskedSql(`select  $1::int4, 'O''Brien', 1234567890, 12\n from x where y = $$gizli$$ limit 50`),
  ).toBe(`select $1::int4, '…', …, 12 from x where y = '…' limit 50`);
  expect(maskedSql('select 1', 3)).toBe('sel…');
});
