/** The routes at the door. The refresh token travels in a cookie that scripts cannot read. */
import { implement, type RequestContext, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { identityContract } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { Grant } from './open-session.ts';
import { requestPasswordReset, resetPassword } from './own-password.ts';
import { signOut } from './own-sessions.ts';
import { refreshSession } from './refresh-session.ts';
import { signIn, signInWithCode } from './sign-in.ts';

/** The host sets it HttpOnly, SameSite=Strict, Path=/api/v1/auth, and Secure on https. */
export const REFRESH_COOKIE = 'muhasebi_refresh';

export function signInRoutes(deps: IdentityDeps): RouteImplementation[] {
  return [
    implement(identityContract.login, async (context, { body }) => {
      const { email, password, officeId = null } = body;
      const result = await signIn(deps, { email, password, officeId }, context);
      if ('challenge' in result)
        return { status: 'second-factor-required' as const, challenge: result.challenge };
      return answer(context, result);
    }),
    implement(identityContract.secondFactor, async (context, { body }) =>
      answer(context, await signInWithCode(deps, body, context)),
    ),
    implement(identityContract.refresh, async (context) =>
      answer(context, await refreshSession(deps, context.cookies[REFRESH_COOKIE], context)),
    ),
    implement(identityContract.logout, async (context) => {
      const { userId, sessionId } = context.actor;
      await signOut(deps, { refreshToken: context.cookies[REFRESH_COOKIE], userId, sessionId }, context);
      context.setCookie(REFRESH_COOKIE, null, 0);
      return undefined;
    }),
    implement(identityContract.forgotPassword, async (context, { body }) => {
      await requestPasswordReset(deps, body.email, context);
      return undefined;
    }),
    implement(identityContract.readInvitation, (context, { body }) =>
      readInvitation(deps, body.token, context),
    ),
    implement(identityContract.acceptInvitation, async (context, { body }) =>
      answer(context, await acceptInvitation(deps, body, context)),
    ),
    implement(identityContract.resetPassword, async (context, { body }) => {
      await resetPassword(deps, body, context);
      return undefined;
    }),
  ];
}

/** Puts the refresh token into its cookie and gives the rest to the body. */
export function answer(context: RequestContext, { signedIn, refresh }: Grant): Grant['signedIn'] {
  if (refresh !== null) context.setCookie(REFRESH_COOKIE, refresh.token, refresh.maxAgeSeconds);
  return signedIn;
}
