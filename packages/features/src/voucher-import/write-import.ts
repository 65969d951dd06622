/** The job that writes the vouchers of an import: the good ones portion by portion, or all of them in one transaction. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
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
import type { ImportPlace } from './rows.queries.ts';
import {
  countVouchers,
  type NextVoucher,
  nextVouchers,
  type Outcome,
  settleVouchers,
  tellProgress,
} from './writing.queries.ts';

/** Thrown inside of a writing of all or nothing: the first voucher that was refused takes back the others. */
class OneRefused extends Error {
  readonly fault: { readonly code: string; readonly message: string; readonly messageEn: string };

  constructor(voucher: NextVoucher, refusal: ReturnType<typeof refusalOf>) {
    super(refusal.messageEn);
    const { code, message, messageEn } = refusal;
    const name = voucher.description === '' ? voucher.date : `${voucher.date} ${voucher.description}`;
    this.fault = {
      code,
      message: `Hiçbir fiş aktarılmadı. “${name}” alınamadı: ${message}`,
      messageEn: `No voucher was imported. “${name}” could not be taken: ${messageEn}`,
    };
  }
}

/**
 * May be killed at any line: a portion and the marks of its vouchers are one transaction, and what is marked is not written
 * again; all or nothing begins anew. The rights of who decided are asked again before each portion.
 */
export async function writeImport(
  context: ImportContext,
  payload: JobPayload,
  job: JobContext,
): Promise<void> {
  const { tenantId } = payload;
  while (job.signal?.aborted !== true) {
    const held = await lookAt(context, payload, job.jobId);
    if (held === null) return;
    const needed = held.post === true ? ['voucher:write', 'voucher:post'] : ['voucher:write'];
    const scope = await scopeOf(
      context,
      { tenantId, clientId: held.clientId },
      held.decidedBy,
      job.jobId,
      needed,
    );
    if (scope === null) {
      const { code, message, messageEn } = refusalOf(voucherImportErrors.IMPORT_RIGHTS_ENDED());
      await end(context, payload, job.jobId, { state: 'done', fault: { code, message, messageEn } });
      return;
    }
    if (held.allOrNothing === true) return writeAll(context, scope, payload, held);
    if (!(await writePortion(context, scope, payload))) return;
  }
  await inScope(context.db, systemScope(tenantId, job.jobId), (trx) => enqueueJob(trx, JOBS.write, payload));
}

const isOurs = (held: HeldImport | undefined, { run }: JobPayload): held is HeldImport =>
  held !== undefined && held.state === 'writing' && held.run === run;

async function lookAt(
  context: ImportContext,
  payload: JobPayload,
  jobId: string,
): Promise<HeldImport | null> {
  const { tenantId, importId } = payload;
  const held = await inScope(context.db, systemScope(tenantId, jobId), (trx) =>
    holdImport(trx, tenantId, importId),
  );
  return isOurs(held, payload) ? held : null;
}

/** One portion of the good ones; false where the import has ended with it or before. */
function writePortion(context: ImportContext, scope: Scope, payload: JobPayload): Promise<boolean> {
  const { tenantId, importId } = payload;
  const portion = context.portion ?? PORTION;
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const held = await holdImport(trx, tenantId, importId);
      if (!isOurs(held, payload)) return false;
      const place = { tenantId, importId, clientId: held.clientId };
      const vouchers = await nextVouchers(trx, place, 0, portion);
      const outcomes = await write(context, trx, place, vouchers, held.post === true);
      await settleVouchers(trx, place, outcomes);
      const progress = await countVouchers(trx, place, ['written', 'posted', 'refused']);
      const isLast = vouchers.length < portion;
      await changeImport(trx, tenantId, importId, {
        progress,
        ...(isLast ? { state: 'done', ended: true } : {}),
      });
      await announceImport(trx, tenantId, held.clientId);
      return !isLast;
    }),
  );
}

