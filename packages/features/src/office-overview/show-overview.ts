/** One month of the office: loads every client's counts, and says which months are over and still wait. */
import { daysOfMonth, monthOf } from '@muhasebi/accounting/donem/month.ts';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Database } from '../feature.ts';
import type { ClientMonth, officeOverviewContract } from './contract.ts';
import { type ClientMonthRow, listClientMonths, listPeople } from './overview.queries.ts';

export interface OverviewContext {
  readonly db: Database;
  readonly clock: Clock;
}

/** Answers `month`, or the month of today where none is named. */
export async function showOverview(
  { db, clock }: OverviewContext,
  scope: Scope,
  wanted: string | undefined,
): Promise<RouteResult<typeof officeOverviewContract.showOverview>> {
  const tenantId = tenantOf(scope);
  const today = monthOf(clock.now());
  const month = wanted ?? today;
  const { rows, people } = await inScope(db, scope, async (trx) => ({
    rows: await listClientMonths(trx, tenantId, daysOfMonth(month)),
    // A client user sees its own companies, not who works in the office.
    people: scope.clientIds === null ? await listPeople(trx, tenantId) : [],
  }));
  return { month, clients: rows.map((row) => present(row, month < today, scope.clientIds === null)), people };
}

/** The month of one client, as its row of the overview. Throws CLIENT_NOT_FOUND. */
export async function showClientMonth(
  { db, clock }: OverviewContext,
  scope: Scope,
  clientId: string,
  month: string,
): Promise<ClientMonth> {
  const tenantId = tenantOf(scope);
  const [row] = await inScope(db, scope, (trx) =>
    listClientMonths(trx, tenantId, daysOfMonth(month), clientId),
  );
  if (row === undefined) throw clientErrors.CLIENT_NOT_FOUND();
  return present(row, month < monthOf(clock.now()), scope.clientIds === null);
}

function present(row: ClientMonthRow, isOver: boolean, seesPeople: boolean): ClientMonth {
  const waits = row.reading + row.failed + row.ready + row.notThisClient + row.drafts;
  return {
    clientId: row.clientId,
    title: row.title,
    taxId: row.taxId,
    received: row.received,
    reading: row.reading,
    failed: row.failed,
    review: row.ready,
    clean: row.clean,
    notThisClient: row.notThisClient,
    posted: row.posted,
    drafts: row.drafts,
    period: row.period as ClientMonth['period'],
    late: isOver && row.period !== 'closed' && waits > 0,
    assignees: seesPeople ? row.assignees : [],
  };
}
