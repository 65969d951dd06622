/**
 * Removes a demo office in three steps, each safe to repeat: closed at once, stored files in the background, then all rows
 * in one transaction by the database.
 */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, enqueue, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import { z } from 'zod';
import type { Database } from '../feature.ts';
import { demoErrors } from './contract.ts';
import { closeOffice, listStoredFiles, lockOffice, removeRows } from './demo-office.queries.ts';

export const REMOVE_DEMO_JOB = 'demo-office.remove';
const payload = z.object({ tenantId: z.uuid() });
/** Files between two looks at whether the worker is to end. */
const FILES_AT_ONCE = 100;

export interface DemoContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Called after the commit with everybody who was let out, so that they are let in no more. */
  readonly forget: (userId: string) => void;
}

/** Closes the office and has a worker remove it. Throws NOT_A_DEMO_OFFICE. */
export async function askForRemoval(context: DemoContext, tenantId: string, scope: Scope): Promise<void> {
  const people = await inScope(context.db, scope, async (trx) => {
    const office = await lockOffice(trx, tenantId);
    if (office?.kind !== 'demo') throw demoErrors.NOT_A_DEMO_OFFICE();
    const members = await closeOffice(trx, tenantId, context.clock.now());
    await enqueue(trx, REMOVE_DEMO_JOB, { tenantId }, { jobKey: `remove-demo ${tenantId}`, maxAttempts: 20 });
    return members;
  });
  for (const userId of people) context.forget(userId);
}

type RemoverDeps = { readonly db: Database; readonly clock: Clock; readonly storage: Storage };

/**
 * Key: one waiting job an office. Retries: 20. Crash: files that are gone are gone, and asking for them again does no harm;
 * the rows go in one transaction, so a worker that is killed leaves either all of them or none.
 */
export function removeDemoJob(deps: RemoverDeps): JobDefinition {
  return defineJob({
    name: REMOVE_DEMO_JOB,
    payload,
    maxAttempts: 20,
    run: ({ tenantId }, { signal }) => removeDemoOffice(deps, tenantId, signal),
  });
}

/** Does nothing for an office that is gone, is real, or was not asked for. */
export async function removeDemoOffice(
  { db, clock, storage }: RemoverDeps,
  tenantId: string,
  signal?: AbortSignal | undefined,
): Promise<void> {
  const scope = systemScope(tenantId);
  const asked = await inScope(db, scope, async (trx) => {
    const office = await lockOffice(trx, tenantId);
    return office?.kind === 'demo' && office.removalAskedAt !== null;
  });
  if (!asked) return;
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const files = await inScope(db, scope, (trx) => listStoredFiles(trx, tenantId, after, FILES_AT_ONCE));
    for (const sha256 of files) await storage.remove({ tenantId, sha256 });
    const last = files.at(-1);
    if (last === undefined) break;
    after = last;
  }
  await inScope(db, scope, (trx) => removeRows(trx, tenantId, clock.now()));
}
