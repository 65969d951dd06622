/** The office that smoke tests work in: made once, its owner given a new password whenever an operator asks. */
import { randomBytes } from 'node:crypto';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { accessCacheOf } from './access-cache.ts';
import { identityErrors } from './contract.ts';
import { createOfficeWithOwner } from './create-office.ts';
import { doorScope, type OperatorDeps, operatorOrigin } from './identity-deps.ts';
import { hasOnlyOfficesOfKind } from './offices.queries.ts';
import { hashPassword } from './password-hash.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { findUserByEmail, setPasswordHash } from './users.queries.ts';

/** Smoke tests refuse to work in an office of any other name. */
export const SMOKE_OFFICE_NAME = 'Duman Testi (işletmene ayrılmıştır)';
const OWNER_NAME = 'Duman Testi';

export interface SmokeSignIn {
  readonly email: string;
  readonly password: string;
}

/**
 * A way in, good until the next call. The password is made here and kept nowhere; open sessions go on, so that two
 * runs at once do not end each other. Throws MEMBER_REFUSED where the address belongs to anybody else.
 */
export async function openSmokeOffice(deps: OperatorDeps, email: string): Promise<SmokeSignIn> {
  const password = randomBytes(24).toString('base64url');
  const owner = { email, name: OWNER_NAME, password };
  const known = await inScope(deps.db, doorScope(null, operatorOrigin), (trx) => findUserByEmail(trx, email));
  if (known === null) {
    await createOfficeWithOwner(deps, { officeName: SMOKE_OFFICE_NAME, kind: 'smoke', owner });
    return { email, password };
  }
  const { userId } = known;
  const passwordHash = await hashPassword(password);
  await inScope(deps.db, doorScope(userId, operatorOrigin), async (trx) => {
    if (known.platformAdmin || known.disabled || !(await hasOnlyOfficesOfKind(trx, 'smoke')))
      throw identityErrors.MEMBER_REFUSED({ email });
    await setPasswordHash(trx, userId, passwordHash);
    // Of this kind, because it opens the lock that wrong tries have put on the account.
    await noteSecurityEvent(trx, {
      kind: 'password-reset',
      at: deps.clock.now(),
      userId,
      email,
      origin: operatorOrigin,
    });
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return { email, password };
}
