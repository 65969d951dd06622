/** Rates as they are kept: TCMB's for all offices, and an office's own before them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface QuoteRow {
  readonly rateDate: string;
  readonly currency: string;
  readonly unit: number;
  readonly forexBuying: string | null;
  readonly forexSelling: string | null;
  readonly banknoteBuying: string | null;
  readonly banknoteSelling: string | null;
  readonly source: 'tcmb' | 'hand' | 'file';
}

const quotes = sql`rate_date::text as "rateDate", currency, unit, trim_scale(forex_buying)::text as "forexBuying",
  trim_scale(forex_selling)::text as "forexSelling", trim_scale(banknote_buying)::text as "banknoteBuying",
  trim_scale(banknote_selling)::text as "banknoteSelling"`;

/** The last rates of a currency before a day; the office's own before TCMB's of the same day. Null where there are none. */
export async function lastQuoteBefore(
  trx: Trx,
  tenantId: string,
  currency: string,
  day: string,
): Promise<QuoteRow | null> {
  const { rows } = await sql<QuoteRow>`
    (select ${quotes}, source from office_exchange_rates
     where tenant_id = ${tenantId} and currency = ${currency} and rate_date < ${day}::date
     order by rate_date desc limit 1)
    union all
    (select ${quotes}, 'tcmb' from exchange_rates
     where currency = ${currency} and rate_date < ${day}::date
     order by rate_date desc limit 1)`.execute(trx);
  const [first, second] = rows;
  if (first === undefined || second === undefined) return first ?? null;
  if (first.rateDate !== second.rateDate) return first.rateDate > second.rateDate ? first : second;
  return first.source === 'tcmb' ? second : first;
}

/** Those of the days on which TCMB, asked, had no bulletin. */
export async function daysWithoutBulletin(trx: Trx, days: readonly string[]): Promise<Set<string>> {
  if (days.length === 0) return new Set();
  const { rows } = await sql<{ day: string }>`
    select rate_date::text as day from exchange_rate_days
    where rate_date = any(${[...days]}::date[]) and outcome = 'none'`.execute(trx);
  return new Set(rows.map(({ day }) => day));
}

/** The day of the last bulletin that is kept; null where there is none. */
export async function lastPublishedDay(trx: Trx): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select max(rate_date)::text as day from exchange_rate_days where outcome = 'published'`.execute(trx);
  return rows[0]?.day ?? null;
}

export interface ListedRow extends QuoteRow {
  readonly reason: string | null;
  readonly changedByName: string | null;
}

export interface RangeAsked {
  readonly from: string;
  readonly to: string;
  readonly currency?: string | undefined;
}

/** The rates of a range of days, the newest first; where the office has its own, TCMB's is left out. */
export async function listRates(trx: Trx, tenantId: string, asked: RangeAsked): Promise<ListedRow[]> {
  const { from, to, currency } = asked;
  const only = currency === undefined ? sql`` : sql`and currency = ${currency}`;
  const { rows } = await sql<ListedRow>`
    select * from (
      select ${quotes}, source, reason,
             (select u.name from users u where u.user_id = o.changed_by) as "changedByName"
      from office_exchange_rates o
      where tenant_id = ${tenantId} and rate_date between ${from}::date and ${to}::date ${only}
      union all
      select ${quotes}, 'tcmb', null, null
      from exchange_rates t
      where rate_date between ${from}::date and ${to}::date ${only}
        and not exists (select from office_exchange_rates o where o.tenant_id = ${tenantId}
                        and o.rate_date = t.rate_date and o.currency = t.currency)) r
    order by "rateDate" desc, currency`.execute(trx);
  return rows;
}

/** Days of a range that TCMB was asked about, and those of them without a bulletin. */
export async function daysOfRange(
  trx: Trx,
  from: string,
  to: string,
): Promise<{ readonly day: string; readonly outcome: string }[]> {
  const { rows } = await sql<{ day: string; outcome: string }>`
    select rate_date::text as day, outcome from exchange_rate_days
    where rate_date between ${from}::date and ${to}::date order by rate_date`.execute(trx);
  return rows;
}

/** Days of a range on which the office has rates of its own. */
export async function ownDaysOfRange(
  trx: Trx,
  tenantId: string,
  from: string,
  to: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ day: string }>`
    select distinct rate_date::text as day from office_exchange_rates
    where tenant_id = ${tenantId} and rate_date between ${from}::date and ${to}::date`.execute(trx);
  return new Set(rows.map(({ day }) => day));
}

export interface DayOfTcmb {
  readonly day: string;
  readonly bulletinNo: string | null;
  /** Null: TCMB made no bulletin that day. */
  readonly rates: readonly Omit<QuoteRow, 'rateDate' | 'source'>[] | null;
}

/** Keeps what TCMB answered for a day; a day that is there already stays as it is. Answers whether it was new. */
export async function insertDay(trx: Trx, { day, bulletinNo, rates }: DayOfTcmb): Promise<boolean> {
  const { rows } = await sql`
    insert into exchange_rate_days (rate_date, outcome, bulletin_no)
    values (${day}::date, ${rates === null ? 'none' : 'published'}, ${bulletinNo})
    on conflict do nothing returning rate_date`.execute(trx);
  if (rows.length === 0) return false;
  await sql`
    insert into exchange_rates (rate_date, currency, unit, forex_buying, forex_selling, banknote_buying, banknote_selling)
    select ${day}::date, currency, unit, "forexBuying", "forexSelling", "banknoteBuying", "banknoteSelling"
    from json_to_recordset(${JSON.stringify(rates ?? [])}::json)
      as r (currency text, unit int, "forexBuying" numeric, "forexSelling" numeric, "banknoteBuying" numeric,
            "banknoteSelling" numeric)`.execute(trx);
  return true;
}

export interface OwnRate extends Omit<QuoteRow, 'source'> {
  readonly source: 'hand' | 'file';
  readonly reason: string;
}

/** Puts rates of the office's own; one of the same day and currency is replaced. */
export async function putOwnRates(trx: Trx, tenantId: string, rates: readonly OwnRate[]): Promise<void> {
  await sql`
    insert into office_exchange_rates (tenant_id, rate_date, currency, unit, forex_buying, forex_selling,
                                       banknote_buying, banknote_selling, source, reason)
    select ${tenantId}, "rateDate", currency, unit, "forexBuying", "forexSelling", "banknoteBuying",
           "banknoteSelling", source, reason
    from json_to_recordset(${JSON.stringify(rates)}::json)
      as r ("rateDate" date, currency text, unit int, "forexBuying" numeric, "forexSelling" numeric,
            "banknoteBuying" numeric, "banknoteSelling" numeric, source text, reason text)
    on conflict (tenant_id, rate_date, currency) do update
    set unit = excluded.unit, forex_buying = excluded.forex_buying, forex_selling = excluded.forex_selling,
        banknote_buying = excluded.banknote_buying, banknote_selling = excluded.banknote_selling,
        source = excluded.source, reason = excluded.reason, changed_by = app.user_id(), changed_at = now()`.execute(
    trx,
  );
}

export async function removeOwnRate(
  trx: Trx,
  tenantId: string,
  day: string,
  currency: string,
): Promise<void> {
  await trx
    .deleteFrom('office_exchange_rates')
    .where('tenant_id', '=', tenantId)
    .where('rate_date', '=', day)
    .where('currency', '=', currency)
    .execute();
}
