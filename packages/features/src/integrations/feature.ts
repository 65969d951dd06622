/** Integrations as a feature: the frame around all connectors, its routes, its jobs and their schedule. */
import { defineJob } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Feature } from '../feature.ts';
import { integrationRoutes } from './integrations.routes.ts';
import { integrationParts } from './operations-parts.ts';
import { RUN_JOB, runPayload, runSync } from './run-sync.ts';
import type { SyncContext } from './sync-context.ts';
import { TICK_JOB, tick } from './tick.ts';

export function createIntegrationsFeature(context: SyncContext): Feature {
  return {
    name: 'integrations',
    routes: integrationRoutes(context),
    jobs: [
      defineJob({
        name: RUN_JOB,
        payload: runPayload,
        maxAttempts: 25,
        run: (payload, job) => runSync(context, payload, job),
      }),
      defineJob({
        name: TICK_JOB,
        payload: z.unknown(),
        maxAttempts: 1,
        run: (_payload, job) => tick(context, job),
      }),
    ],
    schedules: [{ name: TICK_JOB, pattern: '* * * * *', backfill: '0s' }],
    parts: integrationParts(context.db),
  };
}
