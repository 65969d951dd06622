/** The numbers of the queue, on a real one. */

import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database/test-database.fixture.ts';
import { readQueueHealth } from './queue-health.ts';
import { holdLease } from './worker-lease.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.superuserUrl, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('what the schedule missed while nobody worked is no fault of a worker that has just come', async () => {
  expect((await readQueueHealth(pool)).scheduleSeconds).toBeNull();
  await pool.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ('deneme', now() - interval '2 hours', now() - interval '1 hour')`,
  );
  expect((await readQueueHealth(pool)).scheduleSeconds).toBeGreaterThanOrEqual(3_600);
  const lease = await holdLease(database.appUrl, ['worker-of-the-test']);
  const { scheduleSeconds, liveWorkers } = await readQueueHealth(pool);
  await lease.release();
  expect(liveWorkers).toBe(1);
  expect(scheduleSeconds).toBeLessThan(3_600);
});
