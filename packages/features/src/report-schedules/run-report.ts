/** Makes the report of a run and posts its mails: the mails, their record and the run's mark are one transaction. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { findHeading } from '../office-heading.queries.ts';
import type { Words } from '../table-export.ts';
import { exportErrors } from '../table-export-contract.ts';
import { endOfRun, failRun } from './end-run.ts';
import { expiryFrom, expiryText, linkForClient, linkForOffice, mailOf } from './mail-of-run.ts';
import { type Addressee, insertRecipient, listRecipients } from './recipients.queries.ts';
import { addresseesOf, isMailAddress } from './resolve-recipients.ts';
import { RUN_REASONS, reasonOf } from './run-reasons.ts';
import { changeRun, keepFile, lockRun, type MadeFile, type RunRow } from './runs.queries.ts';
import { findOffice, findSchedule, type ScheduleRow } from './schedules.queries.ts';
import { MOST_ATTACHED_BYTES, type SchedulesContext } from './schedules-context.ts';

type Attempt = Pick<JobContext, 'attempt' | 'maxAttempts' | 'signal'>;

/** Does nothing for a run that was posted, failed or skipped. Throws what is to be tried again by the queue. */
export async function runReport(
  context: SchedulesContext,
  { tenantId, runId }: { readonly tenantId: string; readonly runId: string },
  attempt: Attempt,
): Promise<void> {
  const begun = await inScope(context.db, systemScope(tenantId), (trx) =>
    begin(context, trx, tenantId, runId),
  );
  if (begun === null) return;
  try {
    const file = begun.kept ?? (await make(context, tenantId, begun, attempt.signal));
    await inScope(context.db, systemScope(tenantId), (trx) => post(context, trx, tenantId, runId, file));
  } catch (error) {
    const isLast = attempt.attempt >= attempt.maxAttempts && attempt.signal?.aborted !== true;
    const refusal = error instanceof AppError && !isPassing(error) ? error : null;
    if (refusal === null && !isLast) throw error;
    const reason = refusal === null ? RUN_REASONS.givenUp : reasonOf(refusal);
    await inScope(context.db, systemScope(tenantId), (trx) => failRun(context, trx, tenantId, runId, reason));
    // A refusal is the run's own end; a fault of ours is told to the log as one.
    if (refusal === null) throw error;
  }
}

/** Too much is asked at the moment, or the worker is being stopped. */
function isPassing({ code, definition }: AppError): boolean {
  return definition.status === 503 || code === exportErrors.EXPORT_LEFT().code;
}

interface Begun {
  readonly run: RunRow;
  readonly schedule: ScheduleRow;
  /** The file of an earlier try. */
  readonly kept: MadeFile | null;
}

async function begin(
  { clock }: SchedulesContext,
  trx: Trx,
  tenantId: string,
  runId: string,
): Promise<Begun | null> {
  const run = await lockRun(trx, tenantId, runId);
  if (run === null || run.postedAt !== null || !isOpen(run)) return null;
  const schedule = await findSchedule(trx, tenantId, run.scheduleId);
  if (schedule === null) return null;
  const started_at = clock.now();
  await changeRun(trx, tenantId, runId, { state: 'running', attempts: run.attempts + 1, started_at });
  return { run, schedule, kept: fileOf(run) };
}

const isOpen = ({ state }: RunRow) => state === 'queued' || state === 'running';

function fileOf({ fileName, contentType, sha256, sizeBytes, isEmpty, summary }: RunRow): MadeFile | null {
  if (fileName === null || contentType === null || sha256 === null || sizeBytes === null) return null;
  return {
    fileName,
    contentType,
    sha256,
    sizeBytes,
    isEmpty: isEmpty === true,
    summary: summary ?? { tr: '', en: '' },
  };
}

function make(
  { reports }: SchedulesContext,
  tenantId: string,
  { run, schedule }: Begun,
  signal: AbortSignal | undefined,
): Promise<MadeFile> {
  const { reportId, format, language, options } = schedule;
  const period = { from: run.from, to: run.to };
  return reports.make({
    tenantId,
    reportId,
    clientId: run.clientId,
    period,
    format,
    language,
    options,
    signal,
  });
}

