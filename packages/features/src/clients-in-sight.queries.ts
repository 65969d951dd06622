/** Whether a client company is there for the reader: of this office, and in the sight that row-level security leaves to the scope. */
import type { Trx } from './feature.ts';

const find = (trx: Trx, tenantId: string, clientId: string) =>
  trx
    .selectFrom('clients')
    .select('archived_at')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();

/** Archived ones too: their books can be looked at. */
export async function clientIsInSight(trx: Trx, tenantId: string, clientId: string): Promise<boolean> {
  return (await find(trx, tenantId, clientId)) !== undefined;
}

/** In sight and not archived: it takes documents, and its people have their portal. */
export async function clientIsActive(trx: Trx, tenantId: string, clientId: string): Promise<boolean> {
  return (await find(trx, tenantId, clientId))?.archived_at === null;
}
