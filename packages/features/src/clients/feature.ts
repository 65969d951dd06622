/** Client companies as a feature. */
import type { Feature } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { ExportDeps } from '../table-export.ts';
import { clientsRoutes } from './clients.routes.ts';

/** The ledger opens the books of each new client. */
export function createClientsFeature(
  { db, clock, scratchDir, letterhead }: ExportDeps,
  ledger: LedgerService,
): Feature {
  return {
    name: 'clients',
    routes: clientsRoutes({ db, clock, scratchDir, letterhead, ledger }),
    jobs: [],
    schedules: [],
  };
}
