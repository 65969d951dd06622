/** Turns requests away at the door while those inside already wait: past capacity, more of them only makes all late. */
import underPressure from '@fastify/under-pressure';
import { watchWaits } from '@muhasebi/platform/db/pool-waits.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

/** Those turned away come back after this. */
const RETRY_SECONDS = 2;
const SAMPLE_MS = 1_000;

/** What one process carries. */
export interface Capacity {
  readonly pool: pg.Pool;
  /** Callers that may wait for a connection of the pool. */
  readonly maxWaiting: number;
  /** How long the one who waits longest may wait: the next one would wait as long. Milliseconds. */
  readonly maxWaitMs: number;
  /** How late the process may be, on average over a second. Milliseconds. */
  readonly maxEventLoopDelayMs: number;
}

/**
 * The door of each route of the API; probes, metrics, pages and files of the web app never pass it. It throws OVERLOADED
 * before anything of the request is looked at, so that what is turned away was not begun.
 */
export async function createShedder(app: FastifyInstance, capacity: Capacity | null): Promise<() => void> {
  if (capacity === null) return () => {};
  const { pool, maxWaiting, maxWaitMs, maxEventLoopDelayMs } = capacity;
  const longestWaitMs = watchWaits(pool);
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    sampleInterval: SAMPLE_MS,
    // Its own hook would stand before pages and files as well: only its measure is used.
    pressureHandler: () => {},
  });
  return () => {
    // A first connection that is slow to be made is no queue.
    const isLate = pool.waitingCount > 0 && longestWaitMs() >= maxWaitMs;
    if (isLate || pool.waitingCount >= maxWaiting || app.isUnderPressure()) {
      throw platformErrors.OVERLOADED({ seconds: RETRY_SECONDS });
    }
  };
}
