/** Requests to client companies as a feature. */
import type { Feature } from '../feature.ts';
import type { RequestsContext } from './ask-clients.ts';
import { clientRequestRoutes } from './client-requests.routes.ts';

/** `tell` writes to a person of a client; the registry gives the mail of identity. */
export function createClientRequestsFeature(context: RequestsContext): Feature {
  return { name: 'client-requests', routes: clientRequestRoutes(context), jobs: [], schedules: [] };
}
