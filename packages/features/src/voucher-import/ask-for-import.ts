/** What people ask of an import: bring a file, say how it is read, decide, take back, think better of it. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import { type ImportDetail, voucherImportErrors } from './contract.ts';
import { announceImport, enqueueJob, type ImportContext, JOBS } from './import-context.ts';
import { changeImport, type HeldImport, holdImport, insertImport, saveMapping } from './imports.queries.ts';
import { type ImportPlan, missingOf } from './plan.ts';
import { showDetail } from './present-import.ts';
import { clearReading } from './rows.queries.ts';
import { fingerprintOf, type TableHead } from './suggest-plan.ts';
import { lookInto, takeFile } from './take-file.ts';
import { countVouchers } from './writing.queries.ts';

/** Throws CLIENT_NOT_FOUND before anything is stored, and what the file asks for. */
export async function bringFile(
  context: ImportContext,
  scope: Scope,
  clientId: string,
  files: AsyncIterable<IncomingFile>,
): Promise<ImportDetail> {
  const tenantId = tenantOf(scope);
  if (!(await inScope(context.db, scope, (trx) => clientIsActive(trx, tenantId, clientId))))
    throw clientErrors.CLIENT_NOT_FOUND();
  const file = await takeFile(context, tenantId, files);
  return inScope(context.db, scope, async (trx) => {
    const importId = await insertImport(trx, tenantId, { ...file, clientId, userId: scope.userId });
    await announceImport(trx, tenantId, clientId);
    return showDetail(trx, tenantId, importId);
  });
}

/** Looks at another sheet, or takes another row for the headers. Throws IMPORT_NOT_FOUND, IMPORT_WRONG_STATE. */
export async function lookAtSheet(
  context: ImportContext,
  scope: Scope,
  importId: string,
  { sheet, headerRow }: { readonly sheet: string | null; readonly headerRow: number | null },
): Promise<ImportDetail> {
  const tenantId = tenantOf(scope);
  const seen = await inScope(context.db, scope, (trx) => hold(trx, tenantId, importId, ['mapping', 'ready']));
  const head = await headOfSheet(context, tenantId, seen, sheet, headerRow);
  return inScope(context.db, scope, async (trx) => {
    const held = await hold(trx, tenantId, importId, ['mapping', 'ready']);
    await clearReading(trx, { tenantId, importId, clientId: held.clientId });
    await changeImport(trx, tenantId, importId, { state: 'mapping', head, plan: null, run: held.run + 1 });
    return showDetail(trx, tenantId, importId);
  });
}

async function headOfSheet(
  { storage }: ImportContext,
  tenantId: string,
  { sha256, fileName }: HeldImport,
  sheet: string | null,
  headerRow: number | null,
): Promise<TableHead> {
  const file = await storage.localPath({ tenantId, sha256 });
  try {
    return await lookInto(file.path, fileName, sheet, headerRow);
  } finally {
    await file.release();
  }
}

const MISSING_WORDS: Readonly<Record<string, readonly [tr: string, en: string]>> = {
  date: ['tarih sütunu', 'the column of the date'],
  accountCode: ['hesap kodu sütunu', 'the column of the account code'],
  amount: [
    'borç ve alacak sütunları ya da tutar sütunu',
    'the columns of debit and credit, or that of the amount',
  ],
  key: [
    'fiş no sütunu (ya da başka gruplama seçin)',
    'the column of the voucher number (or choose another grouping)',
  ],
  twice: ['bir sütun iki alan için seçilmiş', 'one column is chosen for two fields'],
};

/** Remembers the plan for files with these headers and begins reading. Throws IMPORT_PLAN_INCOMPLETE, IMPORT_WRONG_STATE. */
export async function readByPlan(
  context: ImportContext,
  scope: Scope,
  importId: string,
  plan: ImportPlan,
): Promise<ImportDetail> {
  const missing = missingOf(plan);
  if (missing !== null) {
    const [words = missing, wordsEn = missing] = MISSING_WORDS[missing] ?? [];
    throw voucherImportErrors.IMPORT_PLAN_INCOMPLETE({ missing: words, missingEn: wordsEn });
  }
  const tenantId = tenantOf(scope);
  const seen = await inScope(context.db, scope, (trx) =>
    hold(trx, tenantId, importId, ['mapping', 'ready', 'reading']),
  );
  const isSeen = seen.head.sheet === plan.sheet && seen.head.headerRow === plan.headerRow;
  const head = isSeen ? seen.head : await headOfSheet(context, tenantId, seen, plan.sheet, plan.headerRow);
  return inScope(context.db, scope, async (trx) => {
    const held = await hold(trx, tenantId, importId, ['mapping', 'ready', 'reading']);
    const run = held.run + 1;
    await saveMapping(trx, tenantId, fingerprintOf(head.headers), plan, scope.userId);
    await changeImport(trx, tenantId, importId, {
      state: 'reading',
      head,
      plan,
      run,
      progress: 0,
      fault: null,
    });
    await enqueueJob(trx, JOBS.read, { tenantId, importId, run });
    await announceImport(trx, tenantId, held.clientId);
    return showDetail(trx, tenantId, importId);
  });
}

