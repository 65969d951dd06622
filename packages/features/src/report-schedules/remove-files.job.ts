/**
 * Every night: files of reports whose links ended go. First the run lets go of its file, and what nothing else points to is
 * no stored file any more; a day later, when no backup that named it is still being taken, the store removes it. Key: the
 * schedule. Retries: none, the next night does it. Crash: each step is done again and finds what is done done.
 */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { listOffices } from '../every-office.queries.ts';
import { forgetEndedFile, letGoOfFiles, listEndedFiles } from './ended-files.queries.ts';
import type { SchedulesContext } from './schedules-context.ts';

const REMOVE_FILES = 'report-schedules.remove-files';
const DAY_MS = 86_400_000;
/** What was put again so shortly before is on its way to be somebody's. */
const FRESH_MS = 6 * 3_600_000;
/** Of one office in one night; the next night takes the rest. */
const MOST_RUNS = 5_000;
const RUNS_AT_ONCE = 200;

export const removeFilesSchedule: JobSchedule = {
  name: REMOVE_FILES,
  pattern: '25 1 * * *',
  backfill: '12h',
};

export function removeFilesJob(context: SchedulesContext): JobDefinition {
  return defineJob({
    name: REMOVE_FILES,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { log, signal }) => {
      let [ended, removed] = [0, 0];
      for (const tenantId of await listOffices(context.db)) {
        if (signal?.aborted === true) break;
        // An office whose files cannot be removed holds up no other.
        try {
          removed += await removeFromStore(context, tenantId, signal);
          ended += await letGo(context, tenantId, signal);
        } catch (error) {
          log.error({ err: error, tenantId }, 'files of ended reports of an office could not be removed');
        }
      }
      if (ended + removed > 0) log.info({ ended, removed }, 'files of reports whose links ended');
    },
  });
}

async function letGo(
  { db, clock }: SchedulesContext,
  tenantId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  let ended = 0;
  while (ended < MOST_RUNS && signal?.aborted !== true) {
    const now = clock.now();
    const count = await inScope(db, systemScope(tenantId), (trx) =>
      letGoOfFiles(trx, tenantId, { endedBefore: now, now, limit: RUNS_AT_ONCE }),
    );
    ended += count;
    if (count < RUNS_AT_ONCE) break;
  }
  return ended;
}

/** The file first, then the mark: killed in between, the next night finds nothing to remove and forgets the mark. */
async function removeFromStore(
  { db, clock, storage }: SchedulesContext,
  tenantId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const now = clock.now().getTime();
  const endedBefore = new Date(now - DAY_MS);
  const scope = systemScope(tenantId);
  const files = await inScope(db, scope, (trx) =>
    listEndedFiles(trx, tenantId, { endedBefore, limit: MOST_RUNS }),
  );
  let removed = 0;
  for (const { sha256, isNamed } of files) {
    if (signal?.aborted === true) break;
    if (!isNamed) {
      if (!(await storage.removeUntouched({ tenantId, sha256 }, new Date(now - FRESH_MS)))) continue;
      removed += 1;
    }
    await inScope(db, scope, (trx) => forgetEndedFile(trx, tenantId, sha256, endedBefore));
  }
  return removed;
}
