/** Rates of exchange as a feature, and as a service for whoever needs a rate. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import {
  exchangeRatesContract as contract,
  type ExchangeRates,
  exchangeRateErrors,
  isKnown,
} from './contract.ts';
import { findRate } from './find-rate.ts';

export function createExchangeRatesFeature({ db }: Pick<FeatureDeps, 'db'>): {
  readonly feature: Feature;
  readonly service: ExchangeRates;
} {
  const routes = [
    implement(contract.findRate, ({ scope }, { query }) =>
      inScope(db, scope, async (trx) => {
        const found = await findRate(trx, tenantOf(scope), query);
        if (isKnown(found)) return { ...query, ...found };
        const { currency, date } = query;
        throw exchangeRateErrors.RATE_UNKNOWN({ currency, date, days: found.missingDays.join(', ') || '–' });
      }),
    ),
  ];
  return {
    feature: { name: 'exchange-rates', routes, jobs: [], schedules: [] },
    service: { inForce: findRate },
  };
}
