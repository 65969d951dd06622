/** SQL of vouchers by the thousand: months as they stand, drafts, and mirrors of what is posted, a few statements whatever the number. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BatchVoucher, BooksPlace } from './voucher-batches.ts';

export interface MonthStatus {
  readonly month: string;
  readonly status: string;
  /** The person may post into it for now although it is locked. */
  readonly hasException: boolean;
}

export async function listMonths(trx: Trx, place: BooksPlace, userId: string | null): Promise<MonthStatus[]> {
  const { rows } = await sql<MonthStatus>`
    select to_char(p.period, 'YYYY-MM') as month, p.status, exists (
      select from period_exceptions e
      where e.tenant_id = p.tenant_id and e.client_id = p.client_id and e.period = p.period
        and e.user_id = ${userId}::uuid and e.ended_at is null and e.ends_at > now()) as "hasException"
    from periods p where p.tenant_id = ${place.tenantId} and p.client_id = ${place.clientId}
    order by p.period`.execute(trx);
  return rows;
}

/** Inserts drafts under the ids given; answers those that were not there before. */
export async function insertDrafts(
  trx: Trx,
  place: BooksPlace,
  vouchers: readonly BatchVoucher[],
): Promise<Set<string>> {
  const wire = vouchers.map(({ id, type, date, description }) => ({ id, type, date, description }));
  const { rows } = await sql<{ voucher_id: string }>`
    insert into vouchers (tenant_id, voucher_id, client_id, type, voucher_date, description, created_by)
    select ${place.tenantId}, id, ${place.clientId}, type, date, description, app.user_id()
    from json_to_recordset(${JSON.stringify(wire)}::json) as v (id uuid, type text, date date, description text)
    on conflict (tenant_id, voucher_id) do nothing
    returning voucher_id`.execute(trx);
  return new Set(rows.map((row) => row.voucher_id));
}

/** Deletes drafts with their lines. */
export async function deleteDrafts(trx: Trx, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from vouchers
    where tenant_id = ${tenantId} and voucher_id = any(${[...ids]}::uuid[]) and status = 'draft'`.execute(
    trx,
  );
}

/** Which of these vouchers a reversal names already. */
export async function findReversed(trx: Trx, tenantId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select reversal_of as id from vouchers
    where tenant_id = ${tenantId} and reversal_of = any(${[...ids]}::uuid[]) and status = 'posted'`.execute(
    trx,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Writes the mirror images of posted vouchers as drafts that name them, each on its own day; answers mirror and original. */
export async function insertMirrors(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<{ readonly mirrorId: string; readonly voucherId: string }[]> {
  const { rows } = await sql<{ mirrorId: string; voucherId: string }>`
    insert into vouchers (tenant_id, client_id, type, voucher_date, description, reversal_of, created_by)
    select tenant_id, client_id, type, voucher_date, format('Ters kayıt: %s/%s', fiscal_year, fis_no), voucher_id, app.user_id()
    from vouchers where tenant_id = ${tenantId} and voucher_id = any(${[...ids]}::uuid[])
    order by voucher_date desc, fis_no desc
    returning voucher_id as "mirrorId", reversal_of as "voucherId"`.execute(trx);
  await sql`
    insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
                               description, fx_currency, fx_amount, fx_rate)
    select l.tenant_id, l.client_id, m.voucher_id, l.line_no, l.account_code, l.credit_kurus, l.debit_kurus,
           l.description, l.fx_currency, l.fx_amount, l.fx_rate
    from vouchers m join voucher_lines l on l.tenant_id = m.tenant_id and l.voucher_id = m.reversal_of
    where m.tenant_id = ${tenantId} and m.voucher_id = any(${rows.map((row) => row.mirrorId)}::uuid[])`.execute(
    trx,
  );
  return rows;
}
