/** Sets schedules up, changes, pauses and removes them, and shows what a mail of one looks like. */

import { dayIn } from '@muhasebi/platform/clock/zoned-time.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { findHeading } from '../office-heading.queries.ts';
import { checkSchedule } from './check-schedule.ts';
import {
  type Recipient,
  reportScheduleErrors,
  type reportSchedulesContract,
  type ScheduleBody,
  type ScheduleView,
} from './contract.ts';
import { expiryFrom, expiryText, linkForOffice, mailOf } from './mail-of-run.ts';
import {
  changeSchedule,
  countSchedules,
  findOffice,
  findSchedule,
  insertSchedule,
  type ListedSchedule,
  listClientIds,
  listPeople,
  listSchedules,
  lockSchedule,
  setState,
} from './schedules.queries.ts';
import { type Asked, isInSight, MOST_SCHEDULES, type SchedulesContext } from './schedules-context.ts';
import { periodOf } from './span.ts';
import { clockRuleOf, timingFrom, upcoming } from './timing.ts';

type Contract = typeof reportSchedulesContract;

export function showSchedules(context: SchedulesContext, asked: Asked): Promise<ScheduleView[]> {
  return inScope(context.db, asked.scope, async (trx) =>
    (await listSchedules(trx, tenantOf(asked.scope)))
      .filter((row) => isInSight(context, asked, row))
      .map((row) => present(context, row)),
  );
}

export function showChoices(
  { db, reports }: SchedulesContext,
  { scope, permissions }: Asked,
): Promise<RouteResult<Contract['showScheduleChoices']>> {
  const tenantId = tenantOf(scope);
  const own = reports.list().filter(({ reportId }) => reports.isFor(reportId, permissions));
  return inScope(db, scope, async (trx) => ({
    timeZone: (await findOffice(trx, tenantId)).timeZone,
    reports: own.map(({ reportId, title, about, formats, options }) => ({
      id: reportId,
      title,
      about,
      formats: [...formats],
      options: [...options],
    })),
    people: await listPeople(trx, tenantId),
  }));
}

/** Throws REPORT_SCHEDULE_LIMIT, and what `checkSchedule` throws. */
export function createSchedule(
  context: SchedulesContext,
  asked: Asked,
  body: ScheduleBody,
): Promise<ScheduleView> {
  const { scope } = asked;
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    await checkSchedule(trx, asked, context.reports, body);
    await checkLimit(trx, tenantId);
    const timing = await timingNow(context, trx, tenantId, body);
    return show(context, trx, tenantId, await insertSchedule(trx, tenantId, body, timing));
  });
}

/** Locked, and in the asker's sight. Throws REPORT_SCHEDULE_NOT_FOUND. */
async function hold(context: SchedulesContext, trx: Trx, asked: Asked, scheduleId: string) {
  const held = await lockSchedule(trx, tenantOf(asked.scope), scheduleId);
  if (held === null || !isInSight(context, asked, held))
    throw reportScheduleErrors.REPORT_SCHEDULE_NOT_FOUND();
  return held;
}

/** Throws REPORT_SCHEDULE_NOT_FOUND, STALE_VERSION, and what `checkSchedule` throws. */
export function replaceSchedule(
  context: SchedulesContext,
  asked: Asked,
  scheduleId: string,
  { version, ...body }: ScheduleBody & { readonly version: number },
): Promise<ScheduleView> {
  const { scope } = asked;
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const held = await hold(context, trx, asked, scheduleId);
    if (held.version !== version) throw platformErrors.STALE_VERSION({ current: held.version });
    await checkSchedule(trx, asked, context.reports, body);
    const isOn = held.pausedAt === null && held.endedAt === null;
    const fresh = await timingNow(context, trx, tenantId, body);
    const timing = isOn ? fresh : { ...fresh, nextDueDay: null, nextDueAt: null };
    await changeSchedule(trx, tenantId, scheduleId, body, timing);
    return show(context, trx, tenantId, scheduleId);
  });
}

/** What comes back on is due from now on: what passed while it was off is not made up for. */
export function changeState(
  context: SchedulesContext,
  asked: Asked,
  scheduleId: string,
  state: 'on' | 'paused' | 'ended',
): Promise<ScheduleView> {
  const { scope } = asked;
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const held = await hold(context, trx, asked, scheduleId);
    if (stateOf(held) === state) return show(context, trx, tenantId, scheduleId);
    if (held.endedAt !== null) await checkLimit(trx, tenantId);
    const now = context.clock.now();
    const fresh = await timingNow(context, trx, tenantId, held);
    const off = { nextDueDay: null, nextDueAt: null, watchFrom: fresh.watchFrom };
    const marks = {
      pausedAt: state === 'paused' ? now : null,
      endedAt: state === 'ended' ? now : null,
    };
    await setState(trx, tenantId, scheduleId, marks, state === 'on' ? fresh : off);
    return show(context, trx, tenantId, scheduleId);
  });
}

