/** The record of runs: listed, shown, tried again, asked for now, and their files fetched. */
import { randomUUID } from 'node:crypto';
import { dayIn } from '@muhasebi/platform/clock/zoned-time.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import {
  type OwnRun,
  type RunDetail,
  type RunView,
  reportScheduleErrors,
  type reportSchedulesContract,
} from './contract.ts';
import { expiryText } from './mail-of-run.ts';
import { findOwnRun, listOwnRuns, listRecipients, markRetried } from './recipients.queries.ts';
import { enqueueRuns } from './run-job.queries.ts';
import { changeRun, findRun, insertRuns, listRuns, lockRun, type RunRow } from './runs.queries.ts';
import { findOffice, findSchedule, listClientIds } from './schedules.queries.ts';
import { type Asked, hiddenFrom, isInSight, type SchedulesContext } from './schedules-context.ts';
import { periodOf } from './span.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Contract = typeof reportSchedulesContract;

export function showRuns(
  context: SchedulesContext,
  asked: Asked,
  { cursor, limit, scheduleId, clientId, state }: RouteInput<Contract['listRuns']>['query'],
): Promise<RouteResult<Contract['listRuns']>> {
  const { db, clock } = context;
  const tenantId = tenantOf(asked.scope);
  const hidden = hiddenFrom(context, asked);
  return inScope(db, asked.scope, async (trx) => {
    const [last = ''] = decodeCursor(cursor, 1) ?? [];
    const after = UUID.test(last) ? last : null;
    const rows = await listRuns(trx, tenantId, {
      scheduleId,
      clientId,
      state,
      hidden,
      after,
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? encodeCursor([shown.at(-1)?.id ?? '']) : null;
    return { items: shown.map((row) => present(row, clock.now())), nextCursor };
  });
}

/** Throws REPORT_RUN_NOT_FOUND. */
export function showRun(context: SchedulesContext, asked: Asked, runId: string): Promise<RunDetail> {
  const tenantId = tenantOf(asked.scope);
  return inScope(context.db, asked.scope, async (trx) => {
    const run = seen(context, asked, await findRun(trx, tenantId, runId));
    const people = await listRecipients(trx, tenantId, runId);
    return {
      ...present(run, context.clock.now()),
      people: people.map(({ at, ...person }) => ({ ...person, at: at?.toISOString() ?? null })),
    };
  });
}

/** One of a report that is not for whoever asks is not there for them. */
function seen(context: SchedulesContext, asked: Asked, run: RunRow | null): RunRow {
  if (run === null || hiddenFrom(context, asked).includes(run.reportId))
    throw reportScheduleErrors.REPORT_RUN_NOT_FOUND();
  return run;
}

/** For those it did not reach; the file is that of the first try, or made anew where its end has passed. Throws REPORT_RUN_NOT_FOUND, REPORT_RUN_NOTHING_TO_RETRY. */
export function retryRun(context: SchedulesContext, asked: Asked, runId: string): Promise<RunView> {
  const { clock } = context;
  const tenantId = tenantOf(asked.scope);
  return inScope(context.db, asked.scope, async (trx) => {
    const run = seen(context, asked, await lockRun(trx, tenantId, runId));
    const isOpen = run.state === 'queued' || run.state === 'running';
    if (isOpen || run.state === 'skipped' || (run.state === 'sent' && run.unreached === 0))
      throw reportScheduleErrors.REPORT_RUN_NOTHING_TO_RETRY();
    await markRetried(trx, tenantId, runId);
    await changeRun(trx, tenantId, runId, {
      state: 'queued',
      reason: null,
      attempts: 0,
      posted_at: null,
      ended_at: null,
      started_at: clock.now(),
    });
    await enqueueRuns(trx, tenantId, [runId], 'person');
    return presentOf(trx, tenantId, runId, clock.now());
  });
}

/** To whoever asks, and nobody else. Throws REPORT_SCHEDULE_NOT_FOUND, CLIENT_NOT_FOUND. */
export function sendOneNow(
  context: SchedulesContext,
  asked: Asked,
  scheduleId: string,
  clientId: string | null,
): Promise<RunView> {
  const { scope } = asked;
  const { db, clock } = context;
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const schedule = await findSchedule(trx, tenantId, scheduleId);
    const isHidden = schedule !== null && !isInSight(context, asked, schedule);
    if (schedule === null || schedule.endedAt !== null || isHidden)
      throw reportScheduleErrors.REPORT_SCHEDULE_NOT_FOUND();
    const clientIds = await listClientIds(trx, tenantId, schedule);
    const about = schedule.about === 'office' ? null : (clientId ?? clientIds[0]);
    if (about === undefined || (about !== null && !clientIds.includes(about)))
      throw clientErrors.CLIENT_NOT_FOUND();
    const { timeZone } = await findOffice(trx, tenantId);
    const now = clock.now();
    const [runId = ''] = await insertRuns(trx, tenantId, [
      {
        scheduleId,
        clientId: about,
        dueKey: `now:${randomUUID()}`,
        dueAt: now,
        missed: 0,
        period: periodOf(schedule.span, dayIn(timeZone, now)),
        onlyTo: scope.userId,
        skipped: null,
      },
    ]);
    await enqueueRuns(trx, tenantId, [runId], 'person');
    return presentOf(trx, tenantId, runId, now);
  });
}

