/** Works an act off: portion by portion, each a short transaction that does and marks it, so that a kill loses nothing. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { isTransient, withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { enqueue, type JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { findAsker, type HeldAct, holdAct, setActState } from './acts.queries.ts';
import { type ActsContext, AT_ONCE, CHUNK } from './acts-context.ts';
import { workActErrors } from './contract.ts';
import { nextItems, refuseWaiting, settleItems } from './items.queries.ts';
import { performPart } from './perform-act.ts';
import { permissionOf } from './permission-of.ts';
import { faultOfOurs, refusalOf } from './present-act.ts';

export const RUN_JOB = 'work-acts.run';
export const runPayload = z.object({ tenantId: z.uuid(), actId: z.uuid() });
type RunPayload = z.infer<typeof runPayload>;

/** A worker that is killed again and again must not end it; what fails for a fault of ours is refused, not tried again. */
const MAX_ATTEMPTS = 25;

export async function enqueueAct(trx: Trx, payload: RunPayload): Promise<void> {
  await enqueue(trx, RUN_JOB, payload, { jobKey: `work-act:${payload.actId}`, maxAttempts: MAX_ATTEMPTS });
}

/** Works the act off until it ends or the worker drains, which leaves the rest to the next worker. */
export async function runAct(context: ActsContext, payload: RunPayload, job: JobContext): Promise<void> {
  const { tenantId, actId } = payload;
  while (job.signal?.aborted !== true) {
    const scope = await scopeOfAsker(context, payload, job.jobId);
    if (scope === null) return;
    let goesOn: boolean;
    try {
      goesOn = await workOff(context, scope, payload, CHUNK);
    } catch (error) {
      if (isTransient(error)) throw error;
      job.log.warn({ err: error, actId }, 'a portion of an act failed; doing its documents one by one');
      goesOn = await workOneByOne(context, scope, payload, job);
    }
    if (!goesOn) return;
  }
  await inScope(context.db, systemScope(tenantId, job.jobId), (trx) => enqueueAct(trx, payload));
}

/**
 * The scope of who asked, as their rights are now; null where the act has ended. Where the rights ended, what waits is
 * refused; where they see fewer clients, what is out of sight.
 */
function scopeOfAsker(context: ActsContext, payload: RunPayload, jobId: string): Promise<Scope | null> {
  const { tenantId, actId } = payload;
  return inScope(context.db, systemScope(tenantId, jobId), async (trx) => {
    const asker = await findAsker(trx, tenantId, actId);
    if (asker === undefined) return null;
    const rights = await context.rights.of(trx, tenantId, asker.userId);
    const may = rights?.permissions.includes(permissionOf(asker.kind, asker.undoneKind)) === true;
    if (!may || rights.clientIds !== null) {
      const act = await holdAct(trx, tenantId, actId);
      const refusal = refusalOf(workActErrors.WORK_ACT_RIGHTS_ENDED());
      await refuseWaiting(trx, tenantId, actId, refusal, may ? rights.clientIds : null);
      if (!may && act !== undefined && isGoing(act)) await end(trx, tenantId, act);
    }
    if (!may) return null;
    return { tenantId, userId: asker.userId, clientIds: rights.clientIds, requestId: jobId, address: null };
  });
}

const isGoing = (act: HeldAct) => act.state === 'waiting' || act.state === 'running';

async function end(trx: Trx, tenantId: string, act: HeldAct): Promise<void> {
  const counts = await setActState(trx, tenantId, act.actId, 'done');
  await announceAct(trx, tenantId, act.clientId);
  // A small act answers where it was asked for; a large one ends when its asker may be elsewhere.
  if (counts === undefined || counts.total <= AT_ONCE) return;
  await notify(trx, {
    tenantId,
    userIds: [act.userId],
    kind: 'bulk-done',
    params: { done: counts.done, refused: counts.refused },
    link: act.clientId === null ? '/inceleme' : `/mukellefler/${act.clientId}/inceleme`,
    ...(act.clientId === null ? {} : { clientId: act.clientId }),
  });
}

/** Tells open pages that an act began, went on or ended; no client is named where it is about several. */
export async function announceAct(trx: Trx, tenantId: string, clientId: string | null): Promise<void> {
  await announce(trx, { tenantId, topic: 'work-acts', clientId: clientId ?? '' });
}

/** One portion in one transaction; false where the act has ended with it or before. */
function workOff(
  context: ActsContext,
  scope: Scope,
  { tenantId, actId }: RunPayload,
  size: number,
): Promise<boolean> {
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const act = await holdAct(trx, tenantId, actId);
      if (act === undefined || !isGoing(act)) return false;
      return workOffHeld(context, trx, tenantId, act, size);
    }),
  );
}

/** The same within the caller's transaction, which holds the act. */
export async function workOffHeld(
  context: ActsContext,
  trx: Trx,
  tenantId: string,
  act: HeldAct,
  size: number,
): Promise<boolean> {
  const items = await nextItems(trx, tenantId, act.actId, size);
  if (items.length > 0) {
    const outcomes = await performPart({ context, trx, tenantId, act, items });
    await settleItems(trx, tenantId, act.actId, outcomes);
  }
  if (items.length < size) {
    await end(trx, tenantId, act);
    return false;
  }
  if (act.state === 'waiting') await setActState(trx, tenantId, act.actId, 'running');
  await announceAct(trx, tenantId, act.clientId);
  return true;
}

/** One portion document by document: one that fails for a fault of ours is refused with it, and logged. */
async function workOneByOne(
  context: ActsContext,
  scope: Scope,
  payload: RunPayload,
  job: JobContext,
): Promise<boolean> {
  for (let n = 0; n < CHUNK; n++) {
    try {
      if (!(await workOff(context, scope, payload, 1))) return false;
    } catch (error) {
      if (isTransient(error)) throw error;
      job.log.error({ err: error, actId: payload.actId }, 'a document of an act failed for a fault of ours');
      await refuseNext(context, scope, payload);
    }
  }
  return true;
}

function refuseNext(context: ActsContext, scope: Scope, { tenantId, actId }: RunPayload): Promise<void> {
  return inScope(context.db, scope, async (trx) => {
    const act = await holdAct(trx, tenantId, actId);
    const [next] = act === undefined ? [] : await nextItems(trx, tenantId, actId, 1);
    if (next === undefined) return;
    await settleItems(trx, tenantId, actId, [{ documentId: next.documentId, refusal: faultOfOurs() }]);
  });
}
