/** Changing a password, asking for a reset, and resetting by the link of the mail. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { accessCacheOf } from './access-cache.ts';
import { admitAttempt } from './admit-attempt.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { tokenHash } from './opaque-token.ts';
import { hashPassword, isPasswordRight } from './password-hash.ts';
import { endPasswordResets, findPasswordReset, usePasswordReset } from './password-resets.queries.ts';
import { isPasswordWeak } from './password-rules.ts';
import { accountHash, countResetsAsked, lockDoor, noteSecurityEvent } from './security-events.queries.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import { endSessions } from './sessions.queries.ts';
import type { SignedInActor } from './signed-in-actor.ts';
import { tellOfDoor } from './tell-of-door.ts';
import { findUser, setPasswordHash } from './users.queries.ts';

const HOUR_MS = 3_600_000;
/** Further mails to one account within the hour are silently not sent. */
const MAX_RESETS_PER_ACCOUNT = 3;
const MAX_RESETS_PER_ADDRESS = 20;

/** Ends every other session. Throws PASSWORD_WRONG, PASSWORD_TOO_WEAK, ACCOUNT_LOCKED, RATE_LIMITED. */
export async function changePassword(
  deps: IdentityDeps,
  { userId, sessionId }: SignedInActor,
  passwords: { readonly currentPassword: string; readonly newPassword: string },
  origin: Origin,
): Promise<void> {
  const user = await inScope(deps.db, doorScope(userId, origin), (trx) => findUser(trx, userId));
  if (user === null) throw identityErrors.SESSION_REVOKED();
  await admitAttempt(deps, user, origin);
  if (!(await isPasswordRight(user.passwordHash, passwords.currentPassword)))
    throw identityErrors.PASSWORD_WRONG();
  const weak = isPasswordWeak(passwords.newPassword, user);
  const passwordHash = weak ? null : await hashPassword(passwords.newPassword);
  await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    await noteSecurityEvent(trx, { kind: 'password-accepted', at, userId, email: user.email, origin });
    if (passwordHash === null) return;
    await setPasswordHash(trx, userId, passwordHash);
    await endSessions(trx, { userId, except: sessionId }, at, 'password-changed');
    await endPasswordResets(trx, userId, at);
    await noteSecurityEvent(trx, { kind: 'password-changed', at, userId, email: user.email, origin });
    await tellOfDoor(trx, { kind: 'password-changed', userId, at }, origin);
  });
  if (weak) throw identityErrors.PASSWORD_TOO_WEAK();
  accessCacheOf(deps.db).forgetUser(userId);
}

/**
 * Enqueues a mail for whatever address was typed: whether there is an account is looked up by the job, so that neither
 * the answer nor its time tells. Throws RATE_LIMITED for an address (IP) that asks too often.
 */
export async function requestPasswordReset(deps: IdentityDeps, email: string, origin: Origin): Promise<void> {
  await inScope(deps.db, doorScope(null, origin), async (trx) => {
    const at = deps.clock.now();
    await lockDoor(trx, email, origin.address);
    const since = new Date(at.getTime() - HOUR_MS);
    const asked = await countResetsAsked(trx, email, origin.address, since);
    if (asked.address >= MAX_RESETS_PER_ADDRESS)
      throw platformErrors.RATE_LIMITED({ seconds: HOUR_MS / 1000 });
    if (asked.account >= MAX_RESETS_PER_ACCOUNT) return;
    await noteSecurityEvent(trx, { kind: 'reset-asked', at, userId: null, email, origin });
    const payload: SendMailPayload = { kind: 'reset', email };
    await enqueue(trx, SEND_MAIL, payload, { jobKey: `reset ${accountHash(email).toString('hex')}` });
  });
}

/** Sets the password, ends every session and opens a lock. Throws RESET_TOKEN_INVALID, PASSWORD_TOO_WEAK. */
export async function resetPassword(
  deps: Pick<IdentityDeps, 'db' | 'clock'>,
  { token, newPassword }: { readonly token: string; readonly newPassword: string },
  origin: Origin,
): Promise<void> {
  const hash = tokenHash(token);
  const user = await inScope(deps.db, doorScope(null, origin), async (trx) => {
    const userId = await findPasswordReset(trx, hash, deps.clock.now());
    return userId === null ? null : findUser(trx, userId);
  });
  if (user === null || user.disabled) throw identityErrors.RESET_TOKEN_INVALID();
  if (isPasswordWeak(newPassword, user)) throw identityErrors.PASSWORD_TOO_WEAK();
  const passwordHash = await hashPassword(newPassword);
  const { userId, email } = user;
  await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    if (!(await usePasswordReset(trx, hash, userId, at))) throw identityErrors.RESET_TOKEN_INVALID();
    await setPasswordHash(trx, userId, passwordHash);
    await endSessions(trx, { userId }, at, 'password-reset');
    await noteSecurityEvent(trx, { kind: 'password-reset', at, userId, email, origin });
    // The first password of an invited person is no change of theirs.
    if (user.passwordHash !== null) await tellOfDoor(trx, { kind: 'password-changed', userId, at }, origin);
  });
  accessCacheOf(deps.db).forgetUser(userId);
}
