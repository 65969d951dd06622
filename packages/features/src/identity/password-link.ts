/** Makes the one-time address at which a person sets a password. */
import type { Trx } from '../feature.ts';
import type { OperatorDeps } from './identity-deps.ts';
import { newToken, tokenHash } from './opaque-token.ts';
import { insertPasswordReset } from './password-resets.queries.ts';

/** A forgotten password is set anew within the hour. */
export const RESET_MINUTES = 60;
/** Someone invited may read their mail on Monday. */
export const INVITATION_MINUTES = 72 * 60;

/**
 * An address good once and for `minutes`. The token stands behind "#", which no server and no referrer ever sees;
 * the database keeps its hash only.
 */
export async function createPasswordLink(
  deps: Pick<OperatorDeps, 'clock' | 'publicUrl'>,
  trx: Trx,
  userId: string,
  minutes: number,
): Promise<string> {
  const token = newToken();
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + minutes * 60_000);
  await insertPasswordReset(trx, { hash: tokenHash(token), userId, createdAt, expiresAt });
  return `${deps.publicUrl}/parola-sifirla#token=${token}`;
}
