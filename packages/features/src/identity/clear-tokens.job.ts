/**
 * Removes refresh tokens that can open nothing any more, every night. Key: none, a second run finds less to do.
 * Retries: none, the next night does it. Crash: each batch is a transaction of its own; the next run goes on.
 * Used tokens of a living session stay: they are what theft is noticed by.
 */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import { doorScope, type IdentityDeps } from './identity-deps.ts';
import { deleteDeadRefreshTokens } from './sessions.queries.ts';

const CLEAR_TOKENS = 'identity.clear-tokens';
const BATCH = 5_000;

/** 03:20 in Türkiye; a night missed is made up for. */
export const clearTokensSchedule: JobSchedule = {
  name: CLEAR_TOKENS,
  pattern: '20 0 * * *',
  backfill: '12h',
};

export function clearTokensJob(deps: Pick<IdentityDeps, 'db' | 'clock'>): JobDefinition {
  return defineJob({
    name: CLEAR_TOKENS,
    payload: z.object({}),
    maxAttempts: 1,
    run: async (_payload, { jobId, log, signal }) => {
      const origin = { address: null, userAgent: null, requestId: `job ${jobId}` };
      let removed = 0;
      let batch = BATCH;
      while (batch === BATCH && signal?.aborted !== true) {
        batch = await inScope(deps.db, doorScope(null, origin), (trx) =>
          deleteDeadRefreshTokens(trx, deps.clock.now(), BATCH),
        );
        removed += batch;
      }
      log.info({ removed }, 'dead refresh tokens removed');
    },
  });
}
