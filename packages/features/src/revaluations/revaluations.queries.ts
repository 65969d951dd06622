/** Queries of revaluation: accounts, what stands without currency, and the vouchers that were proposed. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** One proposal of a client at a time; held to the end of the transaction. */
export async function lockRevaluations(trx: Trx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`revaluations ${clientId}`}, 0))`.execute(trx);
}

export interface AccountName {
  readonly code: string;
  readonly name: string;
}

/** Accounts at and below `root` that take postings. */
export async function leavesOf(
  trx: Trx,
  tenantId: string,
  clientId: string,
  root: string,
): Promise<AccountName[]> {
  return trx
    .selectFrom('accounts')
    .select(['code', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where((eb) => eb.or([eb('code', '=', root), eb('code', 'like', `${root}.%`)]))
    .where('is_leaf', '=', true)
    .where('status', '<>', 'closed')
    .orderBy('code')
    .execute();
}

/** Debit less credit of each of these accounts up to and with the month of a day, whatever the currency; kuruş. */
export async function sumThroughMonth(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { codes, day }: { readonly codes: readonly string[]; readonly day: string },
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ code: string; net: bigint }>`
    select account_code as code, sum(debit_kurus - credit_kurus)::bigint as net from account_balances
    where tenant_id = ${tenantId} and client_id = ${clientId} and account_code = any(${[...codes]}::text[])
      and period <= date_trunc('month', ${day}::date)::date
    group by account_code`.execute(trx);
  return new Map(rows.map(({ code, net }) => [code, net]));
}

export interface RevaluationVoucher {
  readonly id: string;
  readonly status: 'draft' | 'posted';
  readonly fisNo: number | null;
  readonly basis: string;
  readonly chosen: readonly { readonly code: string; readonly currency: string }[] | null;
  readonly gainAccount: string;
  readonly lossAccount: string;
  readonly isReversed: boolean;
  readonly isEdited: boolean;
}

/** The vouchers proposed for that day, oldest first; those proposed before the last one are posted. */
export async function listRevaluationVouchers(
  trx: Trx,
  tenantId: string,
  clientId: string,
  day: string,
): Promise<RevaluationVoucher[]> {
  const { rows } = await sql<RevaluationVoucher>`
    select v.voucher_id as id, v.status, v.fis_no as "fisNo", r.basis, r.chosen, r.gain_account as "gainAccount",
      r.loss_account as "lossAccount",
      exists (select from vouchers x where x.tenant_id = v.tenant_id and x.reversal_of = v.voucher_id
        and x.status = 'posted') as "isReversed",
      v.status = 'draft' and v.version > r.version as "isEdited"
    from revaluations r
    join vouchers v on v.tenant_id = r.tenant_id and v.voucher_id = r.voucher_id
    where r.tenant_id = ${tenantId} and r.client_id = ${clientId} and r.valued_on = ${day}::date
    order by v.voucher_id`.execute(trx);
  return rows;
}

export interface SavedRevaluation
  extends Pick<RevaluationVoucher, 'basis' | 'chosen' | 'gainAccount' | 'lossAccount'> {
  readonly day: string;
  readonly voucherId: string;
}

/** Remembers the draft as it was proposed; its row goes with it. */
export async function saveRevaluation(
  trx: Trx,
  tenantId: string,
  clientId: string,
  saved: SavedRevaluation,
): Promise<void> {
  const { day, voucherId, basis, chosen, gainAccount, lossAccount } = saved;
  await sql`
    insert into revaluations (tenant_id, client_id, valued_on, voucher_id, chosen, gain_account, loss_account, basis, version)
    select ${tenantId}, ${clientId}, ${day}::date, v.voucher_id, ${chosen === null ? null : JSON.stringify(chosen)}::jsonb,
           ${gainAccount}, ${lossAccount}, ${basis}, v.version
    from vouchers v where v.tenant_id = ${tenantId} and v.voucher_id = ${voucherId}
    on conflict (tenant_id, client_id, valued_on, voucher_id) do update
    set chosen = excluded.chosen, gain_account = excluded.gain_account, loss_account = excluded.loss_account,
        basis = excluded.basis, version = excluded.version`.execute(trx);
}
