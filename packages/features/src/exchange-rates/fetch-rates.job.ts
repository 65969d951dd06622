/**
 * Takes TCMB's bulletins for the working days that are not known yet: twice a day for the last weeks, or for a range a
 * person asked for. Key: the day, what is there stays. Retries: eight, over an hour and a half; the next run asks again
 * for whatever is missing. Crash: each day is a transaction of its own, the next run goes on with the rest.
 * A day without a bulletin is kept as such only once it is over: before, the bulletin may still come.
 */
import { dayAfter } from '@muhasebi/accounting/kur/rate-in-force.ts';
import { fetchBulletin, TcmbUnreachable } from '@muhasebi/connectors/tcmb/fetch-bulletin.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { type RatesDeps, weekdaysOf } from './keep-rates.ts';
import { daysOfRange, insertDay } from './rates.queries.ts';

export const FETCH_RATES = 'exchange-rates.fetch';
/** 15:45 in Türkiye, after the bulletin; and 03:45, when yesterday's holiday is sure. A run missed is made up for. */
export const fetchRatesSchedule: JobSchedule = {
  name: FETCH_RATES,
  pattern: '45 0,12 * * *',
  backfill: '12h',
};

const TIMEOUT_MS = 20_000;
/** What the schedule looks back. */
const BACKFILL_DAYS = 45;
/** After so many failures in a row TCMB is taken to be away. */
const FAILURES_IN_A_ROW = 3;
/** Of no office: what TCMB publishes is everybody's. */
const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

export const fetchRange = z.object({ from: isoDate.optional(), to: isoDate.optional() });

export function fetchRatesJob({ db, clock, tcmbUrl }: RatesDeps): JobDefinition {
  return defineJob({
    name: FETCH_RATES,
    payload: fetchRange,
    maxAttempts: 8,
    run: async (range, { log, signal }) => {
      if (tcmbUrl === null) return log.info('TCMB is not asked: TCMB_URL=off');
      const today = turkishDay(clock);
      const to = range.to ?? today;
      const from = range.from ?? daysBefore(today, BACKFILL_DAYS);
      const missing = await missingDays({ db, clock }, from, to);
      let [taken, inARow] = [0, 0];
      let failure: TcmbUnreachable | null = null;
      // The newest first: it is the one that is waited for.
      for (const day of missing.reverse()) {
        if (signal?.aborted === true || inARow >= FAILURES_IN_A_ROW) break;
        try {
          if (await takeDay({ db, baseUrl: tcmbUrl, today }, day)) taken += 1;
          inARow = 0;
        } catch (error) {
          if (!(error instanceof TcmbUnreachable)) throw error;
          failure ??= error;
          inARow += 1;
        }
      }
      log.info({ from, to, missing: missing.length, taken }, 'rates of TCMB taken');
      if (failure !== null) throw failure;
    },
  });
}

/** Working days of the range up to today that TCMB was not asked about yet, in order. */
export async function missingDays(
  { db, clock }: Pick<RatesDeps, 'db' | 'clock'>,
  from: string,
  to: string,
): Promise<string[]> {
  const today = turkishDay(clock);
  const known = await inScope(db, NO_OFFICE, (trx) => daysOfRange(trx, from, to));
  const asked = new Set(known.map(({ day }) => day));
  return weekdaysOf(from, to).filter((day) => day <= today && !asked.has(day));
}

async function takeDay(
  { db, baseUrl, today }: { readonly db: RatesDeps['db']; readonly baseUrl: string; readonly today: string },
  day: string,
): Promise<boolean> {
  const bulletin = await fetchBulletin({ baseUrl, timeoutMs: TIMEOUT_MS }, day);
  if (bulletin === null && day >= today) return false;
  const kept = { day, bulletinNo: bulletin?.bulletinNo ?? null, rates: bulletin?.rates ?? null };
  return inScope(db, NO_OFFICE, (trx) => insertDay(trx, kept));
}

function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return dayAfter(date.toISOString().slice(0, 10));
}
