/** The reading of a batch: claim, read outside of any transaction, decide, save; killed at any line it can start over. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { isTransient, withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import type { FeatureDeps } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { OfficialJudge, OpenPack } from '../rule-packs/contract.ts';
import type { ReadListener, ReadyListener, WhatSettles } from './document-service.ts';
import { FILE_MISSING, failureOf } from './failure.ts';
import { withOfficial } from './findings.ts';
import { LAST_ROUND, type ReadPayload } from './jobs.ts';
import { READ_SLICE_BYTES } from './limits.ts';
import { readFile } from './read-file.ts';
import { claimForReading, findClientForBooks } from './reading.queries.ts';
import type { ClaimedDocument, Reading } from './reading.ts';
import { type ReadRun, saveWithin } from './save-readings.ts';

type Deps = Pick<FeatureDeps, 'db' | 'storage' | 'clock' | 'signatureRoots'> & {
  readonly settling: readonly WhatSettles[];
  readonly read: readonly ReadListener[];
  readonly ready: readonly ReadyListener[];
  readonly judge: OfficialJudge;
};

interface Run extends ReadRun {
  readonly deps: Deps;
  readonly payload: ReadPayload;
  readonly job: JobContext;
  /** The rule packs that are installed as this batch begins. */
  readonly packs: readonly OpenPack[];
}

/**
 * Reads these documents. Refusals of a document are its own state; a fault of ours on one document sends that one
 * to be tried alone, and in its last attempt it is given up with a reason. Throws where the database or the store is
 * away, so that the job is tried again.
 */
export async function readDocuments(
  deps: Deps,
  ledger: LedgerService,
  payload: ReadPayload,
  job: JobContext,
): Promise<void> {
  const scope = systemScope(payload.tenantId, job.jobId);
  const claim = await inScope(deps.db, scope, async (trx) => {
    const client = await findClientForBooks(trx, payload);
    return client === undefined
      ? null
      : {
          client,
          documents: await claimForReading(trx, payload, payload.documentIds),
          packs: await deps.judge.installed(trx),
        };
  });
  if (claim === null) return;
  const lastTry = payload.round === LAST_ROUND && job.attempt >= job.maxAttempts;
  const run: Run = {
    deps,
    ledger,
    place: payload,
    client: claim.client,
    log: job.log,
    lastTry,
    payload,
    job,
    packs: claim.packs,
  };
  for (const slice of slicesOf(claim.documents)) {
    const readings = await readSlice(run, slice);
    await saveIsolated(run, readings);
  }
}

/** Bounded by bytes, so that a batch of huge documents is not held in memory together. */
function slicesOf(documents: readonly ClaimedDocument[]): ClaimedDocument[][] {
  const slices: ClaimedDocument[][] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = Number(document.sizeBytes);
    const last = slices.at(-1);
    if (last === undefined || bytes + size > READ_SLICE_BYTES) {
      slices.push([document]);
      bytes = size;
    } else {
      last.push(document);
      bytes += size;
    }
  }
  return slices;
}

async function readSlice(run: Run, slice: readonly ClaimedDocument[]): Promise<Reading[]> {
  const { clock, signatureRoots: roots } = run.deps;
  const reader = { clientTaxId: run.client.taxId, today: turkishDay(clock), roots };
  const read = await Promise.all(
    slice.map(async (claimed): Promise<{ readonly reading: Reading; readonly bytes: Uint8Array }> => {
      try {
        const ref = { tenantId: run.payload.tenantId, sha256: claimed.sha256 };
        const bytes = await run.deps.storage.read(ref);
        return { reading: await readFile(claimed, bytes, reader), bytes };
      } catch (error) {
        if (!(error instanceof StoredFileMissing)) throw error;
        const failure = failureOf(claimed.fileName, FILE_MISSING);
        return { reading: { kind: 'failed', claimed, failure }, bytes: new Uint8Array() };
      }
    }),
  );
  const readings: Reading[] = [];
  // One after the other, so that between two of them the worker does what else waits.
  for (const { reading, bytes } of read) readings.push(await withVerdict(run, reading, bytes));
  return readings;
}

/** What was read, with what the official rules say of it as findings of its own. */
async function withVerdict(run: Run, reading: Reading, bytes: Uint8Array): Promise<Reading> {
  if (reading.kind !== 'invoice' && reading.kind !== 'other') return reading;
  const { issueDate, profile } = reading.columns;
  const document = { bytes, issueDate, profile, onPaper: reading.kind === 'invoice' };
  const official = await run.deps.judge.judge(run.packs, document, 'in-force');
  if (official === null) return reading;
  return { ...reading, official, findings: withOfficial(reading.findings, official.findings) };
}

/** Saves the slice together; where that fails for another reason than the database being away, one by one. */
async function saveIsolated(run: Run, readings: readonly Reading[]): Promise<void> {
  try {
    await save(run, readings);
  } catch (error) {
    if (isTransient(error)) throw error;
    const [only] = readings;
    if (readings.length > 1) {
      run.job.log.warn(
        { err: error, count: readings.length },
        'a batch could not be saved; saving one by one',
      );
      for (const reading of readings) await saveIsolated(run, [reading]);
    } else if (only !== undefined) {
      await save(run, [{ kind: 'unexpected', claimed: only.claimed, error }]);
    }
  }
}

async function save(run: Run, readings: readonly Reading[]): Promise<void> {
  const { deps, payload, job } = run;
  const faulty = readings.find((reading) => reading.kind === 'unexpected');
  // Tried alone already and attempts are left: the queue waits a little longer each time.
  if (faulty !== undefined && payload.round === LAST_ROUND && !run.lastTry) throw faulty.error;
  await withRetryOfConflicts(() =>
    inScope(deps.db, systemScope(payload.tenantId, job.jobId), (trx) => saveWithin(trx, run, readings)),
  );
}
