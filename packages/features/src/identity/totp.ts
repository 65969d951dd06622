/** Time-based one-time codes (RFC 6238): six digits, thirty seconds, each good once. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { decryptSecret, encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { isRecoveryCodeGood, looksLikeRecoveryCode } from './recovery-codes.ts';
import { type UserRow, useTotpStep } from './users.queries.ts';

const ISSUER = 'AI Muhasebi';
const PERIOD_SECONDS = 30;
/** A clock that is off by one step, and a code typed late, still pass. */
const WINDOW_STEPS = 1;

export interface NewSecret {
  readonly otpauthUrl: string;
  /** Base32, to be typed by hand. */
  readonly secret: string;
  readonly qrSvg: string;
  readonly sealed: Buffer;
}

/** A fresh secret of 160 bits, sealed for this person's row. */
export function newSecret(encryptionKey: Buffer, user: { userId: string; email: string }): NewSecret {
  const secret = new Secret({ size: 20 }).base32;
  const otpauthUrl = totpOf(secret, user.email).toString();
  return {
    otpauthUrl,
    secret,
    qrSvg: renderSVG(otpauthUrl),
    sealed: encryptSecret(encryptionKey, purposeOf(user.userId), secret),
  };
}

/**
 * Whether the code is right now, and was not used before; using it up is part of the answer, in a transaction of its
 * own, so that the same code sent twice at once passes once.
 */
export async function isCodeGood(
  deps: Pick<IdentityDeps, 'db' | 'clock' | 'encryptionKey'>,
  user: UserRow,
  code: string,
  origin: Origin,
): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const secret = decryptSecret(deps.encryptionKey, purposeOf(user.userId), user.totpSecret);
  const timestamp = deps.clock.now().getTime();
  const delta = totpOf(secret, user.email).validate({ token: code, timestamp, window: WINDOW_STEPS });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  return inScope(deps.db, doorScope(user.userId, origin), (trx) => useTotpStep(trx, user.userId, step));
}

/** The app's code, or one of the recovery codes, which a code of ten characters is taken for. */
export function isEitherCodeGood(
  deps: Pick<IdentityDeps, 'db' | 'clock' | 'encryptionKey'>,
  user: UserRow,
  code: string,
  origin: Origin,
): Promise<boolean> {
  return looksLikeRecoveryCode(code)
    ? isRecoveryCodeGood(deps, user, code, origin)
    : isCodeGood(deps, user, code, origin);
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}

/** What the secret of a second factor is sealed for. */
export function purposeOf(userId: string): string {
  return `totp:${userId}`;
}
