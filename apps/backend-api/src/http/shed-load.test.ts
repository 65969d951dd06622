/** A process that comes late to everything turns requests away until it has caught up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import Fastify from 'fastify';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createShedder } from './shed-load.ts';

const LIMIT_MS = 30_000;

/** Holds the process up for a moment, as a computation does. */
function holdUp(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}

async function until(shed: () => void, isShut: boolean, meanwhile: () => void): Promise<unknown> {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await nextTurn()) {
    try {
      shed();
      if (!isShut) return null;
    } catch (error) {
      if (isShut) return error;
    }
    meanwhile();
  }
  throw new Error(`the door is not ${isShut ? 'shut' : 'open'} within ${LIMIT_MS} ms`);
}

test('a process that is late on average turns away, and lets in again when it is not', async () => {
  const app = Fastify();
  const pool = new pg.Pool();
  const shed = await createShedder(app, {
    pool,
    maxWaiting: 1,
    maxWaitMs: 1_000,
    maxEventLoopDelayMs: 100,
  });
  await app.ready();
  try {
    await until(shed, false, () => {});
    const refusal = await until(shed, true, holdUp);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'OVERLOADED' });
    await until(shed, false, () => {});
  } finally {
    await app.close();
  }
});
