/** Makes the runs that are due: each due time and company once, whoever looks and however often; what was missed, once. */

import { lastDayOf } from '@muhasebi/accounting/takvim/is-gunu.ts';
import { addDays } from '@muhasebi/accounting/takvim/resmi-tatiller.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { Trx } from '../feature.ts';
import { enqueueRuns } from './run-job.queries.ts';
import { RUN_REASONS } from './run-reasons.ts';
import { changeRun, insertRuns, listClosings, listStranded, type NewRun } from './runs.queries.ts';
import {
  findOffice,
  listClientIds,
  listDue,
  lockSchedule,
  moveOn,
  type ScheduleRow,
} from './schedules.queries.ts';
import type { SchedulesContext } from './schedules-context.ts';
import { periodOf } from './span.ts';
import { catchUp, clockRuleOf } from './timing.ts';

/** Runs of an office that are due now; answers how many were made. Each schedule is a transaction of its own. */
export async function tellDue(
  { db, clock }: Pick<SchedulesContext, 'db' | 'clock'>,
  tenantId: string,
): Promise<number> {
  const now = clock.now();
  const due = await inScope(db, systemScope(tenantId), (trx) => listDue(trx, tenantId, now));
  let made = 0;
  for (const scheduleId of due) {
    made += await inScope(db, systemScope(tenantId), async (trx) => {
      const schedule = await lockSchedule(trx, tenantId, scheduleId);
      if (schedule === null || schedule.pausedAt !== null || schedule.endedAt !== null) return 0;
      const runs =
        schedule.watchFrom === null
          ? await runsByClock(trx, tenantId, schedule, now)
          : await runsOfClosings(trx, tenantId, schedule, schedule.watchFrom);
      const runIds = await insertRuns(trx, tenantId, runs);
      await enqueueRuns(trx, tenantId, runIds, 'clock');
      return runIds.length;
    });
  }
  return made;
}

async function runsByClock(trx: Trx, tenantId: string, schedule: ScheduleRow, now: Date): Promise<NewRun[]> {
  const rule = clockRuleOf(schedule.rule);
  if (rule === null || schedule.nextDueDay === null) return [];
  const { timeZone } = await findOffice(trx, tenantId);
  const due = catchUp(rule, timeZone, schedule.nextDueDay, now);
  if (due === null) return [];
  await moveOn(trx, tenantId, schedule.id, due.next);
  const clientIds = schedule.about === 'office' ? [null] : await listClientIds(trx, tenantId, schedule);
  return clientIds.map((clientId) => ({
    scheduleId: schedule.id,
    clientId,
    dueKey: `${due.day} ${rule.time}`,
    dueAt: due.at,
    missed: due.missed,
    period: periodOf(schedule.span, due.day),
    onlyTo: null,
    skipped: null,
  }));
}

/** Of months of one company that were closed together only the last is sent; the others are on record as passed over. */
async function runsOfClosings(
  trx: Trx,
  tenantId: string,
  schedule: ScheduleRow,
  since: Date,
): Promise<NewRun[]> {
  const clientIds = await listClientIds(trx, tenantId, schedule);
  const closings = await listClosings(trx, tenantId, schedule.id, since, clientIds);
  return closings.map(({ clientId, month, closedAt }, index) => ({
    scheduleId: schedule.id,
    clientId,
    dueKey: `closing:${month}`,
    dueAt: closedAt,
    missed: 0,
    period: periodOf(schedule.span, addDays(lastDayOf(month), 1)),
    onlyTo: null,
    skipped: closings[index + 1]?.clientId === clientId ? RUN_REASONS.laterMonth : null,
  }));
}

/** A run is its job's while that lives; after this long without an end it is looked after. */
const STRANDED_AFTER_MS = 15 * 60_000;
/** Times a run is begun by jobs that were lost, before it is given up. */
const MOST_ATTEMPTS = 12;

/** Gives runs whose job is gone a new one: a queue that was emptied, or a job that gave up, strands none. */
export async function recoverRuns(
  { db, clock }: Pick<SchedulesContext, 'db' | 'clock'>,
  tenantId: string,
): Promise<number> {
  const before = new Date(clock.now().getTime() - STRANDED_AFTER_MS);
  return inScope(db, systemScope(tenantId), async (trx) => {
    const stranded = await listStranded(trx, tenantId, before);
    if (stranded.length === 0) return 0;
    const lost = stranded.filter(({ attempts }) => attempts >= MOST_ATTEMPTS);
    for (const { id } of lost)
      await changeRun(trx, tenantId, id, {
        state: 'failed',
        reason: RUN_REASONS.givenUp,
        ended_at: clock.now(),
      });
    const again = stranded.filter(({ attempts }) => attempts < MOST_ATTEMPTS).map(({ id }) => id);
    await enqueueRuns(trx, tenantId, again, 'clock');
    return again.length;
  });
}
