/** Sends a mail whose text is never kept, from within the job that made it, and notes what became of it. */
import { type MailFault, mailFaultOf } from '@muhasebi/connectors/mail/mail-fault.ts';
import type { MailTaken } from '@muhasebi/connectors/mail/mail-transport.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { FeatureDeps } from '../feature.ts';
import type { MailState, MakingJob, UnkeptMail } from './contract.ts';
import { noteAccountMail, noteUnkeptMail, type UnkeptNote } from './unkept.queries.ts';

export type DeliverDeps = Pick<FeatureDeps, 'db' | 'clock' | 'mail'>;

/** Nobody's office: mails about an account are the person's own. */
const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

/** Throws a MailFault where the queue is to try again; what is refused for good is noted and not thrown. */
export async function deliverUnkept(deps: DeliverDeps, job: MakingJob, mail: UnkeptMail): Promise<void> {
  const note = (state: MailState, fault: MailFault | null, answer: string | null) =>
    noteUnkept(deps, job, mail, { state, fault, answer });
  await note('sending', null, null);
  let taken: MailTaken;
  try {
    taken = await deps.mail.send(mail.message);
  } catch (error) {
    const fault = mailFaultOf(error);
    const goesOn = fault.isPassing && job.attempt < job.maxAttempts;
    await note(goesOn ? 'queued' : 'failed', fault, fault.answer);
    if (fault.isPassing) throw fault;
    return;
  }
  await note(taken.by === 'smtp' ? 'sent' : 'held', null, taken.answer);
}

function noteUnkept(
  { db, clock }: DeliverDeps,
  { jobId, attempt }: MakingJob,
  { office, accountPurpose, message }: UnkeptMail,
  end: { readonly state: MailState; readonly fault: MailFault | null; readonly answer: string | null },
): Promise<void> {
  const { state, fault, answer } = end;
  const reason = fault?.words ?? null;
  const jobName = `job ${jobId}`;
  if (office === null)
    return inScope(db, NO_OFFICE, (trx) =>
      noteAccountMail(trx, { madeByJob: jobName, purpose: accountPurpose, state, attempts: attempt, reason }),
    );
  const note: UnkeptNote = {
    madeByJob: jobName,
    purpose: office.purpose,
    to: message.to,
    toName: message.toName ?? null,
    subject: message.subject,
    state,
    attempts: attempt,
    reason,
    next: fault?.next ?? null,
    answer,
    endedAt: state === 'queued' || state === 'sending' ? null : clock.now(),
  };
  return inScope(db, systemScope(office.tenantId, jobName), (trx) =>
    noteUnkeptMail(trx, office.tenantId, note),
  );
}
