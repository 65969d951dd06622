/**
 * Takes TCMB's bulletins for the working days that are not known yet: twice a day for the last weeks, or for a range a
 * person asked for. Key: the day, what is there stays. Retries: eight, over an hour and a half; the next run asks again
 * for whatever is missing. Crash: each day is a transaction of its own, the next run goes on with the rest.
 * A day without a bulletin is kept as such only once it is over, since the bulletin may come late, and only while TCMB
 * shows others: a site that has none at all is in trouble, and no holiday.
 */
import { bulletinPath, fetchBulletin, TcmbUnreachable } from '@muhasebi/connectors/tcmb/fetch-bulletin.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { type RatesDeps, weekdaysOf } from './keep-rates.ts';
import { daysOfRange, insertDay, lastPublishedDay } from './rates.queries.ts';

export const FETCH_RATES = 'exchange-rates.fetch';
/** 15:45 in Türkiye, after the bulletin; and 03:45, when yesterday's holiday is sure. A run missed is made up for. */
export const fetchRatesSchedule: JobSchedule = {
  name: FETCH_RATES,
  pattern: '45 0,12 * * *',
  backfill: '12h',
};

const TIMEOUT_MS = 20_000;
/** What the schedule looks back. */
export const BACKFILL_DAYS = 45;
/** After so many failures in a row TCMB is taken to be away. */
const FAILURES_IN_A_ROW = 3;
/** Of no office: what TCMB publishes is everybody's. */
export const NO_OFFICE: Scope = {
  tenantId: null,
  userId: null,
  clientIds: null,
  requestId: null,
  address: null,
};

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
      const from = range.from ?? daysBefore(today, BACKFILL_DAYS - 1);
      const missing = await missingDays({ db, clock }, from, to);
      const { taken, empty, failure } = await takeDays({ db, baseUrl: tcmbUrl, signal }, missing.reverse());
      const over = empty.filter((day) => day < today);
      if (over.length > 0 && (taken > 0 || (await showsBulletins({ db, baseUrl: tcmbUrl }))))
        await keepHolidays(db, over);
      log.info({ from, to, missing: missing.length, taken }, 'rates of TCMB taken');
      if (failure !== null) throw failure;
    },
  });
}

interface Source {
  readonly db: RatesDeps['db'];
  readonly baseUrl: string;
}

interface Taken {
  readonly taken: number;
  /** Days that TCMB has no bulletin of. */
  readonly empty: readonly string[];
  readonly failure: TcmbUnreachable | null;
}

/** Takes the days in their order, the newest first: it is the one that is waited for. */
async function takeDays(
  { signal, ...source }: Source & { readonly signal: AbortSignal | undefined },
  days: readonly string[],
): Promise<Taken> {
  const empty: string[] = [];
  let [taken, inARow] = [0, 0];
  let failure: TcmbUnreachable | null = null;
  for (const day of days) {
    if (signal?.aborted === true || inARow >= FAILURES_IN_A_ROW) break;
    try {
      const outcome = await takeDay(source, day);
      if (outcome === 'empty') empty.push(day);
      else if (outcome === 'taken') taken += 1;
      inARow = 0;
    } catch (error) {
      if (!(error instanceof TcmbUnreachable)) throw error;
      failure ??= error;
      inARow += 1;
    }
  }
  return { taken, empty, failure };
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

async function takeDay({ db, baseUrl }: Source, day: string): Promise<'taken' | 'known' | 'empty'> {
  const bulletin = await fetchBulletin({ baseUrl, timeoutMs: TIMEOUT_MS }, day);
  if (bulletin === null) return 'empty';
  const { bulletinNo, rates } = bulletin;
  const isNew = await inScope(db, NO_OFFICE, (trx) => insertDay(trx, { day, bulletinNo, rates }));
  return isNew ? 'taken' : 'known';
}

/** Whether TCMB still has a bulletin that it had before. Throws TcmbUnreachable where it has not; false where none is known. */
async function showsBulletins({ db, baseUrl }: Source): Promise<boolean> {
  const day = await inScope(db, NO_OFFICE, lastPublishedDay);
  if (day === null) return false;
  if ((await fetchBulletin({ baseUrl, timeoutMs: TIMEOUT_MS }, day)) !== null) return true;
  throw new TcmbUnreachable(`${baseUrl}${bulletinPath(day)}: HTTP 404, though it was there before`);
}

function keepHolidays(db: RatesDeps['db'], days: readonly string[]): Promise<void> {
  return inScope(db, NO_OFFICE, async (trx) => {
    for (const day of days) await insertDay(trx, { day, bulletinNo: null, rates: null });
  });
}

/** The ISO day that is `count` days before `day`. */
export function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}
