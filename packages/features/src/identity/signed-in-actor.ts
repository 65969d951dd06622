/** Narrows the actor of a route that needs a signed-in person, or one who works in an office. */
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';

export interface SignedInActor {
  readonly userId: string;
  readonly sessionId: string;
}

/** Throws UNAUTHENTICATED where nobody is signed in. */
export function signedInActor({ actor }: Pick<RequestContext, 'actor'>): SignedInActor {
  const { userId, sessionId } = actor;
  if (userId === null || sessionId === null) throw platformErrors.UNAUTHENTICATED();
  return { userId, sessionId };
}

/** The office of the request. Throws FORBIDDEN for a platform administrator, who has none. */
export function officeOf({ scope }: Pick<RequestContext, 'scope'>): string {
  if (scope.tenantId === null) throw platformErrors.FORBIDDEN();
  return scope.tenantId;
}
