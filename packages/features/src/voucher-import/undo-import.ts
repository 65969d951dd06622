/** The job that takes an import back as one act: drafts are deleted, posted vouchers reversed, and what stays is told. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import type { TakenBack } from '../ledger/contract.ts';
import { voucherImportErrors } from './contract.ts';
import {
  announceImport,
  enqueueJob,
  type ImportContext,
  JOBS,
  type JobPayload,
  PORTION,
  scopeOf,
} from './import-context.ts';
import { changeImport, type HeldImport, holdImport } from './imports.queries.ts';
import { refusalOf } from './present-import.ts';
import { nextToTakeBack, type Outcome, settleVouchers } from './writing.queries.ts';

/** The largest integer of the database: behind every voucher. */
const AFTER_ALL = 2_147_483_647;

/** May be killed at any line: what is marked as taken back is not taken back again. */
export async function undoImport(
  context: ImportContext,
  payload: JobPayload,
  job: JobContext,
): Promise<void> {
  const { tenantId } = payload;
  // Those that stay are passed by once, from the last to the first; a retry tries them again.
  let before = AFTER_ALL;
  let progress = 0;
  while (job.signal?.aborted !== true) {
    const scope = await scopeOfAsker(context, payload, job.jobId);
    if (scope === null) return;
    const done = await takePortion(context, scope, payload, before, progress);
    if (done === null) return;
    before = done.before;
    progress += done.count;
  }
  await inScope(context.db, systemScope(tenantId, job.jobId), (trx) => enqueueJob(trx, JOBS.undo, payload));
}

const isOurs = (held: HeldImport | undefined, { run }: JobPayload): held is HeldImport =>
  held !== undefined && held.state === 'undoing' && held.run === run;

/** Null where the import is not being undone any more, or who asked for it may not do so any more, which is told. */
async function scopeOfAsker(
  context: ImportContext,
  payload: JobPayload,
  jobId: string,
): Promise<Scope | null> {
  const { tenantId, importId } = payload;
  const system = systemScope(tenantId, jobId);
  const held = await inScope(context.db, system, (trx) => holdImport(trx, tenantId, importId));
  if (!isOurs(held, payload)) return null;
  const needed = held.post === true ? ['voucher:write', 'voucher:post'] : ['voucher:write'];
  const scope = await scopeOf(context, { tenantId, clientId: held.clientId }, held.undoneBy, jobId, needed);
  if (scope !== null) return scope;
  await inScope(context.db, system, async (trx) => {
    const { code, message, messageEn } = refusalOf(voucherImportErrors.IMPORT_RIGHTS_ENDED());
    await changeImport(trx, tenantId, importId, { state: 'done', fault: { code, message, messageEn } });
    await announceImport(trx, tenantId, held.clientId);
  });
  return null;
}

/** The next vouchers, the last of the file first; null where the import has ended with them or before. */
function takePortion(
  context: ImportContext,
  scope: Scope,
  payload: JobPayload,
  before: number,
  progress: number,
): Promise<{ before: number; count: number } | null> {
  const { tenantId, importId } = payload;
  const portion = context.portion ?? PORTION;
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const held = await holdImport(trx, tenantId, importId);
      if (!isOurs(held, payload)) return null;
      const place = { tenantId, importId, clientId: held.clientId };
      const next = await nextToTakeBack(trx, place, before, portion);
      const taken = await context.ledger.batches.takeBack(
        trx,
        place,
        next.map(({ voucherId }) => voucherId),
      );
      const byId = new Map(taken.map((each) => [each.voucherId, each]));
      const outcomes = next.flatMap(({ groupNo, voucherId }) => {
        const each = byId.get(voucherId);
        return each === undefined ? [] : [outcomeOf(groupNo, each)];
      });
      await settleVouchers(trx, place, outcomes);
      const isLast = next.length < portion;
      await changeImport(trx, tenantId, importId, {
        progress: progress + next.length,
        ...(isLast ? { state: 'undone', ended: true } : {}),
      });
      await announceImport(trx, tenantId, held.clientId);
      return isLast ? null : { before: next.at(-1)?.groupNo ?? 0, count: next.length };
    }),
  );
}

function outcomeOf(group_no: number, taken: TakenBack): Outcome {
  if (taken.outcome !== 'refused' && taken.outcome !== 'changed')
    return { group_no, state: 'undone', fis_no: null, refusal: null };
  const refusal = taken.outcome === 'refused' ? taken.refusal : voucherImportErrors.IMPORT_DRAFT_CHANGED();
  return { group_no, state: 'kept', fis_no: null, refusal: refusalOf(refusal) };
}
