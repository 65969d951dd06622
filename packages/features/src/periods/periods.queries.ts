/** Queries of the months of books: their status, who hears of a change, what waits in them. */
import type { MonthDays } from '@muhasebi/accounting/donem/month.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Every opened month of a client in order. */
export async function listPeriods(
  trx: Trx,
  tenantId: string,
  clientId: string,
): Promise<{ month: string; status: string }[]> {
  return trx
    .selectFrom('periods')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .orderBy('period')
    .select([sql<string>`to_char(period, 'YYYY-MM')`.as('month'), 'status'])
    .execute();
}

/** The month at these clients, locked against change until the transaction ends; a posting under way is waited for. */
export async function lockPeriods(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
  firstDay: string,
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('periods')
    .where('tenant_id', '=', tenantId)
    .where('client_id', 'in', [...clientIds])
    .where('period', '=', firstDay)
    .orderBy('client_id')
    .forUpdate()
    .select(['client_id', 'status'])
    .execute();
  return new Map(rows.map((row) => [row.client_id, row.status]));
}

export async function setPeriodStatus(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
  firstDay: string,
  status: string,
): Promise<void> {
  await trx
    .updateTable('periods')
    .set({ status })
    .where('tenant_id', '=', tenantId)
    .where('client_id', 'in', [...clientIds])
    .where('period', '=', firstDay)
    .execute();
}

export async function countDrafts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, until }: MonthDays,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from vouchers
    where tenant_id = ${tenantId} and client_id = ${clientId} and status = 'draft'
      and voucher_date >= ${from}::date and voucher_date < ${until}::date`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** Who works on these clients, a row each. */
export async function listAssignees(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
): Promise<{ userId: string; clientId: string }[]> {
  return trx
    .selectFrom('client_assignments')
    .where('tenant_id', '=', tenantId)
    .where('client_id', 'in', [...clientIds])
    .orderBy('user_id')
    .orderBy('client_id')
    .select(['user_id as userId', 'client_id as clientId'])
    .execute();
}
