/** Does the waiting jobs in this process, with the features' own job definitions, until none is left. */
import type { Feature } from '@muhasebi/features/feature.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker';

const CONCURRENCY = 2;

/** Returns when no job is due; a job that fails stays in the queue for the worker, as it would anywhere. */
export async function drainQueue(features: readonly Feature[], appUrl: string, log: Logger): Promise<void> {
  const taskList: TaskList = Object.fromEntries(
    features
      .flatMap((feature) => feature.jobs)
      .map((job) => [
        job.name,
        async (payload: unknown, { job: { id, attempts, max_attempts }, abortSignal }) =>
          job.run(payload, {
            jobId: id,
            attempt: attempts,
            maxAttempts: max_attempts,
            log,
            signal: abortSignal,
          }),
      ]),
  );
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error(message);
  });
  await runOnce({
    connectionString: appUrl,
    taskList,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger,
  });
}
