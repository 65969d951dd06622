/** Queries of presence: leases of tabs, given, read and swept. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface Lease {
  readonly tenantId: string;
  readonly userId: string;
  readonly tabId: string;
  readonly clientId: string;
  readonly documentId: string | null;
  readonly editing: boolean;
  readonly until: Date;
}

/** What of a lease others see; null where the tab holds none that has not run out. */
export type Stand = Pick<Lease, 'clientId' | 'documentId' | 'editing'>;

export async function findStand(
  trx: Trx,
  { tenantId, userId, tabId }: Pick<Lease, 'tenantId' | 'userId' | 'tabId'>,
  now: Date,
): Promise<Stand | null> {
  const row = await trx
    .selectFrom('presence')
    .select(['client_id as clientId', 'document_id as documentId', 'editing'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('tab_id', '=', tabId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

/** Gives or renews the lease of a tab. */
export async function saveLease(trx: Trx, lease: Lease): Promise<void> {
  const stand = {
    client_id: lease.clientId,
    document_id: lease.documentId,
    editing: lease.editing,
    expires_at: lease.until,
  };
  await trx
    .insertInto('presence')
    .values({ tenant_id: lease.tenantId, user_id: lease.userId, tab_id: lease.tabId, ...stand })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id', 'tab_id']).doUpdateSet(stand))
    .execute();
}

/** True where there was one. */
export async function dropLease(
  trx: Trx,
  { tenantId, userId, tabId }: Pick<Lease, 'tenantId' | 'userId' | 'tabId'>,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('presence')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('tab_id', '=', tabId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Takes away what ran out, passing over what another sweeps or renews at this moment. */
export async function sweepLeases(trx: Trx, tenantId: string, clientId: string, now: Date): Promise<void> {
  await sql`
    delete from presence where (tenant_id, user_id, tab_id) in (
      select tenant_id, user_id, tab_id from presence
      where tenant_id = ${tenantId} and client_id = ${clientId} and expires_at <= ${now}
      for update skip locked)`.execute(trx);
}

/** True where the document is one of this client's that the reader may see. */
export async function hasDocument(
  trx: Trx,
  tenantId: string,
  clientId: string,
  documentId: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('documents')
    .select('document_id')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface PersonRow {
  readonly userId: string;
  readonly tabId: string;
  readonly name: string;
  readonly documentId: string | null;
  readonly editing: boolean;
  readonly until: Date;
}

/** Whoever is there now, those who edit first, then by name. */
export async function listPeople(
  trx: Trx,
  tenantId: string,
  clientId: string,
  now: Date,
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.user_id as "userId", p.tab_id as "tabId", coalesce(m.name, u.name) as name,
           p.document_id as "documentId", p.editing, p.expires_at as until
    from presence p
    join users u on u.user_id = p.user_id
    left join memberships m on m.tenant_id = ${tenantId} and m.user_id = p.user_id
    where p.tenant_id = ${tenantId} and p.client_id = ${clientId} and p.expires_at > ${now}
    order by p.editing desc, app.fold(coalesce(m.name, u.name)), p.tab_id`.execute(trx);
  return rows;
}
