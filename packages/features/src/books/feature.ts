/** The books as a feature: they read what the ledger posted, and write nothing. */
import type { Feature } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { bookRoutes } from './books.routes.ts';
import type { SumByAccount } from './main-accounts.ts';

export function createBooksFeature(deps: ExportDeps, sumByAccount: SumByAccount): Feature {
  return { name: 'books', routes: bookRoutes(deps, sumByAccount), jobs: [], schedules: [] };
}
