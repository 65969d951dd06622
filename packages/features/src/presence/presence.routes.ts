/** The routes of presence: each calls one use case. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { presenceContract as contract } from './contract.ts';
import { bePresent, leavePresence, type PresenceContext, showPresence } from './keep-presence.ts';

/** All routes of presence's contract. */
export function presenceRoutes(context: PresenceContext): RouteImplementation[] {
  return [
    implement(contract.showPresence, ({ scope }, { params }) =>
      showPresence(context, scope, params.clientId),
    ),
    implement(contract.bePresent, ({ scope }, { params, body }) =>
      bePresent(context, scope, params.clientId, body),
    ),
    implement(contract.leavePresence, async ({ scope }, { params }) => {
      await leavePresence(context, scope, params);
      return undefined;
    }),
  ];
}
