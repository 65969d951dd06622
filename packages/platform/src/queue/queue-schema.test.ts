/** The queue's schema that readiness asks for is the one that the installed library makes. */

import { expect, it } from 'vitest';
import { createPool } from '../db/database.ts';
import { createTestDatabase } from '../test-database/test-database.fixture.ts';
import { QUEUE_SCHEMA, readQueueSchema } from './queue-schema.ts';

it('a new release of the library, with a schema of its own, is noticed here', async () => {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.appUrl, maxConnections: 1, applicationName: 'test' });
  const { rows } = await pool.query<{ id: number }>('select max(id) as id from graphile_worker.migrations');
  expect(rows[0]?.id).toBe(QUEUE_SCHEMA);
  expect(await readQueueSchema(pool)).toBe('fits');
  await pool.end();
  await database.drop();
});
