/** Shows rates, and takes what an office enters of its own: by hand, or out of bulletin files. */
import { dayAfter, isWeekday } from '@muhasebi/accounting/kur/rate-in-force.ts';
import { BulletinError, MAX_BULLETIN_BYTES, readBulletin } from '@muhasebi/connectors/tcmb/read-bulletin.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { FeatureDeps } from '../feature.ts';
import { type exchangeRatesContract as contract, exchangeRateErrors, type RateRow } from './contract.ts';
import {
  daysOfRange,
  type ListedRow,
  listRates,
  ownDaysOfRange,
  putOwnRates,
  removeOwnRate,
} from './rates.queries.ts';

export type RatesDeps = Pick<FeatureDeps, 'db' | 'clock' | 'tcmbUrl'>;
type Uploaded = RouteResult<typeof contract.uploadBulletins>['results'][number];

/** Monday to Friday of a range, both ends included. */
export function weekdaysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) if (isWeekday(day)) days.push(day);
  return days;
}

export function showRates(
  { db, clock, tcmbUrl }: RatesDeps,
  scope: Scope,
  asked: RouteInput<typeof contract.listRates>['query'],
): Promise<RouteResult<typeof contract.listRates>> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const rows = await listRates(trx, tenantId, asked);
    const days = await daysOfRange(trx, asked.from, asked.to);
    const own = await ownDaysOfRange(trx, tenantId, asked.from, asked.to);
    const known = new Set(days.map(({ day }) => day));
    const today = turkishDay(clock);
    return {
      items: rows.map(present),
      withoutBulletin: days.filter(({ outcome }) => outcome === 'none').map(({ day }) => day),
      notAsked: weekdaysOf(asked.from, asked.to).filter(
        (day) => day < today && !known.has(day) && !own.has(day),
      ),
      asksTcmb: tcmbUrl !== null,
    };
  });
}

function present({ rateDate, ...row }: ListedRow): RateRow {
  return { date: rateDate, ...row };
}

/** Throws RATE_DAY_AHEAD, RATE_EMPTY. */
export function putRate(
  { db, clock }: RatesDeps,
  scope: Scope,
  { params, body }: RouteInput<typeof contract.putRate>,
): Promise<RateRow> {
  const tenantId = tenantOf(scope);
  const { date, currency } = params;
  if (date > turkishDay(clock)) throw exchangeRateErrors.RATE_DAY_AHEAD({ date });
  const quotes = {
    forexBuying: body.forexBuying ?? null,
    forexSelling: body.forexSelling ?? null,
    banknoteBuying: body.banknoteBuying ?? null,
    banknoteSelling: body.banknoteSelling ?? null,
  };
  if (Object.values(quotes).every((quote) => quote === null))
    throw exchangeRateErrors.RATE_EMPTY({ date, currency });
  const { unit, reason } = body;
  return inScope(db, scope, async (trx) => {
    await putOwnRates(trx, tenantId, [{ rateDate: date, currency, unit, ...quotes, source: 'hand', reason }]);
    const [row] = await listRates(trx, tenantId, { from: date, to: date, currency });
    if (row === undefined) throw new Error('a rate that was just put is not there');
    return present(row);
  });
}

export function dropRate({ db }: RatesDeps, scope: Scope, day: string, currency: string): Promise<void> {
  return inScope(db, scope, (trx) => removeOwnRate(trx, tenantOf(scope), day, currency));
}

/** Each file is taken whole or refused with its reason; what was taken before a refused one stays. Throws VALIDATION_FAILED without files. */
export async function takeBulletins(
  deps: RatesDeps,
  scope: Scope,
  files: AsyncIterable<IncomingFile>,
): Promise<{ results: Uploaded[] }> {
  const results: Uploaded[] = [];
  for await (const file of files) results.push(await takeOne(deps, scope, file));
  if (results.length === 0)
    throw platformErrors.VALIDATION_FAILED({}, [
      { path: 'files', message: 'dosya gönderilmedi', messageEn: 'no file was sent' },
    ]);
  return { results };
}

async function takeOne({ db, clock }: RatesDeps, scope: Scope, file: IncomingFile): Promise<Uploaded> {
  const { fileName } = file;
  const tenantId = tenantOf(scope);
  const refused = (message: string, messageEn: string): Uploaded => ({
    fileName,
    date: null,
    currencies: 0,
    error: { message, messageEn },
  });
  try {
    const { date, rates } = readBulletin(await bytesOf(file));
    if (date > turkishDay(clock))
      return refused(`Bültenin günü henüz gelmedi: ${date}.`, `Its day is yet to come: ${date}.`);
    const reason = `TCMB ${fileName}`.slice(0, 300);
    const own = rates.map((rate) => ({ ...rate, rateDate: date, source: 'file' as const, reason }));
    await inScope(db, scope, (trx) => putOwnRates(trx, tenantId, own));
    return { fileName, date, currencies: rates.length, error: null };
  } catch (error) {
    // What is no bulletin is the sender's to see; anything else is ours.
    if (error instanceof BulletinError) return refused(error.messageTr, error.message);
    throw error;
  }
}

/** Reads on to the end of a file that is too large, so that the next one can be taken; more than the limit is not kept. */
async function bytesOf({ stream }: IncomingFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BULLETIN_BYTES + 65_536) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
