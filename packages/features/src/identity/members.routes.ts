/** The routes of an office's members and its audit log. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { identityContract } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { listAudit } from './list-audit.ts';
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
    implement(identityContract.listAudit, (context, { query }) =>
      listAudit(deps, officeOf(context), query, context.scope),
    ),
  ];
}
