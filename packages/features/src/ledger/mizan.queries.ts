/** The sums a mizan is made of, one row a leaf account, straight from the index of posted lines. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AccountSums {
  readonly code: string;
  /** Debit less credit of everything before the period; kuruş. */
  readonly openingNetKurus: bigint;
  readonly periodDebitKurus: bigint;
  readonly periodCreditKurus: bigint;
}

/** Sums of every account with posted lines up to `to`; days are ISO, both ends included. */
export async function sumByAccount(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<AccountSums[]> {
  const { rows } = await sql<AccountSums>`
    select account_code as code,
           coalesce(sum(debit_kurus - credit_kurus) filter (where book_date < ${from}::date), 0)::bigint as "openingNetKurus",
           coalesce(sum(debit_kurus) filter (where book_date >= ${from}::date), 0)::bigint as "periodDebitKurus",
           coalesce(sum(credit_kurus) filter (where book_date >= ${from}::date), 0)::bigint as "periodCreditKurus"
    from voucher_lines
    where tenant_id = ${tenantId} and client_id = ${clientId} and book_date <= ${to}::date
    group by account_code`.execute(trx);
  return rows;
}

/** Names of the accounts with these codes. */
export async function findAccountNames(
  trx: Trx,
  tenantId: string,
  clientId: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('accounts')
    .select(['code', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.code, row.name]));
}
