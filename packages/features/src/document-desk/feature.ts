/** The desk of documents as a feature: it reads what the intake wrote, and writes nothing. */
import type { Feature, FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { deskRoutes } from './desk.routes.ts';

export function createDocumentDeskFeature(deps: FeatureDeps & ExportDeps): Feature {
  return { name: 'document-desk', routes: deskRoutes(deps), jobs: [], schedules: [] };
}