/** Everything in one transaction; progress is told beside it. Where one voucher is refused the import is as it was, and says why. */
async function writeAll(
  context: ImportContext,
  scope: Scope,
  payload: JobPayload,
  held: HeldImport,
): Promise<void> {
  const { tenantId, importId, run } = payload;
  const place = { tenantId, importId, clientId: held.clientId };
  const portion = context.portion ?? PORTION;
  try {
    await withRetryOfConflicts(() =>
      inScope(context.db, scope, async (trx) => {
        let written = 0;
        for (let after = 0; ; ) {
          const vouchers = await nextVouchers(trx, place, after, portion);
          const outcomes = await write(context, trx, place, vouchers, held.post === true);
          const at = outcomes.findIndex(({ state }) => state === 'refused');
          const refusedVoucher = vouchers[at];
          if (refusedVoucher !== undefined)
            throw new OneRefused(refusedVoucher, outcomes[at]?.refusal as ReturnType<typeof refusalOf>);
          await settleVouchers(trx, place, outcomes);
          written += vouchers.length;
          after = vouchers.at(-1)?.groupNo ?? after;
          if (vouchers.length < portion) break;
          await inScope(context.db, scope, async (other) => {
            await tellProgress(other, place, run, written);
            await announceImport(other, tenantId, held.clientId);
          });
        }
        if (!isOurs(await holdImport(trx, tenantId, importId), payload))
          throw new Error('the import was begun anew meanwhile');
        await changeImport(trx, tenantId, importId, { state: 'done', progress: written, ended: true });
        await announceImport(trx, tenantId, held.clientId);
      }),
    );
  } catch (error) {
    if (!(error instanceof OneRefused)) throw error;
    await end(context, payload, scope.requestId, { state: 'ready', fault: error.fault });
  }
}

async function end(
  context: ImportContext,
  payload: JobPayload,
  jobId: string | null,
  change: { readonly state: 'done' | 'ready'; readonly fault: object },
): Promise<void> {
  const { tenantId, importId } = payload;
  await inScope(context.db, systemScope(tenantId, jobId), async (trx) => {
    const held = await holdImport(trx, tenantId, importId);
    if (!isOurs(held, payload)) return;
    await changeImport(trx, tenantId, importId, { ...change, progress: 0, ended: change.state === 'done' });
    await announceImport(trx, tenantId, held.clientId);
  });
}

/** Opens or posts these vouchers; each answers for itself. Accounts are asked for once more: charts change while people decide. */
async function write(
  { ledger }: ImportContext,
  trx: Trx,
  place: ImportPlace,
  vouchers: readonly NextVoucher[],
  post: boolean,
): Promise<Outcome[]> {
  if (vouchers.length === 0) return [];
  const results = post
    ? await entered(ledger, trx, place, vouchers)
    : await opened(ledger, trx, place, vouchers);
  return vouchers.map(({ id, groupNo }) => {
    const { fisNo = null, refusal = null } = results.get(id) ?? {};
    return {
      group_no: groupNo,
      state: refusal !== null ? 'refused' : post ? 'posted' : 'written',
      fis_no: fisNo,
      refusal: refusal === null ? null : refusalOf(refusal),
    };
  });
}

interface Result {
  readonly fisNo: number | null;
  readonly refusal: AppError | null;
}

async function entered(
  ledger: LedgerService,
  trx: Trx,
  place: ImportPlace,
  vouchers: readonly NextVoucher[],
): Promise<ReadonlyMap<string, Result>> {
  const answers = await ledger.batches.enter(trx, place, vouchers);
  return new Map(answers.map(({ voucherId, ...result }) => [voucherId, result]));
}

async function opened(
  ledger: LedgerService,
  trx: Trx,
  place: ImportPlace,
  vouchers: readonly NextVoucher[],
): Promise<ReadonlyMap<string, Result>> {
  const refusals = await ledger.batches.openDrafts(trx, place, vouchers);
  return new Map([...refusals].map(([id, refusal]) => [id, { fisNo: null, refusal }]));
}
