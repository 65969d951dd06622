/** The routes of the signed-in person: who they are, their sessions, password and second factor. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { joinByInvitation } from './accept-invitation.ts';
import { identityContract } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { changePassword } from './own-password.ts';
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  showSecondFactor,
  startSecondFactor,
} from './own-second-factor.ts';
import { endOtherSessions, endOwnSession, listSessions, readMe, switchOffice } from './own-sessions.ts';
import { answer } from './sign-in.routes.ts';
import { signedInActor } from './signed-in-actor.ts';

export function meRoutes(deps: IdentityDeps): RouteImplementation[] {
  return [
    implement(identityContract.me, (context) =>
      readMe(deps, signedInActor(context).userId, context.actor.tenantId, context),
    ),
    implement(identityContract.switchOffice, async (context, { body }) =>
      answer(context, await switchOffice(deps, signedInActor(context), body.officeId, context)),
    ),
    implement(identityContract.changePassword, async (context, { body }) => {
      await changePassword(deps, signedInActor(context), body, context);
      return undefined;
    }),
    implement(identityContract.listSessions, async (context) => ({
      items: await listSessions(deps, signedInActor(context), context),
    })),
    implement(identityContract.endSession, async (context, { params }) => {
      await endOwnSession(deps, signedInActor(context), params.sessionId, context);
      return undefined;
    }),
    implement(identityContract.endOtherSessions, async (context) => ({
      ended: await endOtherSessions(deps, signedInActor(context), context),
    })),
    implement(identityContract.joinByInvitation, async (context, { body }) =>
      answer(context, await joinByInvitation(deps, signedInActor(context), body.token, context)),
    ),
    implement(identityContract.showSecondFactor, (context) =>
      showSecondFactor(deps, signedInActor(context).userId, context),
    ),
    implement(identityContract.renewRecoveryCodes, async (context, { body }) => ({
      recoveryCodes: await renewRecoveryCodes(deps, signedInActor(context).userId, body, context),
    })),
    implement(identityContract.startSecondFactor, (context, { body }) =>
      startSecondFactor(deps, signedInActor(context).userId, body.password, context),
    ),
    implement(identityContract.confirmSecondFactor, async (context, { body }) => ({
      recoveryCodes: await confirmSecondFactor(deps, signedInActor(context).userId, body.code, context),
    })),
    implement(identityContract.removeSecondFactor, async (context, { body }) => {
      await removeSecondFactor(deps, signedInActor(context).userId, body, context);
      return undefined;
    }),
  ];
}
