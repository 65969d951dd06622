/** Whose table it is: the office's name, and the client company's where it is about one. */
import type { Trx } from './feature.ts';

export interface Heading {
  readonly office: string;
  /** Null where the table is of the whole office. */
  readonly client: { readonly title: string; readonly taxId: string } | null;
}

export async function officeName(trx: Trx, tenantId: string): Promise<string> {
  const row = await trx
    .selectFrom('offices')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.name ?? '';
}

export async function findHeading(trx: Trx, tenantId: string, clientId: string | null): Promise<Heading> {
  const office = await officeName(trx, tenantId);
  if (clientId === null) return { office, client: null };
  const client = await trx
    .selectFrom('clients')
    .select(['title', 'tax_id as taxId'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return { office, client: client ?? null };
}
