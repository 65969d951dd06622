/** Coming into an office by the link of an invitation: with a new account, or with the one that is signed in. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { accessCacheOf } from './access-cache.ts';
import { admitAttempt } from './admit-attempt.ts';
import { identityErrors, type Role } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { officeOfToken } from './invitation-token.ts';
import { findInvitationByToken, type InvitationRow, useInvitation } from './invitations.queries.ts';
import { insertMember, replaceMemberClients } from './members.queries.ts';
import { portalOf } from './members.ts';
import { findOfficeName } from './offices.queries.ts';
import { tokenHash } from './opaque-token.ts';
import { type Grant, openSession } from './open-session.ts';
import { switchOffice } from './own-sessions.ts';
import { assertRoomForPassword, hashPassword } from './password-hash.ts';
import { endPasswordResets } from './password-resets.queries.ts';
import { isPasswordWeak } from './password-rules.ts';
import { noteSecurityEvent, type SecurityEventKind } from './security-events.queries.ts';
import type { SignedInActor } from './signed-in-actor.ts';
import { findUser, findUserByEmail, insertUser, setPasswordHash, type UserRow } from './users.queries.ts';

/** An invitation that its link opened. */
interface Opened {
  readonly tenantId: string;
  readonly office: string;
  readonly invitation: InvitationRow;
  readonly hash: Buffer;
  /** Who has the invited address already. */
  readonly known: UserRow | null;
}

/** What the page of the link shows. Throws INVITATION_INVALID, RATE_LIMITED, ACCOUNT_LOCKED. */
export async function readInvitation(
  deps: IdentityDeps,
  token: string,
  origin: Origin,
): Promise<{
  office: string;
  invitedBy: string | null;
  email: string;
  name: string;
  role: Role;
  hasAccount: boolean;
}> {
  const { invitation, office, known } = await openInvitation(deps, token, origin);
  const { email, name, role, invitedBy } = invitation;
  return { office, invitedBy, email, name, role, hasAccount: known?.passwordHash != null };
}

/**
 * Makes the account, or sets the first password of one that has none, joins the office and signs in.
 * Throws INVITATION_INVALID, INVITATION_NEEDS_SIGN_IN, PASSWORD_TOO_WEAK, MEMBER_EXISTS, RATE_LIMITED, OVERLOADED.
 */
