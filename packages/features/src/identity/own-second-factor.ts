/** Turning the second factor on (start, then confirm with a code) and off (password and code). */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { accessCacheOf } from './access-cache.ts';
import { admitAttempt } from './admit-attempt.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { isPasswordRight } from './password-hash.ts';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.queries.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { tellOfDoor } from './tell-of-door.ts';
import { isCodeGood, isEitherCodeGood, newSecret } from './totp.ts';
import { clearTotp, confirmTotp, findUser, setPendingTotp, type UserRow } from './users.queries.ts';

/**
 * Makes a secret that is not in force yet. The password is asked, so that a found open browser cannot lock its owner
 * out with a factor of its own. Throws PASSWORD_WRONG, SECOND_FACTOR_ALREADY_ON.
 */
export async function startSecondFactor(
  deps: IdentityDeps,
  userId: string,
  password: string,
  origin: Origin,
): Promise<{ otpauthUrl: string; secret: string; qrSvg: string }> {
  const user = await loadSelf(deps, userId, origin);
  if (user.totpConfirmed) throw identityErrors.SECOND_FACTOR_ALREADY_ON();
  await admitAttempt(deps, user, origin);
  if (!(await isPasswordRight(user.passwordHash, password))) throw identityErrors.PASSWORD_WRONG();
  const { otpauthUrl, secret, qrSvg, sealed } = newSecret(deps.encryptionKey, user);
  const put = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const { email } = user;
    await noteSecurityEvent(trx, { kind: 'password-accepted', at: deps.clock.now(), userId, email, origin });
    return setPendingTotp(trx, userId, sealed);
  });
  if (!put) throw identityErrors.SECOND_FACTOR_ALREADY_ON();
  return { otpauthUrl, secret, qrSvg };
}

/** Puts the started secret in force and returns the recovery codes, which nobody sees again. Throws SECOND_FACTOR_WRONG, SECOND_FACTOR_NOT_STARTED, SECOND_FACTOR_ALREADY_ON. */
export async function confirmSecondFactor(
  deps: IdentityDeps,
  userId: string,
  code: string,
  origin: Origin,
): Promise<string[]> {
  const user = await loadSelf(deps, userId, origin);
  if (user.totpConfirmed) throw identityErrors.SECOND_FACTOR_ALREADY_ON();
  if (user.totpSecret === null) throw identityErrors.SECOND_FACTOR_NOT_STARTED();
  await admitAttempt(deps, user, origin);
  if (!(await isCodeGood(deps, user, code, origin))) throw identityErrors.SECOND_FACTOR_WRONG();
  const codes = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    await confirmTotp(trx, userId, at);
    await noteSecurityEvent(trx, { kind: 'password-accepted', at, userId, email: user.email, origin });
    await noteSecurityEvent(trx, { kind: 'second-factor-on', at, userId, email: user.email, origin });
    await tellOfDoor(trx, { kind: 'second-factor-changed', userId, at, state: 'on' }, origin);
    return makeRecoveryCodes(deps, trx, user, origin);
  });
  // An office that requires the factor opens at once.
  accessCacheOf(deps.db).forgetUser(userId);
  return codes;
}

/** Whether it is on, and how many recovery codes are left. */
export async function showSecondFactor(
  deps: IdentityDeps,
  userId: string,
  origin: Origin,
): Promise<{ on: boolean; recoveryCodesLeft: number }> {
  const { totpConfirmed } = await loadSelf(deps, userId, origin);
  const left = await inScope(deps.db, doorScope(userId, origin), (trx) => countRecoveryCodes(trx, userId));
  return { on: totpConfirmed, recoveryCodesLeft: totpConfirmed ? left : 0 };
}

/** Ten new codes in place of the old ones. Throws PASSWORD_WRONG, SECOND_FACTOR_WRONG, SECOND_FACTOR_NOT_STARTED. */
export async function renewRecoveryCodes(
  deps: IdentityDeps,
  userId: string,
  proof: { readonly password: string; readonly code: string },
  origin: Origin,
): Promise<string[]> {
  const user = await loadSelf(deps, userId, origin);
  await proveBoth(deps, user, proof, origin);
  return inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    await noteSecurityEvent(trx, { kind: 'password-accepted', at, userId, email: user.email, origin });
    return makeRecoveryCodes(deps, trx, user, origin);
  });
}

/** Both password and code are asked, so that a found open browser cannot turn it off. Throws PASSWORD_WRONG, SECOND_FACTOR_WRONG. */
export async function removeSecondFactor(
  deps: IdentityDeps,
  userId: string,
  proof: { readonly password: string; readonly code: string },
  origin: Origin,
): Promise<void> {
  const user = await loadSelf(deps, userId, origin);
  await proveBoth(deps, user, proof, origin);
  await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    await clearTotp(trx, userId);
    await replaceRecoveryCodes(trx, userId, [], at);
    await noteSecurityEvent(trx, { kind: 'password-accepted', at, userId, email: user.email, origin });
    await noteSecurityEvent(trx, { kind: 'second-factor-off', at, userId, email: user.email, origin });
    await tellOfDoor(trx, { kind: 'second-factor-changed', userId, at, state: 'off' }, origin);
  });
}

async function proveBoth(
  deps: IdentityDeps,
  user: UserRow,
  proof: { readonly password: string; readonly code: string },
  origin: Origin,
): Promise<void> {
  if (!user.totpConfirmed) throw identityErrors.SECOND_FACTOR_NOT_STARTED();
  await admitAttempt(deps, user, origin);
  if (!(await isPasswordRight(user.passwordHash, proof.password))) throw identityErrors.PASSWORD_WRONG();
  if (!(await isEitherCodeGood(deps, user, proof.code, origin))) throw identityErrors.SECOND_FACTOR_WRONG();
}

async function loadSelf(deps: IdentityDeps, userId: string, origin: Origin): Promise<UserRow> {
  const user = await inScope(deps.db, doorScope(userId, origin), (trx) => findUser(trx, userId));
  if (user === null) throw identityErrors.SESSION_REVOKED();
  return user;
}
