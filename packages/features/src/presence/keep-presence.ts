/** Keeps who is where: a heartbeat renews a lease, a move is announced, what ran out is gone. */

import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { Database, Trx } from '../feature.ts';
import { LEASE_SECONDS, type PersonPresent } from './contract.ts';
import {
  dropLease,
  findStand,
  hasDocument,
  listPeople,
  type Stand,
  saveLease,
  sweepLeases,
} from './presence.queries.ts';

export interface PresenceContext {
  readonly db: Database;
  readonly clock: Clock;
}

interface Here {
  readonly tabId: string;
  readonly documentId: string | null;
  readonly editing: boolean;
}

function userOf(scope: Scope): string {
  if (scope.userId === null) throw new Error('A route with a permission was reached by nobody.');
  return scope.userId;
}

async function everybody(trx: Trx, tenantId: string, clientId: string, now: Date): Promise<PersonPresent[]> {
  const rows = await listPeople(trx, tenantId, clientId, now);
  return rows.map(({ until, ...person }) => ({ ...person, until: until.toISOString() }));
}

/** Whoever is there. Throws CLIENT_NOT_FOUND. */
export function showPresence(
  { db, clock }: PresenceContext,
  scope: Scope,
  clientId: string,
): Promise<{ people: PersonPresent[] }> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    return { people: await everybody(trx, tenantId, clientId, clock.now()) };
  });
}

const isSame = (a: Stand | null, b: Stand) =>
  a !== null && a.clientId === b.clientId && a.documentId === b.documentId && a.editing === b.editing;

/** Renews the lease of a tab; only what others see differently is announced. Throws CLIENT_NOT_FOUND, DOCUMENT_NOT_FOUND. */
export function bePresent(
  { db, clock }: PresenceContext,
  scope: Scope,
  clientId: string,
  { tabId, documentId, editing }: Here,
): Promise<{ people: PersonPresent[] }> {
  const tenantId = tenantOf(scope);
  const userId = userOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    if (documentId !== null && !(await hasDocument(trx, tenantId, clientId, documentId)))
      throw documentErrors.DOCUMENT_NOT_FOUND();
    const now = clock.now();
    const before = await findStand(trx, { tenantId, userId, tabId }, now);
    const until = new Date(now.getTime() + LEASE_SECONDS * 1000);
    await saveLease(trx, { tenantId, userId, tabId, clientId, documentId, editing, until });
    await sweepLeases(trx, tenantId, clientId, now);
    if (!isSame(before, { clientId, documentId, editing })) {
      await announce(trx, { tenantId, topic: 'presence', clientId });
      if (before !== null && before.clientId !== clientId)
        await announce(trx, { tenantId, topic: 'presence', clientId: before.clientId });
    }
    return { people: await everybody(trx, tenantId, clientId, now) };
  });
}

/** Ends the lease of a tab; where it has none, nothing happens. Throws CLIENT_NOT_FOUND. */
export function leavePresence(
  { db }: PresenceContext,
  scope: Scope,
  { clientId, tabId }: { readonly clientId: string; readonly tabId: string },
): Promise<void> {
  const tenantId = tenantOf(scope);
  const userId = userOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const was = await dropLease(trx, { tenantId, userId, tabId });
    if (was) await announce(trx, { tenantId, topic: 'presence', clientId });
  });
}
