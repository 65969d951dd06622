/** Asks for an act: who may, on which documents; a few are done at once, many are left to the worker. */

import { randomUUID } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import { type DocumentFilter, documentErrors } from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import { findAct, holdAct, insertAct, type NewAct } from './acts.queries.ts';
import { type ActsContext, AT_ONCE, MAX_SELECTED } from './acts-context.ts';
import { type AskBody, type WorkActView, workActErrors } from './contract.ts';
import { findChosen, findThoseAlike } from './find-alike.ts';
import { clientsOf, insertItems, sumUpItems } from './items.queries.ts';
import { permissionOf } from './permission-of.ts';
import { presentAct } from './present-act.ts';
import { announceAct, enqueueAct, workOffHeld } from './run-act.ts';

/**
 * Throws VALIDATION_FAILED, FORBIDDEN, CLIENT_NOT_FOUND (of the target), DOCUMENT_NOT_FOUND, WORK_ACT_EMPTY,
 * WORK_ACT_TOO_LARGE, ALIKE_NOTHING_CHOSEN. A request with the id of an act that is there answers that act.
 */
export function askForAct(context: ActsContext, scope: Scope, body: AskBody): Promise<WorkActView> {
  checkBody(body);
  const tenantId = tenantOf(scope);
  const actId = body.id ?? randomUUID();
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const userId = await mayAsk(context, trx, scope, body.kind, null);
      const earlier = body.id === undefined ? undefined : await findAct(trx, tenantId, actId);
      if (earlier !== undefined) return presentAct(earlier, userId);
      if (body.toClientId !== undefined && !(await clientIsActive(trx, tenantId, body.toClientId)))
        throw clientErrors.CLIENT_NOT_FOUND();
      const changes = body.like === undefined ? null : await findChosen(trx, tenantId, body.like.documentId);
      const ids = await documentsOf(context, trx, tenantId, body);
      const { count, clientId } = await clientsOf(trx, tenantId, ids);
      if (count < ids.length) throw documentErrors.DOCUMENT_NOT_FOUND();
      if (count === 0) throw workActErrors.WORK_ACT_EMPTY();
      const act = {
        actId,
        kind: body.kind,
        clientId,
        userId,
        reason: body.reason ?? null,
        toClientId: body.toClientId ?? null,
        likeDocumentId: body.like?.documentId ?? null,
        changes,
        undoes: null,
      };
      const versions = body.voucherVersions ?? {};
      return begin(context, trx, tenantId, act, () =>
        insertItems(
          trx,
          tenantId,
          actId,
          ids.map((documentId) => ({ documentId, version: versions[documentId] ?? null })),
        ),
      );
    }),
  );
}

/** Throws FORBIDDEN where the person may not do what the act does; answers who it is. */
export async function mayAsk(
  { rights }: ActsContext,
  trx: Trx,
  scope: Scope,
  kind: string,
  undoneKind: string | null,
): Promise<string> {
  const tenantId = tenantOf(scope);
  if (scope.userId === null) throw platformErrors.FORBIDDEN();
  const held = await rights.of(trx, tenantId, scope.userId);
  if (held?.permissions.includes(permissionOf(kind, undoneKind)) !== true) throw platformErrors.FORBIDDEN();
  return scope.userId;
}

/** Makes the act and puts its documents in; done at once where they are few. */
export async function begin(
  context: ActsContext,
  trx: Trx,
  tenantId: string,
  act: NewAct,
  fill: () => Promise<void>,
): Promise<WorkActView> {
  if (await insertAct(trx, tenantId, act)) {
    await fill();
    const { count } = await sumUpItems(trx, tenantId, act.actId);
    if (count === 0) throw workActErrors.WORK_ACT_EMPTY();
    const held = count <= AT_ONCE ? await holdAct(trx, tenantId, act.actId) : undefined;
    if (held === undefined) {
      await enqueueAct(trx, { tenantId, actId: act.actId });
      await announceAct(trx, tenantId, act.clientId);
    } else await workOffHeld(context, trx, tenantId, held, AT_ONCE + 1);
  }
  const row = await findAct(trx, tenantId, act.actId);
  if (row === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
  return presentAct(row, act.userId);
}

/** The documents that the act is about, each once. */
export async function documentsOf(
  context: ActsContext,
  trx: Trx,
  tenantId: string,
  { documentIds, selection, like }: Pick<AskBody, 'documentIds' | 'selection' | 'like'>,
): Promise<string[]> {
  if (documentIds !== undefined) return [...new Set(documentIds)];
  if (selection !== undefined) {
    const found = await context.documents.find(trx, tenantId, filterOf(selection), MAX_SELECTED + 1);
    if (found.length > MAX_SELECTED) throw workActErrors.WORK_ACT_TOO_LARGE({ limit: MAX_SELECTED });
    return found;
  }
  return like === undefined ? [] : findThoseAlike(trx, tenantId, like.documentId);
}

/** What is read already and waits is what acts are about, where nothing else is asked for. */
function filterOf(selection: NonNullable<AskBody['selection']>): DocumentFilter {
  return { ...selection, states: selection.states ?? (selection.clean === true ? undefined : ['READY']) };
}

/** What each kind needs, and nothing that another kind needs. */
function checkBody(body: AskBody): void {
  const faults = [
    needs('reason', body.reason !== undefined, body.kind === 'reject'),
    needs('toClientId', body.toClientId !== undefined, body.kind === 'move'),
    needs('like', body.like !== undefined, body.kind === 'apply-like'),
    body.documentIds !== undefined && body.selection !== undefined
      ? fault('selection', 'documentIds ile birlikte verilmez', 'is not given together with documentIds')
      : null,
    body.documentIds === undefined && body.selection === undefined && body.kind !== 'apply-like'
      ? fault('documentIds', 'ya da selection verilmeli', 'or selection must be given')
      : null,
  ].filter((each) => each !== null);
  if (faults.length > 0) throw platformErrors.VALIDATION_FAILED({}, faults);
}

const fault = (path: string, message: string, messageEn: string) => ({ path, message, messageEn });

function needs(path: string, isGiven: boolean, isNeeded: boolean) {
  if (isGiven === isNeeded) return null;
  return isNeeded
    ? fault(path, 'bu işlem için gerekli', 'is needed for this act')
    : fault(path, 'bu işlemde kullanılmaz', 'is not used by this act');
}
