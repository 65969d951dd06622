/** What the use cases of months and years work with, and what they share: the books in sight, and who is told. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Database, Trx } from '../feature.ts';
import type { RightsService } from '../identity/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { notify } from '../notify.queries.ts';
import { type ClientBooks, findClientBooks } from './months.queries.ts';
import { listAssignees } from './periods.queries.ts';

export interface PeriodsContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly ledger: LedgerService;
  readonly rights: RightsService;
}

/** Throws CLIENT_NOT_FOUND. */
export async function booksInSight(trx: Trx, tenantId: string, clientId: string): Promise<ClientBooks> {
  const books = await findClientBooks(trx, tenantId, clientId);
  if (books === null) throw clientErrors.CLIENT_NOT_FOUND();
  return books;
}

/** Who works on the books must know; whoever works on many of them is told once, with their number. */
export async function tellAssignees(
  trx: Trx,
  scope: Scope,
  clientIds: readonly string[],
  { month, status }: { readonly month: string; readonly status: 'open' | 'locked' | 'closed' },
): Promise<void> {
  const tenantId = tenantOf(scope);
  const byPerson = Map.groupBy(await listAssignees(trx, tenantId, clientIds), ({ userId }) => userId);
  for (const [userId, assigned] of byPerson) {
    if (userId === scope.userId) continue;
    const [only] = assigned;
    const one = assigned.length === 1 && only !== undefined;
    await notify(trx, {
      tenantId,
      userIds: [userId],
      kind: 'period-changed',
      params: { month, status, count: assigned.length },
      ...(one ? { clientId: only.clientId } : {}),
      link: one ? `/mukellefler/${only.clientId}/belgeler?donem=${month}` : `/ofis?donem=${month}`,
    });
  }
}
