/** Acts of people on documents as a feature: their routes, and the job that works large ones off. */
import { defineJob } from '@muhasebi/platform/queue/jobs.ts';
import type { DocumentService } from '../document-intake/contract.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import type { RightsService } from '../identity/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { RUN_JOB, runAct, runPayload } from './run-act.ts';
import { workActRoutes } from './work-acts.routes.ts';

interface Services {
  readonly documents: DocumentService;
  readonly ledger: LedgerService;
  readonly rights: RightsService;
}

/**
 * The job is idempotent: a document is done and marked in one transaction, so that a killed worker's act goes on with
 * the first document that still waits.
 */
export function createWorkActsFeature(deps: Pick<FeatureDeps, 'db'>, services: Services): Feature {
  const context = { db: deps.db, ...services };
  return {
    name: 'work-acts',
    routes: workActRoutes(context),
    jobs: [
      defineJob({
        name: RUN_JOB,
        payload: runPayload,
        maxAttempts: 25,
        run: (payload, job) => runAct(context, payload, job),
      }),
    ],
    schedules: [],
  };
}
