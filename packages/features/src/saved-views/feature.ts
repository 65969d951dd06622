/** Saved views as a feature: its routes. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { savedViewsContract as contract } from './contract.ts';
import { createView, removeView, showViews, updateView } from './keep-views.ts';

export function createSavedViewsFeature(deps: Pick<FeatureDeps, 'db'>): Feature {
  const routes: RouteImplementation[] = [
    implement(contract.listViews, async (ctx, { query }) => ({
      items: await showViews(deps, ctx, query.page),
    })),
    implement(contract.createView, (ctx, { body }) => createView(deps, ctx, body)),
    implement(contract.updateView, (ctx, { params, body }) => updateView(deps, ctx, params.viewId, body)),
    implement(contract.deleteView, async (ctx, { params }) => {
      await removeView(deps, ctx, params.viewId);
      return undefined;
    }),
  ];
  return { name: 'saved-views', routes, jobs: [], schedules: [] };
}
