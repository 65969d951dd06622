/** The statements as a feature: they read what the ledger posted, and write nothing. */
import type { Feature } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { statementRoutes } from './statements.routes.ts';

export function createStatementsFeature(deps: ExportDeps): Feature {
  return { name: 'statements', routes: statementRoutes(deps), jobs: [], schedules: [] };
}
