/** Ends a run: as its mails end, or because it could not be made; tells people of what did not arrive, and machines of what did. */
import type { Trx } from '../feature.ts';
import type { EndedMail } from '../mail-outbox/contract.ts';
import { notify } from '../notify.queries.ts';
import type { Words } from '../table-export.ts';
import { endRecipient } from './recipients.queries.ts';
import { notAllReached, RUN_REASONS } from './run-reasons.ts';
import { changeRun, lockRun, type RunRow } from './runs.queries.ts';
import { findSchedule } from './schedules.queries.ts';
import type { SchedulesContext } from './schedules-context.ts';

type EndContext = Pick<SchedulesContext, 'clock' | 'emit'>;

/** Takes the end of a mail into its run; a mail of something else is passed over. */
export async function followMail(context: EndContext, trx: Trx, mail: EndedMail): Promise<void> {
  const runId = /^report-run:(.+)$/.exec(mail.source ?? '')?.[1];
  if (runId === undefined) return;
  const { tenantId, mailId, state, reason } = mail;
  // The run first: two of its mails that end at once come one after the other.
  if ((await lockRun(trx, tenantId, runId)) === null) return;
  if (await endRecipient(trx, tenantId, mailId, { state, reason }))
    await endOfRun(context, trx, tenantId, runId);
}

/** What the run came to by its recipients: it stays open while one is waited for. Called with the run locked. */
export async function endOfRun(
  { clock, emit }: EndContext,
  trx: Trx,
  tenantId: string,
  runId: string,
): Promise<void> {
  const run = await lockRun(trx, tenantId, runId);
  if (run === null || run.waiting > 0) return;
  const now = clock.now();
  if (run.reached === 0) {
    await changeRun(trx, tenantId, runId, {
      state: 'failed',
      reason: RUN_REASONS.noneReached,
      ended_at: now,
    });
    await tellOfFailure(trx, tenantId, run);
    return;
  }
  const reason = run.unreached === 0 ? null : notAllReached(run.unreached);
  const isFirst = run.sentAt === null;
  await changeRun(trx, tenantId, runId, {
    state: 'sent',
    reason,
    ended_at: now,
    ...(isFirst && { sent_at: now }),
  });
  if (run.unreached > 0) await tellOfFailure(trx, tenantId, run);
  if (isFirst) await tellMachines(emit, trx, tenantId, run);
}

/** It could not be made, or there is nobody to send it to. */
export async function failRun(
  { clock }: EndContext,
  trx: Trx,
  tenantId: string,
  runId: string,
  reason: Words,
): Promise<void> {
  const run = await lockRun(trx, tenantId, runId);
  if (run === null || run.postedAt !== null) return;
  await changeRun(trx, tenantId, runId, { state: 'failed', reason, ended_at: clock.now() });
  await tellOfFailure(trx, tenantId, run);
}

/** Whoever set the schedule up, or who asked for this one; once while it is unread. */
async function tellOfFailure(trx: Trx, tenantId: string, run: RunRow): Promise<void> {
  const schedule = await findSchedule(trx, tenantId, run.scheduleId);
  const userId = run.onlyTo ?? schedule?.createdBy ?? null;
  if (userId === null) return;
  await notify(trx, {
    tenantId,
    userIds: [userId],
    kind: 'report-failed',
    params: { name: run.scheduleName, count: 1 },
    ...(run.clientId !== null && { clientId: run.clientId }),
    link: `/raporlar/zamanlanmis?kayit=${run.id}`,
    foldKey: `report-failed:${run.scheduleId}`,
  });
}

async function tellMachines(
  emit: SchedulesContext['emit'],
  trx: Trx,
  tenantId: string,
  run: RunRow,
): Promise<void> {
  await emit(trx, tenantId, {
    type: 'report.sent',
    clientId: run.clientId,
    data: {
      runId: run.id,
      scheduleId: run.scheduleId,
      period: { from: run.from, to: run.to },
      fileName: run.fileName,
      recipients: run.reached,
    },
  });
}
