/** Shows integrations, their runs, what those told, and what came in. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { type integrationsContract as contract, integrationErrors } from './contract.ts';
import { findIntegration, listIntegrations } from './integrations.queries.ts';
import { countTray, holdItems, listItems } from './items.queries.ts';
import { listSenders } from './owners.queries.ts';
import { presentIntegration, presentItem, presentRun } from './present-integration.ts';
import { findRun, listLastRuns, listLogLines, listRuns } from './runs.queries.ts';
import type { SyncContext } from './sync-context.ts';

const RATES = { tr: 'TCMB kurları', en: 'Rates of TCMB' };

export async function showIntegrations(
  context: SyncContext,
  scope: Scope,
): Promise<RouteResult<typeof contract.listIntegrations>> {
  const tenantId = tenantOf(scope);
  const rates = await context.lookAtRates();
  return inScope(context.db, scope, async (trx) => {
    const rows = await listIntegrations(trx, tenantId);
    const last = new Map((await listLastRuns(trx, tenantId)).map((run) => [run.integrationId, run]));
    return {
      items: rows.map((row) =>
        presentIntegration(context, tenantId, row, last.get(row.integrationId) ?? null),
      ),
      inTray: await countTray(trx, tenantId),
      ofInstallation: [{ kind: 'tcmb' as const, title: RATES, state: rates.state, detail: rates.detail }],
    };
  });
}

const beforeOf = (cursor: string | undefined) => decodeCursor(cursor, 1)?.[0] ?? null;

/** The page, and where the next begins: one more than asked was read. */
function paged<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => string) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor([idOf(last)]) : null;
  return { shown, nextCursor };
}

export function showRuns(
  { db }: SyncContext,
  scope: Scope,
  { params, query }: RouteInput<typeof contract.listSyncRuns>,
): Promise<RouteResult<typeof contract.listSyncRuns>> {
  return inScope(db, scope, async (trx) => {
    if ((await findIntegration(trx, tenantOf(scope), params.integrationId)) === undefined)
      throw integrationErrors.INTEGRATION_NOT_FOUND();
    const asked = {
      integrationId: params.integrationId,
      before: beforeOf(query.cursor),
      limit: query.limit + 1,
    };
    const rows = await listRuns(trx, tenantOf(scope), asked);
    const { shown, nextCursor } = paged(rows, query.limit, ({ runId }) => runId);
    return { items: shown.map(presentRun), nextCursor };
  });
}

export function showLog(
  { db }: SyncContext,
  scope: Scope,
  { params, query }: RouteInput<typeof contract.listSyncLog>,
): Promise<RouteResult<typeof contract.listSyncLog>> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if ((await findRun(trx, tenantId, params.runId)) === undefined)
      throw integrationErrors.SYNC_RUN_NOT_FOUND();
    const rows = await listLogLines(trx, tenantId, params.runId, query.after, query.limit);
    return {
      items: rows.map(({ lineNo, level, message, messageEn, createdAt }) => ({
        no: lineNo,
        level,
        message,
        messageEn,
        at: createdAt.toISOString(),
      })),
    };
  });
}

export function showItems(
  { db }: SyncContext,
  scope: Scope,
  { query }: RouteInput<typeof contract.listSyncItems>,
): Promise<RouteResult<typeof contract.listSyncItems>> {
  return inScope(db, scope, async (trx) => {
    const rows = await listItems(trx, tenantOf(scope), {
      integrationId: query.integrationId ?? null,
      runId: query.runId ?? null,
      state: query.state ?? null,
      before: beforeOf(query.cursor),
      limit: query.limit + 1,
    });
    const { shown, nextCursor } = paged(rows, query.limit, ({ itemId }) => itemId);
    return { items: shown.map(presentItem), nextCursor };
  });
}

/** Throws SYNC_ITEM_NOT_FOUND. */
export async function giveItemFile(
  { db, storage }: SyncContext,
  scope: Scope,
  itemId: string,
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  const [item] = await inScope(db, scope, (trx) => holdItems(trx, tenantId, [itemId]));
  if (item === undefined || item.sha256 === null) throw integrationErrors.SYNC_ITEM_NOT_FOUND();
  return {
    fileName: item.fileName,
    contentType: 'application/octet-stream',
    sizeBytes: Number(item.sizeBytes ?? 0),
    stream: await storage.stream({ tenantId, sha256: item.sha256 }),
  };
}

export async function showSenders(
  trx: Trx,
  tenantId: string,
): Promise<RouteResult<typeof contract.listSyncSenders>> {
  const rows = await listSenders(trx, tenantId);
  return {
    items: rows.map(({ kind, value, clientId, clientTitle }) => ({
      kind,
      value,
      client: { id: clientId, title: clientTitle },
    })),
  };
}
