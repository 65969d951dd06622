/** Queries of the closing checks: what of a month is not as it should be before it closes. */
import type { MonthDays } from '@muhasebi/accounting/donem/month.ts';
import { sql } from 'kysely';
import { startOfDay } from '../document-conditions.queries.ts';
import type { Trx } from '../feature.ts';

/** One place where a check found something. */
export interface CheckPlace {
  readonly accountCode: string | null;
  readonly accountName: string | null;
  readonly day: string | null;
  /** Debit less credit, in kuruş. */
  readonly kurus: bigint | null;
}

/** Everything counted, and the places of the largest. */
export interface CheckFacts {
  readonly count: number;
  readonly kurus: bigint;
  readonly places: readonly CheckPlace[];
}

/** Places a list shows; the count tells of the others. */
const SHOWN = 20;

interface Counted extends CheckPlace {
  readonly n: number;
  readonly total: bigint;
}

function factsOf(rows: readonly Counted[]): CheckFacts {
  const [first] = rows;
  if (first === undefined) return { count: 0, kurus: 0n, places: [] };
  return {
    count: first.n,
    kurus: first.total,
    places: rows.map(({ accountCode, accountName, day, kurus }) => ({
      accountCode,
      accountName,
      day,
      kurus,
    })),
  };
}

/** Posted vouchers of the month without a yevmiye number. */
export async function countUnnumbered(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, until }: MonthDays,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from vouchers v
    where v.tenant_id = ${tenantId} and v.client_id = ${clientId} and v.status = 'posted'
      and v.voucher_date >= ${from}::date and v.voucher_date < ${until}::date
      and not exists (select from yevmiye_numbers y where y.tenant_id = v.tenant_id and y.voucher_id = v.voucher_id)`.execute(
    trx,
  );
  return rows[0]?.n ?? 0;
}

/** Documents of the month that are neither posted nor rejected; without a date, by the day they came. */
export async function countOpenDocuments(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, until }: MonthDays,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (
      select count(*) from documents
      where tenant_id = ${tenantId} and client_id = ${clientId} and state in ('PENDING', 'PROCESSING', 'READY', 'FAILED')
        and issue_date >= ${from}::date and issue_date < ${until}::date)::int + (
      select count(*) from documents
      where tenant_id = ${tenantId} and client_id = ${clientId} and state in ('PENDING', 'PROCESSING', 'READY', 'FAILED')
        and issue_date is null and created_at >= ${startOfDay(from)} and created_at < ${startOfDay(until)})::int as n`.execute(
    trx,
  );
  return rows[0]?.n ?? 0;
}

/** Cash accounts (100) that are below zero at the end of any day of the month: the first such day, the lowest balance. */
export async function findNegativeCash(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, until }: MonthDays,
): Promise<CheckFacts> {
  const { rows } = await sql<Counted>`
    with moved as (
      select account_code, ${from}::date as day, sum(debit_kurus - credit_kurus) as net from account_balances
      where tenant_id = ${tenantId} and client_id = ${clientId} and account_code >= '100' and account_code < '101'
        and period < ${from}::date
      group by 1
      union all
      select account_code, book_date, sum(debit_kurus - credit_kurus) from voucher_lines
      where tenant_id = ${tenantId} and client_id = ${clientId} and account_code >= '100' and account_code < '101'
        and book_date >= ${from}::date and book_date < ${until}::date
      group by 1, 2),
    by_day as (
      select account_code, day, sum(sum(net)) over (partition by account_code order by day) as balance
      from moved group by account_code, day),
    below as (
      select account_code, min(day) as day, min(balance)::bigint as lowest from by_day where balance < 0 group by 1)
    select b.account_code as "accountCode", a.name as "accountName", b.day, b.lowest as kurus,
      count(*) over ()::int as n, sum(b.lowest) over ()::bigint as total
    from below b
    left join accounts a on a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.code = b.account_code
    order by b.lowest limit ${SHOWN}`.execute(trx);
  return factsOf(rows);
}

