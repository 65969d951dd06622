/** Who asks and whether they may: bearer token to actor, permission per route, and requests of other sites refused. */
import { apiKeyErrors } from '@muhasebi/features/api-keys/contract.ts';
import { identityErrors, type Role, role } from '@muhasebi/features/identity/contract.ts';
import { mayDo } from '@muhasebi/features/identity/permissions.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { Actor } from '@muhasebi/platform/http/handler.ts';
import type { RoutePermission } from '@muhasebi/platform/http/route.ts';
import type { FastifyRequest } from 'fastify';

/** Resolves an access token to its actor, or refuses with UNAUTHENTICATED or SESSION_REVOKED. */
export type Authenticate = (accessToken: string) => Promise<
  Actor & {
    readonly role: Role;
    readonly permissions: readonly string[];
    readonly secondFactorMissing?: boolean;
  }
>;

export const nobody: Actor = { userId: null, tenantId: null, sessionId: null, role: null, clientIds: [] };

/** The actor of a request, once the route's permission is granted. */
export async function authorize(
  request: FastifyRequest,
  permission: RoutePermission,
  authenticate: Authenticate,
): Promise<Actor> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (permission === 'public') return token === undefined ? nobody : somebody(token, authenticate);
  if (token === undefined) throw platformErrors.UNAUTHENTICATED();
  const actor = await authenticate(token);
  if (permission === 'signed-in') {
    if (actor.apiKeyId !== undefined) throw apiKeyErrors.API_KEY_NOT_HERE();
    return actor;
  }
  if (actor.secondFactorMissing === true) throw identityErrors.SECOND_FACTOR_REQUIRED();
  if (!actor.permissions.includes(permission)) throw platformErrors.FORBIDDEN();
  return actor;
}

/** Public routes take whoever comes; leaving without a cookie goes by the access token. A token of no worth is nobody's, a key too. */
async function somebody(token: string, authenticate: Authenticate): Promise<Actor> {
  try {
    const actor = await authenticate(token);
    return actor.apiKeyId === undefined ? actor : nobody;
  } catch (error) {
    if (error instanceof AppError) return nobody;
    throw error;
  }
}

/**
 * Browsers name the origin of every write; one that is not ours is refused. Access tokens travel in a header and the
 * refresh cookie is SameSite=Strict, so this is the second of two defences against cross-site requests.
 */
export function refuseOtherSites(request: FastifyRequest, publicOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== publicOrigin && !isOwnHost(origin, request.headers.host)) {
    throw platformErrors.CSRF_REFUSED();
  }
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw platformErrors.CSRF_REFUSED();
}

function isOwnHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether anybody could ever pass this route; a route that nobody can is a mistake found at start. */
export function isGrantable(permission: string): boolean {
  return (
    permission === 'public' ||
    permission === 'signed-in' ||
    role.options.some((each) => mayDo(each, permission))
  );
}
