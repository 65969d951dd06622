/** Showing documents as a feature: it reads stored files, and writes nothing. */
import { openDrawingRoom } from '@muhasebi/connectors/ubl-view/drawing-room.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { viewRoutes } from './view.routes.ts';

export function createDocumentViewFeature(deps: FeatureDeps): Feature {
  return { name: 'document-view', routes: viewRoutes(deps, openDrawingRoom()), jobs: [], schedules: [] };
}
