/** SQL of the metrics of the books: vouchers by status. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface VoucherCounts {
  readonly draft: number;
  readonly posted: number;
}

/** Of one office. */
export async function countVoucherStatuses(trx: Trx, tenantId: string): Promise<VoucherCounts> {
  const { rows } = await sql<VoucherCounts>`
    select (count(*) filter (where status = 'draft'))::int as draft,
      (count(*) filter (where status = 'posted'))::int as posted
    from vouchers where tenant_id = ${tenantId}`.execute(trx);
  return rows[0] ?? { draft: 0, posted: 0 };
}
