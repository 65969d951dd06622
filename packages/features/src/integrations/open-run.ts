/** The run that a connector is given: each call writes in a transaction of its own, or throws and ends the run. */
import { rm } from 'node:fs/promises';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { Trx } from '../feature.ts';
import { plainName } from '../plain-name.ts';
import type { Words } from '../table-export.ts';
import { type IncomingFile, type IncomingItem, SyncFault, type SyncRun } from './connector.ts';
import type { HeldRun } from './held-run.ts';
import { saveCursor } from './integrations.queries.ts';
import { findTaken, insertItems, type NewItem } from './items.queries.ts';
import { receiveStream } from './receive-stream.ts';
import { addCounts, insertLogLine, setProgress } from './runs.queries.ts';
import { countsOf, shortened, type Taking, takeItems } from './take-item.ts';

/** How often progress is written and told; in between only the last figure is kept. */
const PROGRESS_MS = 1_000;

export interface OpenRun {
  readonly run: SyncRun;
  /** The first error of the frame itself, whatever the connector made of it. */
  ownFault(): unknown;
  /** Writes the last progress, and clears away what was received and never taken. */
  close(): Promise<void>;
}

export interface RunGiven {
  readonly settings: unknown;
  readonly cursor: unknown;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export function openRun(held: HeldRun, given: RunGiven): OpenRun {
  const { context, tenantId, integrationId, clientId } = held;
  const scratch = new Set<string>();
  const progress = new Progress(held);
  let fault: unknown = null;
  /** Remembers an error of ours: a connector may take it for one of its far side. */
  const own = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SyncFault)) fault ??= error;
      throw error;
    }
  };
  const inTrx = <Result>(work: (trx: Trx) => Promise<Result>) =>
    own(() => inScope(context.db, held.scope, work));
  const takeAll = (takings: readonly Taking[], cursor: unknown) =>
    own(() => takeItems(held, takings, cursor)).finally(() => {
      for (const { item } of takings) forget(scratch, item.files);
    });
  const run: SyncRun = {
    ...given,
    tenantId,
    integrationId,
    clientId,
    unseen: (keys) =>
      inTrx(async (trx) => {
        const taken = await findTaken(trx, tenantId, integrationId, keys);
        return new Set(keys.filter((key) => !taken.has(key)));
      }),
    async receive(fileName, stream, mostBytes) {
      const file = await receiveStream(context.scratchDir, fileName, stream, mostBytes);
      scratch.add(file.scratchPath);
      return file;
    },
    take: async (item, cursor, also) =>
      (await takeAll([{ item, also }], cursor)).has(item.key) ? 'taken' : 'seen',
    takeAll,
    refuse: (item, reason, cursor) => inTrx((trx) => refuseItem(trx, held, item, reason, cursor)),
    moveCursor: (cursor) =>
      inTrx(async (trx) => {
        await held.mustBeMine(trx);
        await saveCursor(trx, tenantId, integrationId, cursor);
      }),
    progress: (done, total) => own(() => progress.set(done, total)),
    tell: (words, level = 'info') =>
      inTrx((trx) => insertLogLine(trx, tenantId, held.runId, { clientId, level, words })),
  };
  return {
    run,
    ownFault: () => fault,
    async close() {
      await progress.flush();
      for (const scratchPath of scratch) await rm(scratchPath, { force: true });
    },
  };
}

function forget(scratch: Set<string>, files: readonly IncomingFile[]): void {
  for (const { scratchPath } of files) scratch.delete(scratchPath);
}

async function refuseItem(
  trx: Trx,
  held: HeldRun,
  item: Omit<IncomingItem, 'files'>,
  reason: Words,
  cursor: unknown,
): Promise<void> {
  const { tenantId, integrationId, runId, clientId } = held;
  await held.mustBeMine(trx);
  await saveCursor(trx, tenantId, integrationId, cursor);
  if ((await findTaken(trx, tenantId, integrationId, [item.key])).size > 0) return;
  const part: NewItem = {
    part: 0,
    fileName: plainName(item.name),
    clientId,
    sha256: null,
    sizeBytes: null,
    state: 'refused',
    documentId: null,
    wasKnown: false,
    statementIds: null,
    reason,
  };
  const { key, receivedAt } = item;
  const told = { sender: shortened(item.from, 320), subject: shortened(item.subject, 500) };
  const head = { integrationId, runId, key, receivedAt, ...told };
  await insertItems(trx, tenantId, [{ head, parts: [part] }]);
  await addCounts(trx, tenantId, runId, countsOf([part]));
  const name = part.fileName;
  const words = { tr: `${name}: ${reason.tr}`, en: `${name}: ${reason.en}` };
  await insertLogLine(trx, tenantId, runId, { clientId, level: 'warn', words });
}

/** The last figure that a connector told, written at most once a second. */
class Progress {
  readonly #held: HeldRun;
  #waiting: { readonly done: number; readonly total: number | null } | null = null;
  #writtenAt = 0;

  constructor(held: HeldRun) {
    this.#held = held;
  }

  async set(done: number, total: number | null): Promise<void> {
    this.#waiting = { done, total };
    if (Date.now() - this.#writtenAt >= PROGRESS_MS) await this.flush();
  }

  async flush(): Promise<void> {
    const told = this.#waiting;
    if (told === null) return;
    this.#waiting = null;
    this.#writtenAt = Date.now();
    const { context, tenantId, runId, scope } = this.#held;
    await inScope(context.db, scope, async (trx) => {
      await setProgress(trx, tenantId, runId, told.done, told.total);
      await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    });
  }
}
