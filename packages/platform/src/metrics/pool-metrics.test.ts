/** Pools are watched on a real PostgreSQL, in each way that they are used. */

import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, createPool } from '../db/database.ts';
import { inScope, systemScope } from '../db/scope.ts';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { watchPools } from './pool-metrics.ts';
import { createProcessMetrics, type ProcessMetrics } from './process-metrics.ts';

let database: TestDatabase;
let pool: pg.Pool;
let metrics: ProcessMetrics;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  pool = createPool({ url: database.appUrl, maxConnections: 2, applicationName: 'test' });
  metrics = createProcessMetrics();
  watchPools(metrics, { main: pool });
});
afterEach(() => pool.end());

const QUERIES = 'muhasebi_db_query_duration_seconds';
const WAITS = 'muhasebi_db_pool_wait_seconds';

/** The value of one sample, by its line up to the value. */
async function sample(line: string): Promise<number | undefined> {
  const found = (await metrics.scrape()).split('\n').find((text) => text.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

it('a query is timed whether asked of the pool, of a connection, or with a callback', async () => {
  await pool.query('select 1');
  const client = await pool.connect();
  await client.query({ text: 'select $1::int', values: [1] });
  await new Promise<void>((resolve, reject) => {
    client.query('select pg_sleep(0.06)', (error) => (error ? reject(error) : resolve()));
  });
  client.release();
  expect(await sample(`${QUERIES}_count{pool="main",outcome="ok"}`)).toBe(3);
  expect(await sample(`${QUERIES}_sum{pool="main",outcome="ok"}`)).toBeGreaterThan(0.06);
  expect(await sample(`${QUERIES}_bucket{le="0.05",pool="main",outcome="ok"}`)).toBeLessThanOrEqual(2);
  expect(await sample(`${WAITS}_count{pool="main",outcome="ok"}`)).toBe(2);
});

it('the first statement of a transaction is timed with what opens it, and counted as an error where it fails', async () => {
  const db = createDatabase<unknown>(pool);
  await inScope(db, systemScope(''), (trx) => sql`select pg_sleep(0.06)`.execute(trx));
  await expect(inScope(db, systemScope(''), (trx) => sql`select 1 / 0`.execute(trx))).rejects.toThrow(
    'division by zero',
  );
  // With the commit and the rollback.
  expect(await sample(`${QUERIES}_count{pool="main",outcome="ok"}`)).toBe(3);
  expect(await sample(`${QUERIES}_sum{pool="main",outcome="ok"}`)).toBeGreaterThan(0.06);
  expect(await sample(`${QUERIES}_count{pool="main",outcome="error"}`)).toBe(1);
});

it('a query that fails still fails as before, and is counted as an error', async () => {
  await expect(pool.query('select 1 / 0')).rejects.toThrow('division by zero');
  expect(await sample(`${QUERIES}_count{pool="main",outcome="error"}`)).toBe(1);
});

it('connections are told by state, and a wait for one is as long as it was', async () => {
  const held = [await pool.connect(), await pool.connect()];
  const waiting = pool.connect();
  expect(await sample('muhasebi_db_pool_connections{pool="main",state="busy"}')).toBe(2);
  expect(await sample('muhasebi_db_pool_connections{pool="main",state="waiting"}')).toBe(1);
  expect(await sample('muhasebi_db_pool_limit{pool="main"}')).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 120));
  for (const client of held) client.release();
  (await waiting).release();
  expect(await sample('muhasebi_db_pool_connections{pool="main",state="idle"}')).toBe(2);
  expect(await sample('muhasebi_db_pool_connections{pool="main",state="waiting"}')).toBe(0);
  expect(await sample(`${WAITS}_sum{pool="main",outcome="ok"}`)).toBeGreaterThan(0.1);
});

it('a pool that finds no database counts the vain waits', async () => {
  const away = createPool({
    url: 'postgresql://nobody:x@127.0.0.1:1/none',
    maxConnections: 1,
    applicationName: 'test',
  });
  metrics = createProcessMetrics();
  watchPools(metrics, { away });
  await expect(away.query('select 1')).rejects.toThrow('ECONNREFUSED');
  expect(await sample(`${WAITS}_count{pool="away",outcome="error"}`)).toBe(1);
  await away.end();
});
