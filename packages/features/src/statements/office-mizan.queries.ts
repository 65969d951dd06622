/** Mizan figures of every client in sight, in one walk over the few accounts that they are made of. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Of the leaf accounts below one: their balance, and those that stand on the side where they cannot be. Kuruş. */
export interface OfficeMizanFigures {
  readonly clientId: string;
  readonly title: string;
  readonly taxId: string;
  readonly cash: bigint;
  readonly cashReversed: bigint;
  readonly cashReversedCount: number;
  readonly cashReversedAccount: string | null;
  readonly bank: bigint;
  readonly bankReversed: bigint;
  readonly bankReversedCount: number;
  readonly bankReversedAccount: string | null;
  readonly receivables: bigint;
  readonly receivablesReversed: bigint;
  readonly receivablesReversedCount: number;
  readonly receivablesReversedAccount: string | null;
  /** Credit less debit. */
  readonly payables: bigint;
  readonly payablesReversed: bigint;
  readonly payablesReversedCount: number;
  readonly payablesReversedAccount: string | null;
  readonly vatDeductible: bigint;
  readonly vatCollected: bigint;
  readonly vatCarried: bigint;
  readonly vatCarriedBefore: bigint;
}

const ACCOUNTS = ['100', '102', '120', '190', '191', '320', '391'];

/**
 * Balance of an account's leaves on its own side (1 debit, -1 credit), and of those that stand on the other one; the one of them
 * with the largest amount is the greatest text of amount and code, which asks for no sorting.
 */
function figuresOf(account: string, name: string, side: 1 | -1) {
  const ofAccount = sql`filter (where account = ${account})`;
  const reversed = sql`filter (where account = ${account} and ${sql.lit(side)} * net < 0)`;
  return sql`
    coalesce(sum(${sql.lit(side)} * net) ${ofAccount}, 0)::bigint as ${sql.ref(name)},
    coalesce(sum(abs(net)) ${reversed}, 0)::bigint as ${sql.ref(`${name}Reversed`)},
    (count(*) ${reversed})::int as ${sql.ref(`${name}ReversedCount`)},
    substr(max(lpad(abs(net)::text, 20, '0') || code) ${reversed}, 21) as ${sql.ref(`${name}ReversedAccount`)}`;
}

/**
 * Every client company in books, by title, as its books stood at the end of the month (its first day is given); a kapanış of that
 * month itself is left out. Clients without a posting are there with zeros.
 */
export async function listOfficeMizan(
  trx: Trx,
  tenantId: string,
  firstDay: string,
): Promise<OfficeMizanFigures[]> {
  // A hundred thousand leaf accounts are added up in memory rather than sorted on disk.
  await sql`select set_config('work_mem', '64MB', true)`.execute(trx);
  const { rows } = await sql<OfficeMizanFigures>`
    with leaves (client_id, account, code, net, net_before, debit, credit) as materialized (
      select b.client_id, left(b.account_code, 3), b.account_code, sum(b.debit_kurus - b.credit_kurus)::bigint,
             sum(b.debit_kurus - b.credit_kurus) filter (where b.period < ${firstDay}::date),
             sum(b.debit_kurus) filter (where b.period = ${firstDay}::date),
             sum(b.credit_kurus) filter (where b.period = ${firstDay}::date)
      from account_balances b
      where b.tenant_id = ${tenantId} and left(b.account_code, 3) = any(${ACCOUNTS}::text[])
        and b.period <= ${firstDay}::date and not (b.entry_kind = 'closing' and b.period = ${firstDay}::date)
      group by b.client_id, b.account_code),
    figures as (
      select client_id, ${figuresOf('100', 'cash', 1)}, ${figuresOf('102', 'bank', 1)},
        ${figuresOf('120', 'receivables', 1)}, ${figuresOf('320', 'payables', -1)},
        coalesce(sum(debit) filter (where account = '191'), 0)::bigint as "vatDeductible",
        coalesce(sum(credit) filter (where account = '391'), 0)::bigint as "vatCollected",
        coalesce(sum(net) filter (where account = '190'), 0)::bigint as "vatCarried",
        coalesce(sum(net_before) filter (where account = '190'), 0)::bigint as "vatCarriedBefore"
      from leaves group by client_id)
    select c.client_id as "clientId", c.title, c.tax_id as "taxId", f.*
    from clients c left join figures f on f.client_id = c.client_id
    where c.tenant_id = ${tenantId} and c.archived_at is null
    order by app.fold(c.title), c.client_id`.execute(trx);
  return rows;
}
