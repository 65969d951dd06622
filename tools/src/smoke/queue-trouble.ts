/** Whether the queue itself tells why nothing is done. */
import { readQueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import { SmokeFault } from './parts.ts';
import { lastErrorOfOffice } from './queue-watch.queries.ts';
import type { RunContext, SmokeDatabase } from './run-context.ts';

/** A job that has been due for longer, or a schedule that runs each minute and is silent for longer, is trouble. Seconds. */
const LATE_SECONDS = 300;

/** Null where all is well, or where the queue cannot be looked at. */
export async function workerTrouble(database: SmokeDatabase | null): Promise<SmokeFault | null> {
  if (database === null) return null;
  const { liveWorkers, hungWorkers, abandoned, oldestDueSeconds, scheduleSeconds } = await readQueueHealth(
    database.pool,
  );
  if (liveWorkers === 0 && hungWorkers > 0)
    return new SmokeFault('worker', 'işçi asılı kaldı / the worker hangs: end it with -9 and start it again');
  if (liveWorkers === 0)
    return new SmokeFault(
      'worker',
      'çalışan bir işçi yok / no worker is running: node apps/worker-jobs/src/main.ts',
    );
  if (abandoned > 0)
    return new SmokeFault(
      'worker',
      `${abandoned} iş ölmüş işçilerde kaldı / jobs are held by workers that are gone`,
    );
  if ((oldestDueSeconds ?? 0) > LATE_SECONDS)
    return new SmokeFault(
      'worker',
      `bir iş ${oldestDueSeconds} saniyedir bekliyor / a job has been due for as long`,
    );
  if ((scheduleSeconds ?? 0) > LATE_SECONDS)
    return new SmokeFault(
      'worker',
      `zamanlayıcı ${scheduleSeconds} saniyedir susuyor / the schedule has been silent`,
    );
  return null;
}

/** Why a document waits in vain, as far as the queue knows; null where it cannot be looked at. */
export async function readingTrouble({ database, officeId }: RunContext): Promise<SmokeFault | null> {
  if (database === null) return null;
  const trouble = await workerTrouble(database);
  if (trouble !== null) return trouble;
  const said = await lastErrorOfOffice(database.db, officeId);
  if (said === null) return null;
  // A worker that looks for the file where the API did not put it.
  return new SmokeFault(
    /ENOENT|ENOTDIR|EACCES|NoSuchKey/.test(said) ? 'storage' : 'reading',
    said.split('\n')[0] ?? said,
  );
}
