/** The places of a worker: what came by the clock never takes the last one. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { defineJob, enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { createTestDatabase } from '@muhasebi/testkit/postgres.ts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { startRunner } from './runner.ts';

it('a job that a person waits for starts at once while the worker is full of what came by the clock', async () => {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.appUrl, maxConnections: 2, applicationName: 'runner-test' });
  const db = createDatabase<DB>(pool);
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let byTheClock = 0;
  const runner = await startRunner({
    databaseUrl: database.appUrl,
    concurrency: 2,
    log: createLogger({ service: 'runner-test', level: 'silent', format: 'json' }),
    features: [
      {
        name: 'test',
        routes: [],
        schedules: [],
        jobs: [
          defineJob({
            name: 'test.by-the-clock',
            payload: z.object({}),
            maxAttempts: 1,
            run: () => {
              byTheClock += 1;
              return held.promise;
            },
          }),
          defineJob({
            name: 'test.asked',
            payload: z.object({}),
            maxAttempts: 1,
            run: async () => asked.resolve(),
          }),
        ],
      },
    ],
  });
  try {
    await db.transaction().execute(async (trx) => {
      for (let n = 0; n < 5; n++) await enqueue(trx, 'test.by-the-clock', {}, { unhurried: true });
    });
    while (byTheClock < 2) await sleep(10);
    await db.transaction().execute((trx) => enqueue(trx, 'test.asked', {}));
    await asked.promise;
    expect(byTheClock).toBe(2);
    held.resolve();
    while (byTheClock < 5) await sleep(10);
  } finally {
    held.resolve();
    await runner.stop();
    await pool.end();
    await database.drop();
  }
});