/** Throws IMPORT_WRONG_STATE, IMPORT_HAS_FAULTS, IMPORT_NOTHING_GOOD, FORBIDDEN where posting is asked of who may not post. */
export async function decide(
  context: ImportContext,
  scope: Scope,
  importId: string,
  { allOrNothing, post }: { readonly allOrNothing: boolean; readonly post: boolean },
): Promise<ImportDetail> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    if (post) await mayPost(context, trx, scope);
    const held = await hold(trx, tenantId, importId, ['ready']);
    const faulty = await countVouchers(trx, { tenantId, importId }, ['faulty']);
    if (allOrNothing && faulty > 0) throw voucherImportErrors.IMPORT_HAS_FAULTS({ count: faulty });
    if ((await countVouchers(trx, { tenantId, importId }, ['good'])) === 0)
      throw voucherImportErrors.IMPORT_NOTHING_GOOD();
    const run = held.run + 1;
    const decided = { allOrNothing, post, decidedBy: scope.userId, progress: 0, fault: null };
    await changeImport(trx, tenantId, importId, { state: 'writing', run, ...decided });
    await enqueueJob(trx, JOBS.write, { tenantId, importId, run });
    await announceImport(trx, tenantId, held.clientId);
    return showDetail(trx, tenantId, importId);
  });
}

/** Takes the whole import back. Asked again where some of it stayed, it tries those once more. Throws IMPORT_WRONG_STATE, FORBIDDEN. */
export async function takeBack(
  context: ImportContext,
  scope: Scope,
  importId: string,
): Promise<ImportDetail> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const held = await hold(trx, tenantId, importId, ['done', 'undoing', 'undone']);
    if (held.state !== 'undoing') {
      if (held.post === true) await mayPost(context, trx, scope);
      const run = held.run + 1;
      await changeImport(trx, tenantId, importId, {
        state: 'undoing',
        run,
        undoneBy: scope.userId,
        progress: 0,
      });
      await enqueueJob(trx, JOBS.undo, { tenantId, importId, run });
      await announceImport(trx, tenantId, held.clientId);
    }
    return showDetail(trx, tenantId, importId);
  });
}

/** Of an import of which nothing is written. What is dropped already stays so. Throws IMPORT_NOT_FOUND, IMPORT_WRONG_STATE. */
export async function drop(context: ImportContext, scope: Scope, importId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  await inScope(context.db, scope, async (trx) => {
    const held = await hold(trx, tenantId, importId, ['mapping', 'reading', 'ready', 'failed', 'dropped']);
    if (held.state === 'dropped') return;
    await clearReading(trx, { tenantId, importId, clientId: held.clientId });
    await changeImport(trx, tenantId, importId, { state: 'dropped', run: held.run + 1, ended: true });
    await announceImport(trx, tenantId, held.clientId);
  });
}

async function hold(
  trx: Trx,
  tenantId: string,
  importId: string,
  states: readonly string[],
): Promise<HeldImport> {
  const held = await holdImport(trx, tenantId, importId);
  if (held === undefined) throw voucherImportErrors.IMPORT_NOT_FOUND();
  if (!states.includes(held.state)) throw voucherImportErrors.IMPORT_WRONG_STATE({ state: held.state });
  return held;
}

/** Posting, and taking it back, is left to those who answer for the books. */
async function mayPost({ rights }: ImportContext, trx: Trx, scope: Scope): Promise<void> {
  const held = scope.userId === null ? null : await rights.of(trx, tenantOf(scope), scope.userId);
  if (held?.permissions.includes('voucher:post') !== true) throw platformErrors.FORBIDDEN();
}
