/** What a member may do right now, for work that goes on after the request that asked for it. */
import type { Trx } from '../feature.ts';
import { type RightsService, role as roleSchema } from './contract.ts';
import { permissionsOf, portalPartsOf } from './permissions.ts';
import { findMembership } from './standing.queries.ts';

export const rightsService: RightsService = {
  async of(trx: Trx, tenantId: string, userId: string) {
    const membership = await findMembership(trx, tenantId, userId);
    if (membership === null) return null;
    const role = roleSchema.parse(membership.role);
    return {
      role,
      permissions: permissionsOf(role, portalPartsOf(membership.portalParts)),
      clientIds: role === 'client' ? membership.clientIds : null,
    };
  },
};
