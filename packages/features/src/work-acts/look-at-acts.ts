/** Looks at acts: the history, one of them, its documents, and what a selection would cover. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { findAct, listActs } from './acts.queries.ts';
import type { ActsContext } from './acts-context.ts';
import { documentsOf } from './ask-for-act.ts';
import {
  type AskBody,
  type workActsContract as contract,
  type WorkActView,
  workActErrors,
} from './contract.ts';
import { listItems, sumOfDrafts } from './items.queries.ts';
import { presentAct, presentItem } from './present-act.ts';

/** A moment as PostgreSQL writes it: "2026-11-27 12:00:00.123456+00". */
const TIME = /^\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?[+-][01]\d(:\d{2})?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function showHistory(
  { db }: ActsContext,
  scope: Scope,
  query: z.output<typeof contract.listWorkActs.query>,
): Promise<RouteResult<typeof contract.listWorkActs>> {
  const tenantId = tenantOf(scope);
  const filter = {
    clientId: query.clientId,
    userId: query.mine === true ? scope.userId : null,
    going: query.going === true,
    after: placeOf(query.cursor),
    limit: query.limit + 1,
  };
  const found = await inScope(db, scope, (trx) => listActs(trx, tenantId, filter));
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => presentAct(row, scope.userId)),
    nextCursor: last === undefined ? null : encodeCursor([last.createdKey, last.actId]),
  };
}

/** Where a page begins; a cursor that was made up is the beginning. */
function placeOf(cursor: string | undefined): readonly [string, string] | null {
  const [key, actId] = decodeCursor(cursor, 2) ?? [];
  return key !== undefined && TIME.test(key) && actId !== undefined && UUID.test(actId) ? [key, actId] : null;
}

/** Throws WORK_ACT_NOT_FOUND. */
export async function showAct({ db }: ActsContext, scope: Scope, actId: string): Promise<WorkActView> {
  const tenantId = tenantOf(scope);
  const row = await inScope(db, scope, (trx) => findAct(trx, tenantId, actId));
  if (row === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
  return presentAct(row, scope.userId);
}

/** Throws WORK_ACT_NOT_FOUND. */
export async function showItems(
  { db }: ActsContext,
  scope: Scope,
  actId: string,
  { cursor, state, limit }: z.output<typeof contract.listWorkActItems.query>,
): Promise<RouteResult<typeof contract.listWorkActItems>> {
  const tenantId = tenantOf(scope);
  const after = Number(decodeCursor(cursor, 1)?.[0] ?? '0');
  const filter = { state, after: Number.isSafeInteger(after) ? after : 0, limit: limit + 1 };
  const found = await inScope(db, scope, async (trx) => {
    if ((await findAct(trx, tenantId, actId)) === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
    return listItems(trx, tenantId, actId, filter);
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(presentItem),
    nextCursor: last === undefined ? null : encodeCursor([String(last.position)]),
  };
}

/** How many documents an act would cover, and the sum of their drafts. Throws WORK_ACT_TOO_LARGE. */
export async function countTargets(
  context: ActsContext,
  scope: Scope,
  target: Pick<AskBody, 'documentIds' | 'selection'>,
): Promise<RouteResult<typeof contract.countWorkActTargets>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const ids = await documentsOf(context, trx, tenantId, target);
    return { count: ids.length, sumKurus: kurusToDecimal(await sumOfDrafts(trx, tenantId, ids)) };
  });
}
