/** The statements as a feature: they read what the ledger posted, and write nothing. */
import type { Feature } from '../feature.ts';
import { statementRoutes } from './statements.routes.ts';
import type { StatementsContext } from './statements-context.ts';

export function createStatementsFeature(context: StatementsContext): Feature {
  return { name: 'statements', routes: statementRoutes(context), jobs: [], schedules: [] };
}
