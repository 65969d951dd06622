/** The tray: what nobody could be told of is given to a client, dismissed, or put back; and a run is taken back. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';
import { type integrationsContract as contract, integrationErrors } from './contract.ts';
import {
  holdItems,
  type ItemRow,
  type ItemState,
  listTakenOfRun,
  type Settlement,
  setReason,
  settleItem,
} from './items.queries.ts';
import { headOf } from './look-inside.ts';
import { makeOfFile } from './make-of-file.ts';
import { putSender } from './owners.queries.ts';
import { presentItem, presentRun } from './present-integration.ts';
import { findRun, holdRun, markUndone } from './runs.queries.ts';
import type { SyncContext } from './sync-context.ts';

type Settled = RouteResult<typeof contract.assignSyncItems>;
/** Documents that a person may still take back. */
const NOT_POSTED = ['READY', 'SETTLED', 'FAILED', 'UNPACKED'];
const TAKEN_BACK = 'Eşitleme geri alındı';
const WRONG_STATE: Words = {
  tr: 'Bu dosya artık beklediğiniz durumda değil.',
  en: 'This file is no longer in the state you expect.',
};

/** A step on one item: its settlement, or why it stays. */
type Step = (trx: Trx, item: ItemRow) => Promise<Settlement | Words>;

async function settleAll(
  context: SyncContext,
  scope: Scope,
  itemIds: readonly string[],
  step: Step,
  first?: (trx: Trx, items: readonly ItemRow[]) => Promise<void>,
): Promise<Settled> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const items = await holdItems(trx, tenantId, itemIds);
    if (items.length < new Set(itemIds).size) throw integrationErrors.SYNC_ITEM_NOT_FOUND();
    await first?.(trx, items);
    const refusals = new Map<string, Words>();
    for (const item of items) {
      const outcome = await step(trx, item);
      if ('state' in outcome) await settleItem(trx, tenantId, item.itemId, scope.userId, outcome);
      else refusals.set(item.itemId, outcome);
    }
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    const after = await holdItems(trx, tenantId, itemIds);
    return {
      results: after.map((item) => {
        const refused = refusals.get(item.itemId);
        const told = refused === undefined ? null : { message: refused.tr, messageEn: refused.en };
        return { item: presentItem(item), refused: told };
      }),
    };
  });
}

/** Throws CLIENT_NOT_FOUND, SYNC_ITEM_NOT_FOUND. */
export function assignItems(
  context: SyncContext,
  scope: Scope,
  { body }: RouteInput<typeof contract.assignSyncItems>,
): Promise<Settled> {
  const tenantId = tenantOf(scope);
  const { clientId, remember } = body;
  const first = async (trx: Trx, items: readonly ItemRow[]) => {
    if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    if (!remember) return;
    const senders = new Set(items.map(({ sender }) => sender?.toLowerCase().trim() ?? ''));
    for (const value of senders)
      if (value.includes('@'))
        await putSender(trx, tenantId, { kind: 'email', value, clientId, userId: scope.userId });
  };
  const step: Step = async (trx, item) => {
    if (!isOneOf(item, ['tray', 'dismissed', 'undone']) || item.sha256 === null) return WRONG_STATE;
    const local = await context.storage.localPath({ tenantId, sha256: item.sha256 });
    try {
      const { head, kind } = await headOf(local.path);
      const isStatement = context.statements.sniff(head) !== null;
      const { fileName, sha256, runId } = item;
      const file = { fileName, sha256, sizeBytes: Number(item.sizeBytes ?? 0), kind, isStatement };
      const made = await makeOfFile(trx, { context, tenantId, runId, userId: scope.userId }, file, clientId);
      if (made.documentId !== null && made.wasKnown) await readAgain(context, trx, tenantId, made.documentId);
      return made;
    } finally {
      await local.release();
    }
  };
  return settleAll(context, scope, body.itemIds, step, first);
}

