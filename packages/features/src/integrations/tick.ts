/**
 * Each minute: starts the runs whose time has come, and ends those whose job is no more. Key: the integration, of which
 * one run is live; a tick that is killed or comes twice starts nothing twice.
 */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { forgetJobs, jobsOfOffice } from '@muhasebi/platform/queue/inspect-jobs.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { listOffices } from '../every-office.queries.ts';
import type { Trx } from '../feature.ts';
import { failWithin } from './end-run.ts';
import { findIntegration, listDue } from './integrations.queries.ts';
import { enqueueRun, RUN_JOB, runPayload } from './run-sync.ts';
import { holdRun, insertRun, listLiveRuns } from './runs.queries.ts';
import type { SyncContext } from './sync-context.ts';

export const TICK_JOB = 'integrations.tick';

export async function tick(context: SyncContext, job: JobContext): Promise<void> {
  for (const tenantId of await listOffices(context.db)) {
    if (job.signal?.aborted === true) return;
    // An office whose integrations cannot be looked at holds up no other; the next minute looks again.
    await inScope(context.db, systemScope(tenantId, job.jobId), async (trx) => {
      await recoverRuns(context, trx, tenantId);
      await startDue(trx, tenantId);
    }).catch((error: unknown) => {
      job.log.error({ err: error, tenantId }, 'integrations of an office could not be looked at');
    });
  }
}

async function startDue(trx: Trx, tenantId: string): Promise<void> {
  for (const { integrationId, clientId } of await listDue(trx, tenantId)) {
    const runId = await insertRun(trx, tenantId, { integrationId, clientId, askedBy: null });
    if (runId !== null) await enqueueRun(trx, { tenantId, runId }, false);
  }
}

/** A run and its job are saved together: one without the other means that the job gave up or was removed. */
async function recoverRuns(context: SyncContext, trx: Trx, tenantId: string): Promise<void> {
  const live = await listLiveRuns(trx, tenantId);
  if (live.length === 0) return;
  const jobs = await jobsOfOffice(trx, tenantId, [RUN_JOB]);
  const alive = new Set(
    jobs.filter((job) => job.alive).map(({ payload }) => runPayload.parse(payload).runId),
  );
  for (const { runId, integrationId } of live.filter((run) => !alive.has(run.runId))) {
    const run = await holdRun(trx, tenantId, runId);
    // It ended between the two looks, and its job with it.
    if (run?.endedAt !== null) continue;
    const integration = await findIntegration(trx, tenantId, integrationId);
    const clientId = integration?.clientId ?? null;
    await failWithin(
      trx,
      { context, tenantId, integrationId, runId, clientId },
      new Error('its job is no more'),
    );
  }
  await forgetJobs(
    trx,
    jobs.filter((job) => !job.alive).map(({ jobId }) => jobId),
  );
}