/** Throws REPORT_RUN_NOT_FOUND, REPORT_RUN_NO_FILE, REPORT_RUN_EXPIRED. */
export async function downloadRun(
  context: SchedulesContext,
  asked: Asked,
  runId: string,
): Promise<FileResult> {
  const tenantId = tenantOf(asked.scope);
  const found = await inScope(context.db, asked.scope, (trx) => findRun(trx, tenantId, runId));
  const run = seen(context, asked, found);
  return fileOf(context, asked.scope, run);
}

/** What a client user was sent. Throws REPORT_RUN_NOT_FOUND for whatever they were not, REPORT_RUN_NO_FILE, REPORT_RUN_EXPIRED. */
export async function downloadOwnRun(
  context: SchedulesContext,
  scope: Scope,
  runId: string,
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  const userId = scope.userId ?? '';
  const run = await inScope(context.db, scope, (trx) => findOwnRun(trx, tenantId, { userId, runId }));
  if (run === null) throw reportScheduleErrors.REPORT_RUN_NOT_FOUND();
  return fileOf(context, scope, run);
}

/** Throws CLIENT_NOT_FOUND. */
export function showOwnRuns(
  { db, clock }: SchedulesContext,
  scope: Scope,
  clientId: string,
): Promise<OwnRun[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const rows = await listOwnRuns(trx, tenantId, { userId: scope.userId ?? '', clientId, now: clock.now() });
    return rows.map(({ id, name, from, to, fileName, sentAt, expiresAt }) => ({
      id,
      name,
      period: { from, to },
      fileName,
      sentAt: sentAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
  });
}

interface SentFile {
  readonly fileName: string | null;
  readonly contentType: string | null;
  /** Null with the size: none was made, or its end has passed and it is gone. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  /** Null: nothing was posted yet, no link is out. */
  readonly expiresAt: Date | null;
}

async function fileOf(
  { db, clock, storage }: SchedulesContext,
  scope: Scope,
  { fileName, contentType, sha256, sizeBytes, expiresAt }: SentFile,
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  if (expiresAt !== null && expiresAt <= clock.now()) {
    const { timeZone } = await inScope(db, scope, (trx) => findOffice(trx, tenantId));
    throw reportScheduleErrors.REPORT_RUN_EXPIRED({ day: expiryText(expiresAt, timeZone) });
  }
  if (fileName === null || contentType === null || sha256 === null || sizeBytes === null)
    throw reportScheduleErrors.REPORT_RUN_NO_FILE();
  return { fileName, contentType, sizeBytes, stream: await storage.stream({ tenantId, sha256 }) };
}

async function presentOf(trx: Trx, tenantId: string, runId: string, now: Date): Promise<RunView> {
  const run = await findRun(trx, tenantId, runId);
  if (run === null) throw reportScheduleErrors.REPORT_RUN_NOT_FOUND();
  return present(run, now);
}

function present(run: RunRow, now: Date): RunView {
  const isOpen = run.expiresAt !== null && run.expiresAt > now;
  return {
    id: run.id,
    scheduleId: run.scheduleId,
    scheduleName: run.scheduleName,
    client: run.clientId === null ? null : { id: run.clientId, title: run.clientTitle ?? '' },
    state: run.state,
    reason: run.reason,
    dueAt: run.dueAt.toISOString(),
    missed: run.missed,
    byHand: run.onlyTo !== null,
    period: { from: run.from, to: run.to },
    fileName: run.fileName,
    sizeBytes: run.sizeBytes,
    summary: run.summary,
    recipients: { waiting: run.waiting, sent: run.reached, failed: run.unreached },
    endedAt: run.endedAt?.toISOString() ?? null,
    expiresAt: isOpen ? (run.expiresAt?.toISOString() ?? null) : null,
  };
}