/** A document that was rejected when its run was taken back is wanted after all. */
async function readAgain(
  context: SyncContext,
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<void> {
  const [held] = await context.documents.hold(trx, tenantId, [documentId]);
  if (held === undefined || held.state !== 'REJECTED' || held.rejectReason !== TAKEN_BACK) return;
  const readings = await context.documents.readAgain(trx, tenantId, held, ['REJECTED']);
  await context.documents.enqueueReadings(trx, tenantId, readings);
}

const isOneOf = (item: ItemRow, states: readonly ItemState[]) => states.includes(item.state);
const untouched = { documentId: null, wasKnown: false, statementIds: null };

export function dismissItems(
  context: SyncContext,
  scope: Scope,
  itemIds: readonly string[],
): Promise<Settled> {
  return settleAll(context, scope, itemIds, async (_trx, item) =>
    isOneOf(item, ['tray'])
      ? { ...untouched, state: 'dismissed', clientId: null, reason: null }
      : WRONG_STATE,
  );
}

const PUT_BACK: Words = { tr: 'Tepsiye geri kondu.', en: 'Put back into the tray.' };

/** Dismissed ones, and those given to a client, as long as nothing is posted. */
export function returnItems(
  context: SyncContext,
  scope: Scope,
  itemIds: readonly string[],
): Promise<Settled> {
  const tenantId = tenantOf(scope);
  return settleAll(context, scope, itemIds, async (trx, item) => {
    if (item.sha256 === null || isOneOf(item, ['tray', 'refused', 'empty'])) return WRONG_STATE;
    const kept = await takeBack(context, trx, tenantId, item);
    return kept ?? { ...untouched, state: 'tray', clientId: null, reason: PUT_BACK };
  });
}

/** What the item became is no more; answers why it stays where that cannot be. */
async function takeBack(
  context: SyncContext,
  trx: Trx,
  tenantId: string,
  item: ItemRow,
): Promise<Words | null> {
  if (item.state === 'statement' && item.statementIds !== null) {
    await context.statements.undo(trx, tenantId, item.statementIds);
    return null;
  }
  if (item.documentId === null || item.state !== 'document') return null;
  if (item.wasKnown)
    return {
      tr: 'Bu belge önceden vardı; ona dokunulmadı.',
      en: 'This document was here before; it was left alone.',
    };
  const [held] = await context.documents.hold(trx, tenantId, [item.documentId]);
  if (held === undefined || held.state === 'REJECTED') return null;
  try {
    await context.documents.reject(trx, tenantId, held, TAKEN_BACK, NOT_POSTED);
    await context.documents.announce(trx, tenantId, [held.clientId]);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { tr, en } = error.definition;
    return { tr: fillText(tr, error.params), en: fillText(en, error.params) };
  }
}

/** What is not posted yet is taken back; what stays is named. Throws SYNC_RUN_NOT_FOUND, SYNC_RUN_IS_LIVE. */
export function undoRun(
  context: SyncContext,
  scope: Scope,
  runId: string,
): Promise<RouteResult<typeof contract.undoSyncRun>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const run = await holdRun(trx, tenantId, runId);
    if (run === undefined) throw integrationErrors.SYNC_RUN_NOT_FOUND();
    if (run.endedAt === null) throw integrationErrors.SYNC_RUN_IS_LIVE();
    const kept: { fileName: string; message: string; messageEn: string }[] = [];
    const items = await holdItems(trx, tenantId, await listTakenOfRun(trx, tenantId, runId));
    for (const item of items) {
      const why = await takeBack(context, trx, tenantId, item);
      if (why === null)
        await settleItem(trx, tenantId, item.itemId, scope.userId, {
          state: 'undone',
          clientId: item.clientId,
          documentId: item.documentId,
          wasKnown: item.wasKnown,
          statementIds: null,
          reason: null,
        });
      else {
        await setReason(trx, tenantId, item.itemId, why);
        kept.push({ fileName: item.fileName, message: why.tr, messageEn: why.en });
      }
    }
    await markUndone(trx, tenantId, runId, scope.userId);
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    const after = (await findRun(trx, tenantId, runId)) ?? run;
    return { run: presentRun(after), undone: items.length - kept.length, kept };
  });
}
