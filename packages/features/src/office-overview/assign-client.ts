/** Puts people of the office in charge of a client company. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { clientErrors } from '../clients/contract.ts';
import { notify } from '../notify.queries.ts';
import { overviewErrors } from './contract.ts';
import { listPeople, lockClient, replaceAssignees } from './overview.queries.ts';
import type { OverviewContext } from './show-overview.ts';

/**
 * The list given takes the place of the one before; saying the same twice changes nothing. Who is new in it is told.
 * Throws CLIENT_NOT_FOUND, and ASSIGNEE_UNKNOWN where somebody does not work on the books of this office.
 */
export function assignClient(
  { db }: OverviewContext,
  scope: Scope,
  clientId: string,
  userIds: readonly string[],
): Promise<{ clientId: string; assignees: string[] }> {
  const tenantId = tenantOf(scope);
  const wanted = [...new Set(userIds)];
  return inScope(db, scope, async (trx) => {
    if (!(await lockClient(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const people = new Set((await listPeople(trx, tenantId)).map((person) => person.userId));
    if (!wanted.every((userId) => people.has(userId))) throw overviewErrors.ASSIGNEE_UNKNOWN();
    const added = await replaceAssignees(trx, tenantId, clientId, wanted);
    await notify(trx, {
      tenantId,
      userIds: added.filter((userId) => userId !== scope.userId),
      kind: 'client-assigned',
      clientId,
      link: `/mukellefler/${clientId}/belgeler`,
    });
    return { clientId, assignees: wanted };
  });
}
