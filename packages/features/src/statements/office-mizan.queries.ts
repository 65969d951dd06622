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
 * Balance of an account's leaves on its own side, and of those that stand on the other one; the one of them with the largest
 * amount is the greatest text of amount and code, which asks for no sorting.
 */
function figuresOf(account: string, name: string) {
  const ofAccount = sql`filter (where account = ${sql.lit(account)})`;
  return sql`
    coalesce(sum(net) ${ofAccount}, 0)::bigint as ${sql.ref(name)},
    coalesce(sum(reversed) ${ofAccount}, 0)::bigint as ${sql.ref(`${name}Reversed`)},
    coalesce(sum(reversed_count) ${ofAccount}, 0)::int as ${sql.ref(`${name}ReversedCount`)},
    substr(max(most_reversed) ${ofAccount}, 21) as ${sql.ref(`${name}ReversedAccount`)}`;
}

/** What the month of `firstDay` moved on an account as far as the KDV asks for it: 391 by its credit, 191 by its debit, 190 by both. */
const moved = (firstDay: string) => sql`
  sum(case when b.account_code >= '3' then b.credit_kurus
           when b.account_code >= '191' then b.debit_kurus
           else b.debit_kurus - b.credit_kurus end) filter (where b.period = ${firstDay}::date)::bigint`;

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
  // A leaf needs two sums: what stood before the month is its balance less what the month moved. The figures are made once, however
  // few clients PostgreSQL takes there to be.
  const { rows } = await sql<OfficeMizanFigures>`
    with leaves (client_id, code, net, moved) as (
      select b.client_id, b.account_code, sum(b.debit_kurus - b.credit_kurus)::bigint, ${moved(firstDay)}
      from account_balances b
      where b.tenant_id = ${tenantId} and left(b.account_code, 3) = any(${ACCOUNTS}::text[])
        and b.period <= ${firstDay}::date and not (b.entry_kind = 'closing' and b.period = ${firstDay}::date)
      group by b.client_id, b.account_code),
    sided as (
      select client_id, left(code, 3) as account, code, case when code >= '3' then -net else net end as net, moved
      from leaves offset 0),
    accounts as (
      select client_id, account, sum(net) as net, sum(moved) as moved, sum(-net) filter (where net < 0) as reversed,
        count(*) filter (where net < 0) as reversed_count,
        max(lpad((-net)::text, 20, '0') || code) filter (where net < 0) as most_reversed
      from sided group by client_id, account),
    figures as materialized (
      select client_id, ${figuresOf('100', 'cash')}, ${figuresOf('102', 'bank')},
        ${figuresOf('120', 'receivables')}, ${figuresOf('320', 'payables')},
        coalesce(sum(moved) filter (where account = '191'), 0)::bigint as "vatDeductible",
        coalesce(sum(moved) filter (where account = '391'), 0)::bigint as "vatCollected",
        coalesce(sum(net) filter (where account = '190'), 0)::bigint as "vatCarried",
        coalesce(sum(net - coalesce(moved, 0)) filter (where account = '190'), 0)::bigint as "vatCarriedBefore"
      from accounts group by client_id)
    select c.client_id as "clientId", c.title, c.tax_id as "taxId", f.*
    from clients c left join figures f on f.client_id = c.client_id
    where c.tenant_id = ${tenantId} and c.archived_at is null
    order by app.fold(c.title), c.client_id`.execute(trx);
  return rows;
}
