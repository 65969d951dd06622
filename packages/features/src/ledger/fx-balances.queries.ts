/** Balances in foreign money: what each account holds of each currency, by the posted lines that carry one. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Debit less credit of one account in one currency, up to a day. */
export interface FxBalance {
  readonly code: string;
  readonly currency: string;
  /** In the currency itself, exact decimal text; negative where the account owes. */
  readonly fxAmount: string;
  /** The same lines in kuruş; lines of revaluation (amount 0 in the currency) are part of it. */
  readonly netKurus: bigint;
}

export interface FxBalancesAsked {
  /** ISO day, included. */
  readonly to: string;
  /** The first day looked at, where only the movement of a period is asked. */
  readonly from?: string;
  /** Only these accounts; every account where absent. */
  readonly codes?: readonly string[];
}

/**
 * FX balances by account and currency, in the order of the codes. Accounts without a line in foreign money have none;
 * a currency that came and went whole stays, with both amounts zero.
 */
export async function sumFxByAccount(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { to, from, codes }: FxBalancesAsked,
): Promise<FxBalance[]> {
  const { rows } = await sql<FxBalance>`
    select account_code as code, fx_currency as currency,
           trim_scale(sum(case when debit_kurus > 0 then fx_amount else -fx_amount end))::text as "fxAmount",
           (sum(debit_kurus) - sum(credit_kurus))::bigint as "netKurus"
    from voucher_lines
    where tenant_id = ${tenantId} and client_id = ${clientId} and fx_currency is not null
      and book_date <= ${to}::date
      ${from === undefined ? sql`` : sql`and book_date >= ${from}::date`}
      ${codes === undefined ? sql`` : sql`and account_code = any(${[...codes]}::text[])`}
    group by account_code, fx_currency
    order by account_code, fx_currency`.execute(trx);
  return rows;
}