/** Once: whoever comes second finds the mark of the first. */
async function post(
  context: SchedulesContext,
  trx: Trx,
  tenantId: string,
  runId: string,
  file: MadeFile,
): Promise<void> {
  const run = await lockRun(trx, tenantId, runId);
  if (run === null || run.postedAt !== null || !isOpen(run)) return;
  const schedule = await findSchedule(trx, tenantId, run.scheduleId);
  if (schedule === null) return;
  await keepFile(trx, tenantId, runId, file);
  const now = context.clock.now();
  if (file.isEmpty && schedule.skipEmpty && run.onlyTo === null) {
    await changeRun(trx, tenantId, runId, { state: 'skipped', reason: RUN_REASONS.empty, ended_at: now });
    return;
  }
  const reached = (await listRecipients(trx, tenantId, runId))
    .filter(({ retried }) => !retried)
    .map(({ address }) => address.toLowerCase());
  const addressees = await addresseesOf(trx, tenantId, schedule, run);
  const left = addressees.filter(({ address }) => !reached.includes(address.toLowerCase()));
  if (left.length === 0 && reached.length === 0) {
    await failRun(context, trx, tenantId, runId, RUN_REASONS.noRecipients);
    return;
  }
  const expires = expiryFrom(now);
  await changeRun(trx, tenantId, runId, { posted_at: now, expires_at: expires });
  const letter = { run, schedule, file, expires };
  for (const addressee of left) await postTo(context, trx, tenantId, letter, addressee);
  await endOfRun(context, trx, tenantId, runId);
}

interface Letter {
  readonly run: RunRow;
  readonly schedule: ScheduleRow;
  readonly file: MadeFile;
  readonly expires: Date;
}

async function postTo(
  context: SchedulesContext,
  trx: Trx,
  tenantId: string,
  letter: Letter,
  addressee: Addressee,
): Promise<void> {
  const { run, schedule, file } = letter;
  const attached = schedule.attach && file.sizeBytes <= MOST_ATTACHED_BYTES;
  const { userId, address, name, opensLinks } = addressee;
  const row = { runId: run.id, clientId: run.clientId, userId, address, name };
  const reason = whyNot(addressee, attached);
  if (reason !== null) {
    await insertRecipient(trx, tenantId, { ...row, mailId: null, reason });
    return;
  }
  const { timeZone } = await findOffice(trx, tenantId);
  const heading = await findHeading(trx, tenantId, run.clientId);
  const report = context.reports.list().find(({ reportId }) => reportId === schedule.reportId);
  const { subject, body } = mailOf(schedule, {
    reportTitle: report?.title[schedule.language] ?? schedule.name,
    clientTitle: heading.client?.title ?? '',
    officeName: heading.office,
    period: { from: run.from, to: run.to },
    summary: file.summary[schedule.language],
    recipient: { name: name ?? '', link: opensLinks ? linkFor(context, run, addressee) : null },
    expires: expiryText(letter.expires, timeZone),
  });
  const { fileName, contentType, sha256 } = file;
  const [mailId = null] = await context.mail.post(trx, tenantId, {
    purpose: 'report',
    source: sourceOf(run.id),
    clientId: run.clientId,
    to: [{ address, name }],
    subject,
    text: body,
    html: null,
    attachments: attached ? [{ fileName, contentType, sha256 }] : [],
  });
  await insertRecipient(trx, tenantId, { ...row, mailId, reason: null });
}

/** Why nothing can be posted to them; null where it can. */
function whyNot({ address, opensLinks, isClientUser }: Addressee, attached: boolean): Words | null {
  if (!isMailAddress(address)) return RUN_REASONS.noAddress;
  if (attached || opensLinks) return null;
  return isClientUser ? RUN_REASONS.portalClosed : RUN_REASONS.tooLarge;
}

function linkFor({ publicUrl }: SchedulesContext, run: RunRow, { isClientUser }: Addressee): string {
  return isClientUser && run.clientId !== null
    ? linkForClient(publicUrl, run.clientId)
    : linkForOffice(publicUrl, run.id);
}

/** How the outgoing mail names the mails of a run. */
const sourceOf = (runId: string) => `report-run:${runId}`;
