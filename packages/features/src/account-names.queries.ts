/** The names that a client's own chart gives to accounts, for whatever shows their sums. */
import { sql } from 'kysely';
import type { Trx } from './feature.ts';

/** Names of the accounts with these codes. */
export async function findAccountNames(
  trx: Trx,
  tenantId: string,
  clientId: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await trx
    .selectFrom('accounts')
    .select(['code', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.code, row.name]));
}
