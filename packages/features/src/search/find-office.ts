/** Which office of the person a client belongs to, so that a link works whatever office they happen to be in. */

import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Database } from '../feature.ts';
import { listOwnOffices } from './offices.queries.ts';

/** Throws CLIENT_NOT_FOUND where no office of the person has the client, or none lets them see it: the same answer. */
export async function findOffice(
  db: Database,
  scope: Scope,
  clientId: string,
): Promise<{ id: string; name: string }> {
  const { userId } = scope;
  if (userId === null) throw platformErrors.UNAUTHENTICATED();
  const atTheDoor: Scope = { ...scope, tenantId: null, clientIds: null };
  const offices = await inScope(db, atTheDoor, (trx) => listOwnOffices(trx, userId));
  for (const { id, name, clientIds } of offices) {
    const inside: Scope = { ...scope, tenantId: id, clientIds };
    if (await inScope(db, inside, (trx) => clientIsInSight(trx, id, clientId))) return { id, name };
  }
  throw clientErrors.CLIENT_NOT_FOUND();
}
