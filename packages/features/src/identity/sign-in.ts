/** Signing in: password first, then the second factor where it is on. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { signChallenge, verifyChallenge } from './access-token.ts';
import { admitAttempt } from './admit-attempt.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { type Grant, openSession } from './open-session.ts';
import { assertRoomForPassword, isPasswordRight } from './password-hash.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { isEitherCodeGood } from './totp.ts';
import { findUser, findUserByEmail } from './users.queries.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The office to work in; null: the last one used. */
  readonly officeId: string | null;
}

/** Either signed in, or the challenge that the second-factor route takes for five minutes. */
export type SignInResult = Grant | { readonly challenge: string };

/**
 * Unknown address, wrong password and disabled account get the same answer after the same work.
 * Throws LOGIN_FAILED, ACCOUNT_LOCKED, RATE_LIMITED, NOT_A_MEMBER, OVERLOADED.
 */
export async function signIn(
  deps: IdentityDeps,
  credentials: Credentials,
  origin: Origin,
): Promise<SignInResult> {
  const { email, officeId } = credentials;
  assertRoomForPassword();
  const user = await inScope(deps.db, doorScope(null, origin), (trx) => findUserByEmail(trx, email));
  await admitAttempt(deps, { email, userId: user?.userId ?? null }, origin);
  const right = await isPasswordRight(user?.passwordHash ?? null, credentials.password);
  if (user === null || !right || user.disabled) throw identityErrors.LOGIN_FAILED();
  if (!user.totpConfirmed) return openSession(deps, user.userId, officeId, origin);
  await inScope(deps.db, doorScope(user.userId, origin), (trx) =>
    noteSecurityEvent(trx, {
      kind: 'password-accepted',
      at: deps.clock.now(),
      userId: user.userId,
      email,
      origin,
    }),
  );
  return { challenge: await signChallenge(deps, { sub: user.userId, wanted: officeId }) };
}

/**
 * The second step: the app's code, or a recovery code. A wrong code counts towards the lock of the account; a right one is good once.
 * Throws UNAUTHENTICATED (challenge expired), SECOND_FACTOR_WRONG, ACCOUNT_LOCKED, RATE_LIMITED, NOT_A_MEMBER.
 */
export async function signInWithCode(
  deps: IdentityDeps,
  { challenge, code }: { readonly challenge: string; readonly code: string },
  origin: Origin,
): Promise<Grant> {
  const claims = await verifyChallenge(deps, challenge);
  if (claims === null) throw platformErrors.UNAUTHENTICATED();
  const user = await inScope(deps.db, doorScope(claims.sub, origin), (trx) => findUser(trx, claims.sub));
  if (user === null || user.disabled || !user.totpConfirmed) throw platformErrors.UNAUTHENTICATED();
  await admitAttempt(deps, user, origin);
  if (!(await isEitherCodeGood(deps, user, code, origin))) throw identityErrors.SECOND_FACTOR_WRONG();
  return openSession(deps, user.userId, claims.wanted, origin);
}
