/** What rates add to the operations page: the last bulletin of TCMB, and working days that it was not asked about. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { OperationsPart, PartReport } from '../operations-part.ts';
import { BACKFILL_DAYS, daysBefore, missingDays, NO_OFFICE } from './fetch-rates.job.ts';
import type { RatesDeps } from './keep-rates.ts';
import { lastPublishedDay } from './rates.queries.ts';

const report = (state: PartReport['state'], tr: string, en: string): PartReport => ({
  state,
  detail: { tr, en },
});

export function ratesParts(deps: RatesDeps): OperationsPart[] {
  return [
    {
      name: 'rates',
      title: { tr: 'TCMB kurları', en: 'Rates of TCMB' },
      keepSeconds: 60,
      look: () => lookAtRates(deps),
    },
  ];
}

/** Today is not counted: its bulletin is in force tomorrow, and comes in the afternoon. */
export async function lookAtRates(deps: RatesDeps): Promise<PartReport> {
  if (deps.tcmbUrl === null)
    return report('ok', 'TCMB’ye sorulmuyor (TCMB_URL=off)', 'TCMB is not asked (TCMB_URL=off)');
  const today = turkishDay(deps.clock);
  const missing = await missingDays(deps, daysBefore(today, BACKFILL_DAYS - 1), daysBefore(today, 1));
  const last = await inScope(deps.db, NO_OFFICE, lastPublishedDay);
  if (last === null) return report('warn', 'hiç bülten alınmadı', 'no bulletin was ever taken');
  const [tr, en] = [`son bülten ${last.split('-').reverse().join('.')}`, `last bulletin ${last}`];
  if (missing.length === 0) return report('ok', tr, en);
  return report(
    'warn',
    `${tr}; son ${BACKFILL_DAYS} günün ${missing.length} iş günü alınamadı`,
    `${en}; ${missing.length} working days of the last ${BACKFILL_DAYS} are missing`,
  );
}
