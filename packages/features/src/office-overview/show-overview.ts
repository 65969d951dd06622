/** One month of the office: loads every client's counts, and says which months are over and still wait. */
import { daysOfMonth, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { type Clock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { ClientMonth, ClientMonthRow, officeOverviewContract } from './contract.ts';
import { findLateDay, listClientMonths, listPeople } from './overview.queries.ts';

export type OverviewContext = Pick<FeatureDeps, 'db' | 'clock'>;
type Overview = RouteResult<typeof officeOverviewContract.showOverview>;

/** Answers `month`, or the month of today where none is named. */
export function showOverview(
  { db, clock }: OverviewContext,
  scope: Scope,
  wanted: string | undefined,
): Promise<Overview> {
  const month = wanted ?? monthOf(clock.now());
  return inScope(db, scope, (trx) => loadOverview(trx, tenantOf(scope), scope, month, clock));
}

/** A client user sees its own companies, not who works in the office. */
export async function loadOverview(
  trx: Trx,
  tenantId: string,
  scope: Scope,
  month: string,
  clock: Clock,
): Promise<Overview> {
  const seesPeople = scope.clientIds === null;
  const rows = await listClientMonths(trx, tenantId, daysOfMonth(month));
  const people = seesPeople ? await listPeople(trx, tenantId) : [];
  const isOver = await isOverdue(trx, tenantId, month, clock);
  return { month, clients: rows.map((row) => present(row, isOver, seesPeople)), people };
}

/** The month of one client, as its row of the overview. Throws CLIENT_NOT_FOUND. */
export async function showClientMonth(
  { db, clock }: OverviewContext,
  scope: Scope,
  clientId: string,
  month: string,
): Promise<ClientMonth> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const [row] = await listClientMonths(trx, tenantId, daysOfMonth(month), clientId);
    if (row === undefined) throw clientErrors.CLIENT_NOT_FOUND();
    return present(row, await isOverdue(trx, tenantId, month, clock), scope.clientIds === null);
  });
}

/** Whether the office's day by which a month is to be done has passed. */
async function isOverdue(trx: Trx, tenantId: string, month: string, clock: Clock): Promise<boolean> {
  const lateDay = await findLateDay(trx, tenantId);
  // "2026-12-20" is still in time, and no day comes before "2026-12-00".
  const lastInTime = daysOfMonth(month).until.slice(0, 8) + String(lateDay).padStart(2, '0');
  return turkishDay(clock) > lastInTime;
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
