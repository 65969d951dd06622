/** Asks for an act to be taken back, whole or for some of its documents: an act of its own that names it. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { holdAct, setActState } from './acts.queries.ts';
import type { ActsContext } from './acts-context.ts';
import { begin, mayAsk } from './ask-for-act.ts';
import { type WorkActView, workActErrors } from './contract.ts';
import { insertItemsToUndo } from './items.queries.ts';
import { showAct } from './look-at-acts.ts';
import { isUndoable } from './present-act.ts';
import { announceAct } from './run-act.ts';

export interface UndoInput {
  readonly id?: string | undefined;
  readonly documentIds?: readonly string[] | undefined;
}

/** Throws WORK_ACT_NOT_FOUND, WORK_ACT_NOT_UNDOABLE, WORK_ACT_GOING, FORBIDDEN, WORK_ACT_EMPTY where nothing is left to take back. */
export function undoAct(
  context: ActsContext,
  scope: Scope,
  undoneId: string,
  input: UndoInput,
): Promise<WorkActView> {
  const tenantId = tenantOf(scope);
  const actId = input.id ?? randomUUID();
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const undone = await holdAct(trx, tenantId, undoneId);
      if (undone === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
      if (!isUndoable(undone.kind)) throw workActErrors.WORK_ACT_NOT_UNDOABLE();
      const userId = await mayAsk(context, trx, scope, 'undo', undone.kind);
      if (undone.state !== 'done' && undone.state !== 'stopped') throw workActErrors.WORK_ACT_GOING();
      const act = {
        actId,
        kind: 'undo',
        clientId: undone.clientId,
        userId,
        reason: null,
        toClientId: null,
        likeDocumentId: null,
        changes: null,
        undoes: undoneId,
      };
      const documentIds = input.documentIds ?? null;
      return begin(context, trx, tenantId, act, () =>
        insertItemsToUndo(trx, tenantId, actId, { actId: undoneId, documentIds }),
      );
    }),
  );
}

/** Stops an act at the end of the portion under way; one that has ended stays as it is. Throws WORK_ACT_NOT_FOUND. */
export async function stopAct(context: ActsContext, scope: Scope, actId: string): Promise<WorkActView> {
  const tenantId = tenantOf(scope);
  await inScope(context.db, scope, async (trx) => {
    const act = await holdAct(trx, tenantId, actId);
    if (act === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
    if (act.state !== 'waiting' && act.state !== 'running') return;
    await setActState(trx, tenantId, actId, 'stopped');
    await announceAct(trx, tenantId, act.clientId);
  });
  return showAct(context, scope, actId);
}
