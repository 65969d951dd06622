/** The longest wait for a connection is known while it lasts, whichever way the connection was asked for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { createPool } from './database.ts';
import { watchWaits } from './pool-waits.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('grows while somebody waits, and is nothing once nobody does', async () => {
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
