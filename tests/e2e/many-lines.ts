/** Gives a client's books so many posted lines that no screen could hold them: vouchers of 500 lines each, posted as any other. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { withDatabase } from './database.ts';

export const LINES_A_VOUCHER = 500;

/** `count` vouchers from 2 January 2026 on; line n of each is n kuruş, on 770.03 and 100.01 in turn, two of the same amount. */
export async function addManyLines(tenantId: string, clientId: string, count: number): Promise<void> {
  await withDatabase((db) =>
    inScope(db, systemScope(tenantId), async (trx) => {
      await sql`
        insert into vouchers (tenant_id, client_id, type, voucher_date, description)
        select ${tenantId}::uuid, ${clientId}::uuid, 'mahsup', date '2026-01-01' + n, 'Toplu kayıt ' || n
        from generate_series(1, ${count}::int) n`.execute(trx);
      await sql`
        insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus, description)
        select v.tenant_id, v.client_id, v.voucher_id, n, case n % 2 when 1 then '770.03' else '100.01' end,
               case n % 2 when 1 then (n + 1) / 2 else 0 end, case n % 2 when 0 then n / 2 else 0 end, 'Satır ' || n
        from vouchers v, generate_series(1, ${LINES_A_VOUCHER}::int) n
        where v.tenant_id = ${tenantId}::uuid and v.client_id = ${clientId}::uuid`.execute(trx);
      await sql`
        select app.post_drafts(${clientId}::uuid, array(
          select voucher_id from vouchers where tenant_id = ${tenantId}::uuid and client_id = ${clientId}::uuid
          order by voucher_date))`.execute(trx);
    }),
  );
}
