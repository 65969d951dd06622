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

/** Those of the days that TCMB was asked about, with or without a bulletin. */
export async function askedDays(trx: Trx, days: readonly string[]): Promise<Set<string>> {
  if (days.length === 0) return new Set();
  const { rows } = await sql<{ day: string }>`
    select rate_date::text as day from exchange_rate_days where rate_date = any(${[...days]}::date[])`.execute(
    trx,
  );
  return new Set(rows.map(({ day }) => day));
}
