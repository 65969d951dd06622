/** SQL of the reports themselves: the file that one became. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** The same content twice is one file. */
export async function keepStoredFile(
  trx: Trx,
  tenantId: string,
  { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number },
): Promise<void> {
  await sql`
    insert into stored_files (tenant_id, sha256, size_bytes) values (${tenantId}, ${sha256}, ${sizeBytes})
    on conflict do nothing`.execute(trx);
}