const hasAccount = ({ kind }: Recipient) => kind === 'person' || kind === 'client-users';

const UPCOMING = 5;

/** Throws what `checkSchedule` throws; keeps nothing. */
export function previewSchedule(
  context: SchedulesContext,
  asked: Asked,
  body: ScheduleBody,
): Promise<RouteResult<Contract['previewSchedule']>> {
  const { scope } = asked;
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    await checkSchedule(trx, asked, context.reports, body);
    const { timeZone } = await findOffice(trx, tenantId);
    const now = context.clock.now();
    const rule = clockRuleOf(body.rule);
    const next = rule === null ? [] : upcoming(rule, timeZone, now, UPCOMING);
    const clientIds = await listClientIds(trx, tenantId, body);
    const heading = await findHeading(trx, tenantId, clientIds[0] ?? null);
    const period = periodOf(body.span, dayIn(timeZone, next[0] ?? now));
    const mail = mailOf(body, {
      reportTitle: titleOf(context, body.reportId)?.[body.language] ?? body.reportId,
      clientTitle: heading.client?.title ?? '',
      officeName: heading.office,
      period,
      summary:
        body.language === 'tr' ? 'Raporun özeti burada yazar.' : 'The summary of the report stands here.',
      recipient: {
        name: (await nameOf(trx, tenantId, scope.userId)) ?? '',
        link: body.recipients.some(hasAccount) ? linkForOffice(context.publicUrl, '…') : null,
      },
      expires: expiryText(expiryFrom(now), timeZone),
    });
    return {
      ...mail,
      period,
      next: next.map((moment) => moment.toISOString()),
      clients: body.about === 'office' ? null : clientIds.length,
    };
  });
}

async function nameOf(trx: Trx, tenantId: string, userId: string | null): Promise<string | undefined> {
  return (await listPeople(trx, tenantId)).find((person) => person.userId === userId)?.name;
}

async function checkLimit(trx: Trx, tenantId: string): Promise<void> {
  if ((await countSchedules(trx, tenantId)) >= MOST_SCHEDULES)
    throw reportScheduleErrors.REPORT_SCHEDULE_LIMIT({ limit: MOST_SCHEDULES });
}

async function timingNow(
  { clock }: SchedulesContext,
  trx: Trx,
  tenantId: string,
  { rule }: Pick<ScheduleBody, 'rule'>,
) {
  return timingFrom(rule, (await findOffice(trx, tenantId)).timeZone, clock.now());
}

async function show(
  context: SchedulesContext,
  trx: Trx,
  tenantId: string,
  scheduleId: string,
): Promise<ScheduleView> {
  const row = await findSchedule(trx, tenantId, scheduleId);
  if (row === null) throw reportScheduleErrors.REPORT_SCHEDULE_NOT_FOUND();
  return present(context, row);
}

const titleOf = ({ reports }: SchedulesContext, reportId: string) =>
  reports.list().find((report) => report.reportId === reportId)?.title ?? null;

const stateOf = ({ pausedAt, endedAt }: Pick<ListedSchedule, 'pausedAt' | 'endedAt'>) => {
  if (endedAt !== null) return 'ended';
  return pausedAt === null ? 'on' : 'paused';
};

function present(context: SchedulesContext, row: ListedSchedule): ScheduleView {
  const { nextDueAt, createdByName, lastState, lastAt } = row;
  return {
    id: row.id,
    name: row.name,
    reportId: row.reportId,
    reportTitle: titleOf(context, row.reportId),
    format: row.format,
    language: row.language,
    options: { ...row.options },
    about: row.about,
    clientIds: row.clientIds,
    rule: row.rule,
    span: row.span,
    recipients: row.recipients,
    subject: row.subject,
    body: row.body,
    attach: row.attach,
    skipEmpty: row.skipEmpty,
    state: stateOf(row),
    nextDueAt: nextDueAt?.toISOString() ?? null,
    version: row.version,
    createdByName,
    lastRun: lastState === null || lastAt === null ? null : { state: lastState, at: lastAt.toISOString() },
  };
}
