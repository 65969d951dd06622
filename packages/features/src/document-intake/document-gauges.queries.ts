/** SQL of the metrics of documents: how many stand in each state, and how long the oldest unread one has waited. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface DocumentCounts {
  readonly byState: readonly { readonly state: string; readonly documents: number }[];
  /** Seconds; 0 where all are read. */
  readonly oldestUnreadSeconds: number;
}

/** Of one office. */
export async function countDocumentStates(trx: Trx, tenantId: string): Promise<DocumentCounts> {
  const { rows } = await sql<{ state: string; documents: number }>`
    select state, count(*)::int as documents from documents where tenant_id = ${tenantId} group by state`.execute(
    trx,
  );
  const oldest = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from now() - min(created_at)), 0)::int as seconds from documents
    where tenant_id = ${tenantId} and state in ('PENDING', 'PROCESSING')`.execute(trx);
  return { byState: rows, oldestUnreadSeconds: oldest.rows[0]?.seconds ?? 0 };
}