/** Balances at a month's end of accounts that begin so; each beginning is a range of the key, its end no expression of it. */
function heldBelow(tenantId: string, clientId: string, firstDay: string, beginnings: readonly string[]) {
  return sql`
    select b.account_code, sum(b.debit_kurus - b.credit_kurus)::bigint as net
    from unnest(${[...beginnings]}::text[], ${beginnings.map((code) => `${code}~`)}::text[]) f (code, ending)
    join account_balances b on b.tenant_id = ${tenantId} and b.client_id = ${clientId}
      and b.account_code >= f.code collate "C" and b.account_code < f.ending collate "C" and b.period <= ${firstDay}::date
    group by 1`;
}

/** Accounts below these codes whose balance at the month's end lies on the side they never have, the largest first. */
export async function findOddBalances(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from }: MonthDays,
  watched: readonly string[],
): Promise<CheckFacts> {
  const { rows } = await sql<Counted>`
    with held as (
      ${heldBelow(tenantId, clientId, from, watched)})
    select h.account_code as "accountCode", a.name as "accountName", null as day, h.net as kurus,
      count(*) over ()::int as n, sum(abs(h.net)) over ()::bigint as total
    from held h
    join accounts a on a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.code = h.account_code
    where case a.normal_side when 'borc' then h.net < 0 else h.net > 0 end
    order by abs(h.net) desc, h.account_code limit ${SHOWN}`.execute(trx);
  return factsOf(rows);
}

/** Accounts that begin so and are not zero at the month's end, in the order of books. */
export async function findOpenAccounts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from }: MonthDays,
  beginnings: readonly string[],
): Promise<CheckFacts> {
  const { rows } = await sql<Counted>`
    with held as (
      ${heldBelow(tenantId, clientId, from, beginnings)})
    select h.account_code as "accountCode", a.name as "accountName", null as day, h.net as kurus,
      count(*) over ()::int as n, sum(abs(h.net)) over ()::bigint as total
    from held h
    left join accounts a on a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.code = h.account_code
    where h.net <> 0
    order by h.account_code limit ${SHOWN}`.execute(trx);
  return factsOf(rows);
}

export interface Acknowledgement {
  readonly check: string;
  readonly seen: string;
  readonly reason: string;
  readonly byName: string | null;
  readonly at: Date;
}

export async function listAcknowledgements(
  trx: Trx,
  tenantId: string,
  clientId: string,
  firstDay: string,
): Promise<Acknowledgement[]> {
  const { rows } = await sql<Acknowledgement>`
    select k.check_name as check, k.seen, k.reason, coalesce(m.name, u.name) as "byName", k.acknowledged_at as at
    from period_acknowledgements k
    left join memberships m on m.tenant_id = k.tenant_id and m.user_id = k.acknowledged_by
    left join users u on u.user_id = m.user_id
    where k.tenant_id = ${tenantId} and k.client_id = ${clientId} and k.period = ${firstDay}::date`.execute(
    trx,
  );
  return rows;
}

/** A later acknowledgement of the same check takes the place of an earlier one. */
export async function saveAcknowledgement(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { firstDay, check, seen, reason }: { firstDay: string; check: string; seen: string; reason: string },
): Promise<void> {
  await sql`
    insert into period_acknowledgements (tenant_id, client_id, period, check_name, seen, reason, acknowledged_by)
    values (${tenantId}, ${clientId}, ${firstDay}::date, ${check}, ${seen}, ${reason}, app.user_id())
    on conflict (tenant_id, client_id, period, check_name) do update set
      seen = excluded.seen, reason = excluded.reason, acknowledged_by = excluded.acknowledged_by, acknowledged_at = now()`.execute(
    trx,
  );
}

export async function deleteAcknowledgement(
  trx: Trx,
  tenantId: string,
  clientId: string,
  firstDay: string,
  check: string,
): Promise<void> {
  await trx
    .deleteFrom('period_acknowledgements')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('period', '=', firstDay)
    .where('check_name', '=', check)
    .execute();
}

/** Drafts of the month that may stand in another one, oldest first: those that close it stay. */
export async function listDraftIds(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { from, until }: MonthDays,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select voucher_id as id from vouchers v
    where tenant_id = ${tenantId} and client_id = ${clientId} and status = 'draft'
      and voucher_date >= ${from}::date and voucher_date < ${until}::date
      and not exists (
        select from closing_vouchers c where c.tenant_id = v.tenant_id and c.voucher_id = v.voucher_id)
    order by voucher_date, voucher_id`.execute(trx);
  return rows.map(({ id }) => id);
}