export async function acceptInvitation(
  deps: IdentityDeps,
  {
    token,
    name,
    newPassword,
  }: { readonly token: string; readonly name: string; readonly newPassword: string },
  origin: Origin,
): Promise<Grant> {
  assertRoomForPassword();
  const opened = await openInvitation(deps, token, origin);
  const { tenantId, invitation, known } = opened;
  if (known?.passwordHash != null) throw identityErrors.INVITATION_NEEDS_SIGN_IN();
  const { email } = invitation;
  if (isPasswordWeak(newPassword, { email, name })) throw identityErrors.PASSWORD_TOO_WEAK();
  const passwordHash = await hashPassword(newPassword);
  // Made here, so that the audit log says from the first line on who it was.
  const userId = known?.userId ?? randomUUID();
  await inScope(deps.db, scopeOf(tenantId, userId, origin), async (trx) => {
    const there =
      known?.userId ?? (await insertUser(trx, { userId, email, name, passwordHash, platformAdmin: false }));
    // Somebody else made an account with this address in the meantime.
    if (there !== userId) throw identityErrors.INVITATION_NEEDS_SIGN_IN();
    await join(deps, trx, opened, { userId, email, name }, origin);
    if (known !== null) await setPasswordHash(trx, userId, passwordHash);
    await endPasswordResets(trx, userId, deps.clock.now());
    if (known === null) await note(deps, trx, 'account-created', { userId, email }, origin);
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return openSession(deps, userId, tenantId, origin);
}

/**
 * Joins the office as whom one is signed in, and works on there.
 * Throws INVITATION_INVALID, INVITATION_FOR_ANOTHER, MEMBER_REFUSED, MEMBER_EXISTS, RATE_LIMITED.
 */
export async function joinByInvitation(
  deps: IdentityDeps,
  actor: SignedInActor,
  token: string,
  origin: Origin,
): Promise<Grant> {
  const opened = await openInvitation(deps, token, origin);
  const { tenantId, invitation } = opened;
  const user = await inScope(deps.db, doorScope(actor.userId, origin), (trx) => findUser(trx, actor.userId));
  if (user === null || user.email !== invitation.email) throw identityErrors.INVITATION_FOR_ANOTHER();
  if (user.platformAdmin) throw identityErrors.MEMBER_REFUSED({ email: user.email });
  const { userId, email } = user;
  await inScope(deps.db, scopeOf(tenantId, userId, origin), (trx) =>
    join(deps, trx, opened, { userId, email, name: invitation.name }, origin),
  );
  accessCacheOf(deps.db).forgetUser(userId);
  return switchOffice(deps, actor, tenantId, origin);
}

async function join(
  deps: IdentityDeps,
  trx: Trx,
  { tenantId, invitation, hash }: Opened,
  person: { readonly userId: string; readonly email: string; readonly name: string },
  origin: Origin,
): Promise<void> {
  const { userId, email, name } = person;
  const at = deps.clock.now();
  if (!(await useInvitation(trx, { tenantId, invitationId: invitation.id, hash, userId, at })))
    throw identityErrors.INVITATION_INVALID();
  const { role } = invitation;
  const portalParts = portalOf(role, invitation.portalParts);
  if (!(await insertMember(trx, { tenantId, userId, name, role, portalParts })))
    throw identityErrors.MEMBER_EXISTS({ email });
  await replaceMemberClients(trx, tenantId, userId, invitation.clientIds);
  await note(deps, trx, 'invitation-accepted', { userId, email }, origin);
  const { inviterId } = invitation;
  if (inviterId === null) return;
  const told = { tenantId, userIds: [inviterId], params: { name }, link: '/kullanicilar' };
  await notify(trx, { ...told, kind: 'invitation-accepted' });
}

/**
 * Unknown, used, withdrawn and expired links, and those of a person who is kept out, get one answer. Wrong ones count
 * towards the limit of the address they come from, as wrong passwords do.
 */
async function openInvitation(deps: IdentityDeps, token: string, origin: Origin): Promise<Opened> {
  const hash = tokenHash(token);
  const email = `invitation ${hash.toString('hex')}`;
  await admitAttempt(deps, { email, userId: null }, origin);
  const tenantId = officeOfToken(token);
  if (tenantId === null) throw identityErrors.INVITATION_INVALID();
  const found = await inScope(deps.db, systemScope(tenantId, origin.requestId), async (trx) => {
    const invitation = await findInvitationByToken(trx, tenantId, hash, deps.clock.now());
    if (invitation === null) return null;
    return {
      invitation,
      office: (await findOfficeName(trx, tenantId)) ?? '',
      known: await findUserByEmail(trx, invitation.email),
    };
  });
  if (found === null || found.known?.disabled === true) throw identityErrors.INVITATION_INVALID();
  // A right link takes its try back, as a right password does.
  await inScope(deps.db, doorScope(null, origin), (trx) =>
    noteSecurityEvent(trx, { kind: 'password-accepted', at: deps.clock.now(), userId: null, email, origin }),
  );
  return { tenantId, hash, ...found };
}

function scopeOf(tenantId: string, userId: string, origin: Origin): Scope {
  return { ...systemScope(tenantId, origin.requestId), userId, address: origin.address };
}

function note(
  deps: IdentityDeps,
  trx: Trx,
  kind: SecurityEventKind,
  person: { readonly userId: string; readonly email: string },
  origin: Origin,
): Promise<void> {
  return noteSecurityEvent(trx, { kind, at: deps.clock.now(), ...person, origin });
}
