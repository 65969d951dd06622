/**
 * Works one run off: settings opened, the connector pulls, the end is written with what comes next.
 * Key: the run; only the holder of its lease writes. Killed at any line, the next worker goes on from the cursor, and no
 * item is taken twice. A fault of the far side ends the run, and the integration is tried again after a while or paused;
 * the database or the store away makes the job throw, and it is tried again itself.
 */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { enqueue, type JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { type SyncConnector, SyncFault } from './connector.ts';
import { endFailed, endWell } from './end-run.ts';
import { heldRun, RunOver, type RunPlace } from './held-run.ts';
import { findIntegration, type IntegrationRow } from './integrations.queries.ts';
import { type OpenRun, openRun } from './open-run.ts';
import { beginRun, endRun, findRun, insertLogLine, requeueRun, standingOf } from './runs.queries.ts';
import { openSecretsInWords, openSettings } from './sealed-settings.ts';
import { connectorOf, type SyncContext } from './sync-context.ts';

export const RUN_JOB = 'integrations.run';
export const runPayload = z.object({ tenantId: z.uuid(), runId: z.uuid() });
type RunPayload = z.infer<typeof runPayload>;

const MAX_ATTEMPTS = 25;
/** Runs by the clock, of all offices together, that workers' places are given to: documents are read beside them. */
const LANES = 2;
/** A run that takes longer ends and is due again at once, so that others have their turn. */
const LONGEST_MS = 30 * 60_000;
/** How often a run asks whether somebody wants it stopped. */
const LISTEN_MS = 2_000;

/** One that came by the clock waits for a lane; one that a person waits for starts at once. */
export async function enqueueRun(trx: Trx, payload: RunPayload, isAsked: boolean): Promise<void> {
  const lane = Number.parseInt(payload.runId.slice(-2), 16) % LANES;
  const byTheClock = { queueName: `integrations:${lane}`, unhurried: true };
  const options = { jobKey: `sync-run:${payload.runId}`, maxAttempts: MAX_ATTEMPTS };
  await enqueue(trx, RUN_JOB, payload, { ...options, ...(isAsked ? {} : byTheClock) });
}

export async function runSync(context: SyncContext, payload: RunPayload, job: JobContext): Promise<void> {
  const begun = await begin(context, payload, job.jobId);
  if (begun === null) return;
  const { place, integration } = begun;
  const ending = new Ending(place, job.signal);
  let opened: OpenRun | null = null;
  try {
    const connector = connectorOf(context, integration.kind);
    if (connector === null) throw unknownKind(integration.kind);
    opened = open(place, integration, connector, ending.signal, job);
    await connector.pull(opened.run);
    await opened.close();
    await endWell(place, ending.why === 'time-over');
  } catch (error) {
    await opened?.close().catch(() => {
      // The error that ended the run is the one to tell.
    });
    const own = opened?.ownFault() ?? null;
    await endBadly(place, ending.why, own ?? ofFarSide(error), payload, job);
  } finally {
    ending.close();
  }
}

async function begin(
  context: SyncContext,
  { tenantId, runId }: RunPayload,
  jobId: string,
): Promise<{ place: RunPlace; integration: IntegrationRow } | null> {
  const scope = systemScope(tenantId, jobId);
  return inScope(context.db, scope, async (trx) => {
    const run = await findRun(trx, tenantId, runId);
    if (run === undefined) return null;
    const integration = await findIntegration(trx, tenantId, run.integrationId);
    if (integration === undefined || run.stopAskedAt !== null) {
      await endRun(trx, tenantId, runId, 'stopped', null);
      return null;
    }
    const lease = await beginRun(trx, tenantId, runId);
    if (lease === null) return null;
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    const { integrationId, clientId } = integration;
    return { place: { context, tenantId, integrationId, runId, clientId, lease, scope }, integration };
  });
}

function open(
  place: RunPlace,
  integration: IntegrationRow,
  connector: SyncConnector,
  signal: AbortSignal,
  job: JobContext,
): OpenRun {
  const secrets = openSecretsInWords(place.context.encryptionKey, place, integration.secrets);
  const settings = openSettings(connector, { ...integration.settings, ...secrets });
  const cursor = integration.cursor === null ? null : connector.cursor.parse(integration.cursor);
  const log = job.log.child({ integrationId: place.integrationId, runId: place.runId });
  return openRun(heldRun(place), { settings, cursor, signal, log });
}

/** Stopped, in other hands, cut off by the worker's end, or failed: each leaves the run in a state that says so. */
async function endBadly(
  place: RunPlace,
  why: Why | null,
  error: unknown,
  payload: RunPayload,
  job: JobContext,
): Promise<void> {
  const { context, tenantId, runId, scope } = place;
  const over = error instanceof RunOver ? error.why : why;
  if (over === 'lost') return;
  if (over === 'time-over') return endWell(place, true);
  if (over === 'stop-asked')
    return inScope(context.db, scope, async (trx) => {
      await endRun(trx, tenantId, runId, 'stopped', null);
      const words = { tr: 'Durduruldu; alınanlar yerinde.', en: 'Stopped; what was taken stays.' };
      await insertLogLine(trx, tenantId, runId, { clientId: place.clientId, level: 'info', words });
      await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    });
  if (over === 'worker-ends')
    return inScope(context.db, scope, async (trx) => {
      await requeueRun(trx, tenantId, runId);
      await enqueueRun(trx, payload, false);
    });
  if (!(error instanceof SyncFault)) {
    if (isTransient(error)) throw error;
    job.log.error(
      { err: error, runId, integrationId: place.integrationId },
      'a sync failed for a fault of ours',
    );
  }
  await endFailed(place, error);
}

/** A broken connection that the connector did not name is the far side's, as long as nothing of ours failed before. */
function ofFarSide(error: unknown): unknown {
  if (error instanceof SyncFault || !isTransient(error)) return error;
  return new SyncFault(
    'unreachable',
    { tr: 'Karşı tarafla bağlantı koptu.', en: 'The connection to the far side broke.' },
    {
      tr: 'Kendiliğinden yeniden denenecek; kalan yerden sürer.',
      en: 'It is tried again by itself and goes on from there.',
    },
  );
}

function unknownKind(kind: string): SyncFault {
  return new SyncFault(
    'wrong-settings',
    { tr: `Bu sürüm "${kind}" türünü tanımıyor.`, en: `This release does not know the kind "${kind}".` },
    { tr: 'Sürümü yükseltin ya da entegrasyonu kaldırın.', en: 'Upgrade, or remove the integration.' },
  );
}

type Why = 'stop-asked' | 'lost' | 'time-over' | 'worker-ends';

/** Hears of whatever ends a run early: a person, the worker's end, the time. Aborts its signal and knows why. */
class Ending {
  readonly #controller = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #unheard: () => void;
  why: Why | null = null;

  constructor(place: RunPlace, worker: AbortSignal | undefined) {
    const drained = () => this.#end('worker-ends');
    worker?.addEventListener('abort', drained, { once: true });
    this.#unheard = () => worker?.removeEventListener('abort', drained);
    if (worker?.aborted === true) drained();
    this.#timers.push(setTimeout(() => this.#end('time-over'), LONGEST_MS));
    this.#timers.push(setInterval(() => void this.#listen(place), LISTEN_MS));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  close(): void {
    this.#unheard();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #end(why: Why): void {
    this.why ??= why;
    this.#controller.abort(new Error(why));
  }

  async #listen({ context, tenantId, runId, lease, scope }: RunPlace): Promise<void> {
    try {
      const standing = await inScope(context.db, scope, (trx) => standingOf(trx, tenantId, runId, lease));
      if (standing !== 'mine') this.#end(standing);
    } catch {
      // The database is away: the next write of the run tells, or the next look.
    }
  }
}
