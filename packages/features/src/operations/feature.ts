/** Operations as the hosts see it: the page of whoever runs the installation. */
import type { Feature, FeatureDeps } from '../feature.ts';
import { hostParts } from './host-parts.ts';
import { operationsRoutes } from './operations.routes.ts';
import { runGauges } from './run-gauges.ts';

/** Made last: it shows the parts of the `others`. Without a serving host there is nobody to ask it. */
export function createOperationsFeature(deps: FeatureDeps, others: readonly Feature[]): Feature {
  const { host } = deps;
  const parts = host === null ? [] : hostParts(host, deps.storage);
  return {
    name: 'operations',
    routes:
      host === null
        ? []
        : operationsRoutes(deps, host, [...parts, ...others.flatMap((feature) => feature.parts ?? [])]),
    jobs: [],
    schedules: [],
    gauges: [runGauges(deps.db, () => deps.clock.now())],
  };
}
