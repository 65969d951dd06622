/**
 * Sends the mails of this feature, whose texts are never kept. Key: one waiting reset mail an account. Retries: 8, with
 * the queue's backoff; an address that is refused for good is noted in the outbox and not tried again.
 * Crash: before the mail is taken by the far side, the retry makes a new link and the lost one, of which nobody has the
 * token, expires; after it, the person may get a second mail, whose link works as well until either is used
 * (of an invitation to accept, only that of the latest mail).
 */
import type { MailMessage } from '@muhasebi/connectors/mail/mail-transport.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import type { UnkeptMail } from '../mail-outbox/contract.ts';
import { doorScope, type IdentityDeps, type MailingDeps } from './identity-deps.ts';
import { newInvitationToken } from './invitation-token.ts';
import { changeInvitation, findOpenInvitation, lockInvitation } from './invitations.queries.ts';
import { expiryFrom } from './invite.ts';
import {
  clientRequestMail,
  invitationMail,
  officeInvitationMail,
  resetMail,
  secondFactorMail,
  securityMail,
} from './mail-texts.ts';
import { findOfficeName } from './offices.queries.ts';
import { tokenHash } from './opaque-token.ts';
import { createPasswordLink, INVITATION_MINUTES, RESET_MINUTES } from './password-link.ts';
import { SEND_MAIL, type SendMailPayload, sendMailPayload } from './send-mail-payload.ts';
import { findUser, findUserByEmail } from './users.queries.ts';

type MailDeps = Pick<IdentityDeps, 'db' | 'clock' | 'publicUrl'> & MailingDeps;

export function sendMailJob(deps: MailDeps): JobDefinition {
  return defineJob<SendMailPayload>({
    name: SEND_MAIL,
    payload: sendMailPayload,
    maxAttempts: 8,
    async run(payload, job) {
      const message = await prepare(deps, payload, job.jobId);
      if (message !== null) await deps.outbox.deliver(job, { ...whoseMail(payload), message });
    },
  });
}

/** Mails about an account are of no office: a person may be of several, and what happens at their door is their own. */
function whoseMail(payload: SendMailPayload): Omit<UnkeptMail, 'message'> {
  const { kind } = payload;
  const tenantId = kind === 'office-invitation' || kind === 'invitation' ? payload.tenantId : undefined;
  return {
    office: tenantId === undefined ? null : { tenantId, purpose: 'invitation' },
    accountPurpose: kind === 'reset' || kind === 'invitation' ? 'password-link' : 'account-notice',
  };
}

/** Null where there is nobody to write to any more. */
async function prepare(deps: MailDeps, payload: SendMailPayload, jobId: string): Promise<MailMessage | null> {
  if (payload.kind === 'office-invitation') return prepareInvitation(deps, payload, jobId);
  const origin = { address: null, userAgent: null, requestId: `job ${jobId}` };
  return inScope(deps.db, doorScope(null, origin), async (trx) => {
    const user =
      payload.kind === 'reset'
        ? await findUserByEmail(trx, payload.email)
        : await findUser(trx, payload.userId);
    if (user === null || user.disabled) return null;
    if (payload.kind === 'reset') {
      return resetMail(user, await createPasswordLink(deps, trx, user.userId, RESET_MINUTES));
    }
    if (payload.kind === 'second-factor-notice') return secondFactorMail(user, payload, deps.publicUrl);
    if (payload.kind === 'client-request')
      return clientRequestMail(user, payload, `${deps.publicUrl}/portal`);
    if (payload.kind === 'security-notice') return securityMail(user, payload, deps.publicUrl);
    const office = { name: payload.officeName, invitedBy: payload.invitedBy };
    const link =
      user.passwordHash === null
        ? await createPasswordLink(deps, trx, user.userId, INVITATION_MINUTES)
        : null;
    return invitationMail(user, office, link, deps.publicUrl);
  });
}

/** Null where the invitation was accepted, withdrawn or expired while the mail waited. */
async function prepareInvitation(
  deps: MailDeps,
  { tenantId, invitationId }: { readonly tenantId: string; readonly invitationId: string },
  jobId: string,
): Promise<MailMessage | null> {
  return inScope(deps.db, systemScope(tenantId, `job ${jobId}`), async (trx) => {
    const open = await lockInvitation(trx, tenantId, invitationId);
    const now = deps.clock.now();
    if (open === null || open.expiresAt <= now) return null;
    const invitation = await findOpenInvitation(trx, tenantId, invitationId);
    if (invitation === null) return null;
    const token = newInvitationToken(tenantId);
    const expires_at = expiryFrom(now);
    await changeInvitation(trx, tenantId, invitationId, {
      token_hash: tokenHash(token),
      sent_at: now,
      expires_at,
    });
    const office = { name: (await findOfficeName(trx, tenantId)) ?? '', invitedBy: invitation.invitedBy };
    return officeInvitationMail(invitation, office, `${deps.publicUrl}/davet#token=${token}`);
  });
}
