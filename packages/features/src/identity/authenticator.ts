/** Who a request comes from: the access token, and then what the database says of session, membership and scope. */
import { createHash } from 'node:crypto';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { type AccessRow, findAccess } from './access.queries.ts';
import { accessCacheOf } from './access-cache.ts';
import { type AccessClaims, createAccessTokenVerifier, TokenRefused } from './access-token.ts';
import type { AuthenticatedActor } from './authenticated-actor.ts';
import { identityErrors, type KeyDoor, type Role, role as roleSchema } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { permissionsOf, portalPartsOf } from './permissions.ts';
import { isFactorMissing } from './standing.ts';

export interface Authenticator {
  /**
   * The person behind an access token or a key (without "Bearer "). A session ended, a person or membership disabled, or a
   * changed client scope, or a key revoked bite at once when this process made the change, and within 5 seconds when another did.
   * Throws UNAUTHENTICATED or SESSION_REVOKED, or what the door of keys throws.
   */
  authenticate(token: string): Promise<AuthenticatedActor>;
}

export type AuthenticatorDeps = Pick<IdentityDeps, 'db' | 'clock' | 'jwtSecret'>;

/** Without a door for keys, a key is a token of no worth. */
export function createAuthenticator(deps: AuthenticatorDeps, keys: KeyDoor | null = null): Authenticator {
  const cache = accessCacheOf(deps.db);
  const verify = createAccessTokenVerifier(deps);
  const remembered = async (key: string, load: () => Promise<AuthenticatedActor>) => {
    const nowMs = deps.clock.now().getTime();
    const known = cache.get(key, nowMs);
    if (known !== undefined) return known;
    const generation = cache.generation;
    const actor = await load();
    cache.set(key, actor, nowMs, generation);
    return actor;
  };
  return {
    async authenticate(token) {
      if (keys?.isKey(token) === true) {
        const hash = createHash('sha256').update(token).digest('base64');
        return remembered(`key ${hash}`, async () => ({
          ...(await keys.open(token)),
          sessionId: null,
          secondFactorMissing: false,
        }));
      }
      const claims = await verify(token).catch((error: unknown) => {
        throw error instanceof TokenRefused ? platformErrors.UNAUTHENTICATED({}, [], error.fault) : error;
      });
      const key = `${claims.sub} ${claims.sid} ${claims.office ?? ''}`;
      return remembered(key, () => loadActor(deps, claims));
    },
  };
}

async function loadActor(deps: AuthenticatorDeps, claims: AccessClaims): Promise<AuthenticatedActor> {
  const scope = { tenantId: null, userId: claims.sub, clientIds: null, requestId: null, address: null };
  const row = await inScope(deps.db, scope, (trx) => findAccess(trx, claims.sid, claims.sub, claims.office));
  const role = row === null ? null : presentRole(row, claims.office, deps.clock.now());
  if (row === null || role === null) throw identityErrors.SESSION_REVOKED();
  const missing = row.secondFactorRequired && isFactorMissing(role, row.hasSecondFactor);
  return {
    userId: claims.sub,
    sessionId: claims.sid,
    tenantId: claims.office,
    role,
    permissions: missing ? [] : permissionsOf(role, portalPartsOf(row.portalParts)),
    secondFactorMissing: missing,
    // A platform administrator gets an empty list, so that even a mistaken query shows no client.
    clientIds: role === 'client' ? row.clientIds : role === 'platform' ? [] : null,
  };
}

/** The role held right now; null where nothing is left of it. The token's own role is never trusted. */
function presentRole(row: AccessRow, officeId: string | null, now: Date): Role | null {
  if (row.sessionEnded || row.userDisabled || row.expiresAt <= now) return null;
  if (row.platformAdmin) return officeId === null ? 'platform' : null;
  if (row.role === null || row.membershipDisabled) return null;
  return roleSchema.parse(row.role);
}
