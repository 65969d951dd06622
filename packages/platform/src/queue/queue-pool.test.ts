/** What the connections of the queue say when they are gone, asked of the real pool: its text is all there is. */
import { expect, it } from 'vitest';
import { createQueuePool, isQueueClosed } from './queue-pool.ts';

it('a closed pool is told from every other fault by what it answers', async () => {
  const pool = createQueuePool('postgres://nobody@127.0.0.1:1/nowhere', 1);
  const unreachable = await pool.connect().catch((error: unknown) => error);
  expect(isQueueClosed(unreachable)).toBe(false);
  await pool.end();
  expect(isQueueClosed(await pool.connect().catch((error: unknown) => error))).toBe(true);
});
