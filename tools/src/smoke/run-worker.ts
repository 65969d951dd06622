/** `smoke:worker`: a job of every kind from waiting to done. */
import { randomUUID } from 'node:crypto';
import { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import { identityContract } from '@muhasebi/features/identity/contract.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { zipped } from '../demo/demo-uploads.ts';
import { JOB_KINDS, type JobKind } from './job-kinds.ts';
import { SmokeFault } from './parts.ts';
import { readingTrouble, workerTrouble } from './queue-trouble.ts';
import { findJob, removeJob } from './queue-watch.queries.ts';
import type { RunContext, SmokeDatabase } from './run-context.ts';
import { awaitState, checkReading, fileOf, newInvoice, upload } from './smoke-documents.ts';
import { waitFor } from './step-log.ts';

const JOB_LIMIT_MS = 15_000;
const FILES_IN_ARCHIVE = 3;

export async function runWorker(context: RunContext): Promise<void> {
  const { api, log, client, database } = context;
  const why = () => readingTrouble(context);
  if (database !== null)
    await log.step('çalışan işçi, akan kuyruk / a live worker, a moving queue', 'worker', async () => {
      const trouble = await workerTrouble(database);
      if (trouble !== null) throw trouble;
    });
  const invoice = newInvoice(client);
  await log.step('iş: belge okuma / job: document read', 'worker', async () => {
    const documentId = await upload(api, client.clientId, fileOf(invoice));
    checkReading(await awaitState(api, documentId, 'READY', why), invoice);
  });
  await log.step('iş: ZIP açma / job: archive unpacked, members read', 'worker', () => unpack(context, why));
  await runDirectJobs(context);
}

async function unpack({ api, client }: RunContext, why: () => Promise<SmokeFault | null>): Promise<void> {
  const files = Array.from({ length: FILES_IN_ARCHIVE }, () => fileOf(newInvoice(client)));
  const members = files.map(({ name, content }) => ({ fileName: name, bytes: content }));
  const content = await zipped('faturalar', members);
  const archiveId = await upload(api, client.clientId, { name: 'duman.zip', content });
  await awaitState(api, archiveId, 'UNPACKED', why);
  const { items } = await api.ask('reading', documentIntakeContract.listDocuments, {
    params: { clientId: client.clientId },
    query: { limit: 100 },
  });
  const ids = items.filter(({ containerId }) => containerId === archiveId).map(({ id }) => id);
  if (ids.length !== FILES_IN_ARCHIVE)
    throw new SmokeFault('reading', `ZIP: ${ids.length} / ${FILES_IN_ARCHIVE}`);
  for (const id of ids) await awaitState(api, id, 'READY', why);
}

async function runDirectJobs({ api, log, database }: RunContext): Promise<void> {
  const { user } = await api.ask('sign-in', identityContract.me);
  for (const [name, kind] of Object.entries(JOB_KINDS)) {
    if (kind.seenBy === 'document') continue;
    if (database === null) {
      log.leaveOut(`iş / job: ${kind.says}: DATABASE_URL verilmedi, bakılmadı / not given, not looked at`);
    } else {
      await log.step(`iş / job: ${kind.says}`, kind.part, () => runDirect(database, name, kind, user.id));
    }
  }
}

async function runDirect(
  { db, pool }: SmokeDatabase,
  name: string,
  kind: Extract<JobKind, { seenBy: 'direct' }>,
  userId: string,
): Promise<void> {
  const jobKey = `smoke ${randomUUID()}`;
  await enqueue(db, name, kind.payload(userId), { jobKey, maxAttempts: 1 });
  try {
    await waitFor(
      async () => {
        const job = await findJob(db, jobKey);
        if (job === null) return true;
        if (job.lastError !== null) throw new SmokeFault(kind.part, `${name}: ${job.lastError}`);
        return null;
      },
      JOB_LIMIT_MS,
      async () =>
        (await workerTrouble({ db, pool })) ??
        new SmokeFault('worker', `${name}: ${JOB_LIMIT_MS / 1000} saniyede bitmedi / was not done in time`),
    );
  } finally {
    await removeJob(db, jobKey);
  }
}
