/** Finds documents that wait for a job which is no more, and sends them on their way again or gives them up. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { forgetJobs, jobsOfOffice, type QueuedJob } from '@muhasebi/platform/queue/inspect-jobs.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { listOffices } from '../every-office.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { failureOf, GIVEN_UP } from './failure.ts';
import {
  enqueueReading,
  enqueueUnpacking,
  LAST_ROUND,
  READ_JOB,
  readPayload,
  UNPACK_JOB,
  unpackPayload,
} from './jobs.ts';
import { failDocuments, listUnfinished, officeHasUnfinished, type Unfinished } from './recovery.queries.ts';
import { tellUploaders } from './tell-uploaders.ts';

type Deps = Pick<FeatureDeps, 'db'>;

/**
 * A document and its job are saved together, so one without the other means that the job gave up (a worker was
 * killed by the document each time) or was removed. What gave up in a batch is tried alone; what gave up alone FAILs.
 */
export async function recoverDocuments(deps: Deps, job: JobContext): Promise<void> {
  const offices = await listOffices(deps.db);
  for (const tenantId of offices) {
    if (job.signal?.aborted) return;
    const recovered = await inScope(deps.db, systemScope(tenantId, job.jobId), (trx) =>
      recoverOffice(trx, tenantId),
    );
    if (recovered > 0)
      job.log.warn({ tenantId, recovered }, 'documents without a job were sent to be read again');
  }
}

async function recoverOffice(trx: Trx, tenantId: string): Promise<number> {
  if (!(await officeHasUnfinished(trx, tenantId))) return 0;
  const jobs = await jobsOfOffice(trx, tenantId, [READ_JOB, UNPACK_JOB]);
  const cared = new Set(jobs.filter(({ alive }) => alive).flatMap(documentsOf));
  const rounds = roundsReached(jobs);
  const stuck = await listUnfinished(trx, tenantId, [...cared]);
  for (const [clientId, documents] of Map.groupBy(stuck, (document) => document.clientId)) {
    await sendOn(trx, { tenantId, clientId }, documents, rounds);
  }
  await forgetJobs(
    trx,
    jobs.filter(({ alive }) => !alive).map(({ jobId }) => jobId),
  );
  return stuck.length;
}

async function sendOn(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  documents: readonly Unfinished[],
  rounds: ReadonlyMap<string, number>,
): Promise<void> {
  const roundOf = ({ documentId }: Unfinished) => (rounds.get(documentId) ?? 0) + 1;
  const over = documents.filter((document) => roundOf(document) > LAST_ROUND);
  await failDocuments(
    trx,
    place.tenantId,
    over.map(({ documentId, fileName }) => ({
      document_id: documentId,
      failure: failureOf(fileName, GIVEN_UP),
    })),
  );
  await tellUploaders(
    trx,
    place,
    over.map(({ documentId }) => documentId),
  );
  for (const [round, again] of Map.groupBy(documents, roundOf)) {
    if (round > LAST_ROUND) continue;
    const ids = again.filter(({ kind }) => kind !== 'archive').map(({ documentId }) => documentId);
    await enqueueReading(trx, place, ids, round);
    for (const { documentId, kind } of again) {
      if (kind === 'archive') await enqueueUnpacking(trx, place, documentId, round);
    }
  }
  await announce(trx, { ...place, topic: 'documents' });
}

function documentsOf(job: QueuedJob): string[] {
  const read = readPayload.safeParse(job.payload);
  if (read.success) return read.data.documentIds;
  const unpack = unpackPayload.safeParse(job.payload);
  return unpack.success ? [unpack.data.documentId] : [];
}

function roundsReached(jobs: readonly QueuedJob[]): Map<string, number> {
  const rounds = new Map<string, number>();
  for (const job of jobs) {
    const round =
      (readPayload.safeParse(job.payload).data ?? unpackPayload.safeParse(job.payload).data)?.round ?? 1;
    for (const id of documentsOf(job)) rounds.set(id, Math.max(round, rounds.get(id) ?? 0));
  }
  return rounds;
}
