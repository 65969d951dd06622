/** Inviting into an office: by mail, with a role and the client companies to be seen; sent again, or withdrawn. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import { identityErrors, type invitationView } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { INVITATION_DAYS } from './invitation-token.ts';
import {
  changeInvitation,
  countInvitationsSince,
  findOpenInvitation,
  type InvitationRow,
  insertInvitation,
  isMemberAddress,
  listOpenInvitations,
  lockInvitation,
} from './invitations.queries.ts';
import { clientScopeOf, type NewMember, portalOf } from './members.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';

type InvitationView = z.input<typeof invitationView>;
type InviteDeps = Pick<IdentityDeps, 'db' | 'clock'>;

const DAY_MS = 24 * 3_600_000;
/** An office of 300 client companies may invite all of them on its first day, and no list of strangers. */
const MAX_A_DAY = 500;
const MAX_SENDS = 10;
const SEND_PAUSE_MS = 60_000;

/** Open invitations, the latest first. */
export async function listInvitations(
  deps: InviteDeps,
  tenantId: string,
  scope: Scope,
): Promise<InvitationView[]> {
  const rows = await inScope(deps.db, scope, (trx) => listOpenInvitations(trx, tenantId));
  return rows.map((row) => present(row, deps.clock.now()));
}

/**
 * Makes an invitation and its mail. Whether the address has an account somewhere is not looked at, so that the answer
 * tells nothing of it. Throws MEMBER_EXISTS, INVITATION_EXISTS, CLIENT_USER_NEEDS_CLIENTS, CLIENT_NOT_FOUND, RATE_LIMITED.
 */
export function invite(
  deps: InviteDeps,
  tenantId: string,
  member: NewMember,
  scope: Scope,
): Promise<InvitationView> {
  const now = deps.clock.now();
  return inScope(deps.db, scope, async (trx) => {
    const clientIds = await clientScopeOf(trx, tenantId, member.role, member.clientIds);
    const { email, name, role } = member;
    if (await isMemberAddress(trx, tenantId, email)) throw identityErrors.MEMBER_EXISTS({ email });
    const { n, oldest } = await countInvitationsSince(trx, tenantId, new Date(now.getTime() - DAY_MS));
    if (n >= MAX_A_DAY) throw rateLimited((oldest ?? now).getTime() + DAY_MS - now.getTime());
    const invitationId = await insertInvitation(trx, {
      ...{ tenantId, email, name, role, clientIds },
      portalParts: portalOf(role, member.portalParts),
      invitedBy: scope.userId,
      createdAt: now,
      expiresAt: expiryFrom(now),
    });
    if (invitationId === null) throw identityErrors.INVITATION_EXISTS({ email });
    return askForMail(trx, tenantId, invitationId, now);
  });
}

/** A new mail with a new link; the earlier one dies at once. Throws INVITATION_NOT_FOUND, INVITATION_SENT_OFTEN, RATE_LIMITED. */
export function resendInvitation(
  deps: InviteDeps,
  tenantId: string,
  invitationId: string,
  scope: Scope,
): Promise<InvitationView> {
  const now = deps.clock.now();
  return inScope(deps.db, scope, async (trx) => {
    const open = await lockInvitation(trx, tenantId, invitationId);
    if (open === null) throw identityErrors.INVITATION_NOT_FOUND();
    if (open.sends >= MAX_SENDS) throw identityErrors.INVITATION_SENT_OFTEN({ sends: open.sends });
    const sinceSentMs = open.sentAt === null ? SEND_PAUSE_MS : now.getTime() - open.sentAt.getTime();
    if (sinceSentMs < SEND_PAUSE_MS) throw rateLimited(SEND_PAUSE_MS - sinceSentMs);
    await changeInvitation(trx, tenantId, invitationId, {
      token_hash: null,
      sent_at: null,
      sends: open.sends + 1,
      expires_at: expiryFrom(now),
    });
    return askForMail(trx, tenantId, invitationId, now);
  });
}

/** Its link opens nothing any more. Throws INVITATION_NOT_FOUND. */
export function withdrawInvitation(
  deps: InviteDeps,
  tenantId: string,
  invitationId: string,
  scope: Scope,
): Promise<void> {
  return inScope(deps.db, scope, async (trx) => {
    if ((await lockInvitation(trx, tenantId, invitationId)) === null)
      throw identityErrors.INVITATION_NOT_FOUND();
    await changeInvitation(trx, tenantId, invitationId, { withdrawn_at: deps.clock.now() });
  });
}

async function askForMail(
  trx: Trx,
  tenantId: string,
  invitationId: string,
  now: Date,
): Promise<InvitationView> {
  const payload: SendMailPayload = { kind: 'office-invitation', tenantId, invitationId };
  await enqueue(trx, SEND_MAIL, payload, { jobKey: `invitation ${invitationId}` });
  const row = await findOpenInvitation(trx, tenantId, invitationId);
  if (row === null) throw identityErrors.INVITATION_NOT_FOUND();
  return present(row, now);
}

function present(row: InvitationRow, now: Date): InvitationView {
  const { inviterId: _inviterId, ...shown } = row;
  return {
    ...shown,
    portalParts: [...row.portalParts],
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
  };
}

/** When a link made now stops being good. */
export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
}

function rateLimited(waitMs: number): Error {
  return platformErrors.RATE_LIMITED({ seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}
