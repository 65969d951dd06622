/**
 * Sends the mails of resets, invitations, security and requests to clients. Key: one waiting reset mail an account. Retries: 8, with the queue's backoff.
 * Crash: before the mail is taken by the far side, the retry makes a new link and the lost one, of which nobody has the
 * token, expires; after it, the person may get a second mail, whose link works as well until either is used
 * (of an invitation to accept, only that of the latest mail).
 */
import type { MailMessage } from '@muhasebi/connectors/mail/mail-transport.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import { doorScope, type IdentityDeps } from './identity-deps.ts';
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

type MailDeps = Pick<IdentityDeps, 'db' | 'clock' | 'publicUrl' | 'mail'>;

export function sendMailJob(deps: MailDeps): JobDefinition {
  return defineJob<SendMailPayload>({
    name: SEND_MAIL,
    payload: sendMailPayload,
    maxAttempts: 8,
    run: (payload, { jobId }) => sendMail(deps, payload, jobId),
  });
}

async function sendMail(deps: MailDeps, payload: SendMailPayload, jobId: string): Promise<void> {
  if (payload.kind === 'office-invitation') {
    const invitation = await prepareInvitation(deps, payload, jobId);
    if (invitation !== null) await deps.mail.send(invitation);
    return;
  }
  const origin = { address: null, userAgent: null, requestId: `job ${jobId}` };
  const prepared = await inScope(deps.db, doorScope(null, origin), async (trx) => {
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
  if (prepared !== null) await deps.mail.send(prepared);
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
