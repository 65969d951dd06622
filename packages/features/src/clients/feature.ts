/** Client companies as a feature. */
import type { Feature, FeatureDeps } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { clientsRoutes } from './clients.routes.ts';

/** The ledger opens the books of each new client. */
export function createClientsFeature(
  deps: Pick<FeatureDeps, 'db' | 'clock' | 'scratchDir'>,
  ledger: LedgerService,
): Feature {
  return {
    name: 'clients',
    routes: clientsRoutes({ db: deps.db, clock: deps.clock, scratchDir: deps.scratchDir, ledger }),
    jobs: [],
    schedules: [],
  };
}
