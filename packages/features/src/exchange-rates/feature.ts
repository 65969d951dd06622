/** Rates of exchange as a feature, and as a service for whoever needs a rate. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Feature } from '../feature.ts';
import type { PartReport } from '../operations-part.ts';
import {
  exchangeRatesContract as contract,
  type ExchangeRates,
  exchangeRateErrors,
  isKnown,
} from './contract.ts';
import { FETCH_RATES, fetchRatesJob, fetchRatesSchedule, missingDays } from './fetch-rates.job.ts';
import { findRate } from './find-rate.ts';
import { dropRate, putRate, type RatesDeps, showRates, takeBulletins } from './keep-rates.ts';
import { lookAtRates, ratesParts } from './operations-parts.ts';

export function createExchangeRatesFeature(deps: RatesDeps): {
  readonly feature: Feature;
  readonly service: ExchangeRates;
  /** How the rates of TCMB stand, for whoever shows it. */
  readonly look: () => Promise<PartReport>;
} {
  const routes = [
    implement(contract.findRate, ({ scope }, { query }) =>
      inScope(deps.db, scope, async (trx) => {
        const found = await findRate(trx, tenantOf(scope), query);
        if (isKnown(found)) return { ...query, ...found };
        const { currency, date } = query;
        throw exchangeRateErrors.RATE_UNKNOWN({ currency, date, days: found.missingDays.join(', ') || '–' });
      }),
    ),
    implement(contract.listRates, ({ scope }, { query }) => showRates(deps, scope, query)),
    implement(contract.putRate, ({ scope }, input) => putRate(deps, scope, input)),
    implement(contract.removeRate, async ({ scope }, { params }) => {
      await dropRate(deps, scope, params.date, params.currency);
      return undefined;
    }),
    implement(contract.uploadBulletins, ({ scope, files }) => takeBulletins(deps, scope, files())),
    implement(contract.askTcmb, async ({ scope }, { body }) => {
      if (deps.tcmbUrl === null) throw exchangeRateErrors.TCMB_NOT_ASKED();
      const days = await missingDays(deps, body.from, body.to);
      if (days.length > 0)
        await inScope(deps.db, scope, (trx) =>
          enqueue(trx, FETCH_RATES, body, {
            jobKey: `${FETCH_RATES}:${body.from}:${body.to}`,
            maxAttempts: 8,
          }),
        );
      return { days: days.length };
    }),
  ];
  return {
    feature: {
      name: 'exchange-rates',
      routes,
      jobs: [fetchRatesJob(deps)],
      schedules: [fetchRatesSchedule],
      parts: ratesParts(deps),
    },
    service: { inForce: findRate },
    look: () => lookAtRates(deps),
  };
}
