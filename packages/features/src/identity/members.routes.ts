/** The routes of an office's members and its audit log. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { identityContract } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { invite, listInvitations, resendInvitation, withdrawInvitation } from './invite.ts';
import { listAudit } from './list-audit.ts';
import { endMemberSessions, listMemberSessions, resetMemberSecondFactor } from './member-sessions.ts';
import { addMember, listMembers, updateMember } from './members.ts';
import { officeOf } from './signed-in-actor.ts';

export function memberRoutes(deps: IdentityDeps): RouteImplementation[] {
  return [
    implement(identityContract.listMembers, async (context) => ({
      items: await listMembers(deps, officeOf(context), context.scope),
    })),
    implement(identityContract.addMember, (context, { body }) =>
      addMember(deps, officeOf(context), body, context.scope),
    ),
    implement(identityContract.updateMember, (context, { params, body }) =>
      updateMember(deps, officeOf(context), params.userId, body, context.scope),
    ),
    implement(identityContract.listInvitations, async (context) => ({
      items: await listInvitations(deps, officeOf(context), context.scope),
    })),
    implement(identityContract.invite, (context, { body }) =>
      invite(deps, officeOf(context), body, context.scope),
    ),
    implement(identityContract.resendInvitation, (context, { params }) =>
      resendInvitation(deps, officeOf(context), params.invitationId, context.scope),
    ),
    implement(identityContract.withdrawInvitation, async (context, { params }) => {
      await withdrawInvitation(deps, officeOf(context), params.invitationId, context.scope);
      return undefined;
    }),
    implement(identityContract.listMemberSessions, async (context, { params }) => ({
      items: await listMemberSessions(deps, officeOf(context), params.userId, context.scope),
    })),
    implement(identityContract.endMemberSessions, async (context, { params, body }) => {
      const which = { userId: params.userId, sessionId: body.sessionId };
      return { ended: await endMemberSessions(deps, officeOf(context), which, context.scope, context) };
    }),
    implement(identityContract.resetMemberSecondFactor, async (context, { params }) => {
      await resetMemberSecondFactor(deps, officeOf(context), params.userId, context.scope, context);
      return undefined;
    }),
    implement(identityContract.listAudit, (context, { query }) =>
      listAudit(deps, officeOf(context), query, context.scope),
    ),
  ];
}
