/** Keeps a runner running: when the database takes its connections away, a new one takes over as soon as it is back. */
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { isQueueClosed } from '@muhasebi/platform/queue/queue-pool.ts';
import type { JobRunner } from './runner.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A runner that worked this long was not broken from the start: the next pause is short again. */
const SETTLED_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

export interface KeptRunning {
  /** Rejects on what is not the database's absence: our own fault, with which the process should end. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * The queue library does not await the note that a job failed, so a lost connection may surface as an unhandled
 * rejection while that job stays taken in this runner's name. A new runner has a new name, and frees the old one's.
 */
export function keepRunning(start: () => Promise<JobRunner>, log: Logger): KeptRunning {
  const stopping = new AbortController();
  const failure = Promise.withResolvers<never>();
  let lost = Promise.withResolvers<void>();
  process.on('unhandledRejection', (reason) => {
    if (isTransient(reason)) lost.resolve();
    // A note of a queue that is closed already: its jobs are free again with its name, and the one that runs now is not concerned.
    else if (isQueueClosed(reason)) log.warn({ err: reason }, 'a queue that was lost told of a job too late');
    else failure.reject(reason);
  });

  const keep = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      lost = Promise.withResolvers<void>();
      try {
        await runOnce(start, Promise.race([lost.promise, aborted(stopping.signal)]));
      } catch (error) {
        if (!isTransient(error)) throw error;
        log.warn({ err: error }, 'the queue cannot be reached');
      }
      if (stopping.signal.aborted) return;
      pauseMs =
        Date.now() - startedAt > SETTLED_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      log.warn({ pauseMs }, 'the queue was lost; starting again');
      await Promise.race([pause(pauseMs), aborted(stopping.signal)]);
    }
  };
  const kept = keep();
  kept.catch(failure.reject);
  return {
    failed: failure.promise,
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

/** Runs until told to end or until the queue ends by itself; what it had begun is finished first. */
async function runOnce(start: () => Promise<JobRunner>, end: Promise<void>): Promise<void> {
  const runner = await start();
  try {
    await Promise.race([runner.ended, end]);
  } finally {
    await Promise.race([runner.stop(), pause(STOP_LIMIT_MS)]);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
