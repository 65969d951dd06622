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
  // A thousand codes and names go over and back as one text each: much less to write out and to read than a list and rows.
  const { rows } = await sql<{ names: Record<string, string> | null }>`
    select json_object_agg(code, name) as names from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId}
      and code = any(string_to_array(${codes.join(' ')}, ' '))`.execute(trx);
  return new Map(Object.entries(rows[0]?.names ?? {}));
}
