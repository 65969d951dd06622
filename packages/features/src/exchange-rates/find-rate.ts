/** The rate in force on a day: the last bulletin before it, and only if no working day between is unknown. */
import { chooseRate, workingDaysBetween } from '@muhasebi/accounting/kur/rate-in-force.ts';
import type { Trx } from '../feature.ts';
import type { RateAsked, RateInForce, RateMissing } from './contract.ts';
import { daysWithoutBulletin, lastQuoteBefore } from './rates.queries.ts';

/** A bulletin this old holds for nothing: the longest holidays are shorter. */
const OLDEST_DAYS = 20;

/**
 * A gap is never bridged silently: yesterday's rate stands for today only if today was looked for and TCMB made no
 * bulletin. A bulletin that does not quote the currency any more ends the older rate as well.
 */
export async function findRate(
  trx: Trx,
  tenantId: string,
  asked: RateAsked,
): Promise<RateInForce | RateMissing> {
  const { currency, date, kind } = asked;
  const quote = await lastQuoteBefore(trx, tenantId, currency, date);
  if (quote === null) return { missingDays: [] };
  const between = workingDaysBetween(quote.rateDate, date);
  const last = between.slice(-OLDEST_DAYS);
  const holidays = await daysWithoutBulletin(trx, last);
  const missingDays = last.filter((day) => !holidays.has(day));
  if (missingDays.length > 0 || between.length > OLDEST_DAYS) return { missingDays };
  const chosen = chooseRate(quote, kind);
  if (chosen === null) return { missingDays: [] };
  const { rateDate, unit, source } = quote;
  return { rateDate, unit, source, kindUsed: chosen.kind, rate: chosen.rate, quoted: chosen.quoted };
}
