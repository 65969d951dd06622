/** What became of an account: opened, renamed, closed, reopened, deleted, when and by whom, from the audit log. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { findHistory, type HistoryRow } from './chart.queries.ts';
import { type ChartContext, ownerOf } from './chart-context.ts';
import type { chartContract } from './contract.ts';

type Event = RouteResult<typeof chartContract.listAccountHistory>['items'][number];

/** The newest first; an account of the starting chart begins with its first change. Throws CLIENT_NOT_FOUND. */
export function showHistory(
  context: ChartContext,
  scope: Scope,
  clientId: string,
  code: string,
): Promise<Event[]> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const owner = await ownerOf(trx, tenantId, clientId);
    return (await findHistory(trx, owner, code)).flatMap(eventsOf);
  });
}

/** One change of a row may be two to its reader; what says nothing to people (it became a group) is none. */
function eventsOf(row: HistoryRow): Event[] {
  const event = (kind: Event['kind'], from: string | null, to: string | null): Event => ({
    id: row.id,
    at: row.at.toISOString(),
    byName: row.byName,
    kind,
    from,
    to,
  });
  if (row.action === 'insert')
    return [event(row.statusAfter === 'proposed' ? 'proposed' : 'opened', null, row.nameAfter)];
  if (row.action === 'delete') return [event('deleted', row.nameBefore, null)];
  return [
    ...(row.nameBefore === row.nameAfter ? [] : [event('renamed', row.nameBefore, row.nameAfter)]),
    ...(row.statusBefore === row.statusAfter ? [] : [event(statusKind(row), null, null)]),
  ];
}

function statusKind({ statusBefore, statusAfter }: HistoryRow): Event['kind'] {
  if (statusAfter === 'closed') return 'closed';
  return statusBefore === 'closed' ? 'reopened' : 'confirmed';
}
