/** A platform administrator's acts on jobs: done and noted in one transaction, and noted only where something changed. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import {
  cancelJob,
  type JobAct,
  type JobActOutcome,
  removeJob,
  retryJob,
} from '@muhasebi/platform/queue/operate-jobs.ts';
import type { Database, Trx } from '../feature.ts';
import { type JobActKind, noteOperatorAct } from './operations.queries.ts';

/** Stands as the reason in the queue, where the next operator reads it. */
const CANCELLED = 'Yönetici iptal etti / cancelled by an administrator';

const ACTS: Readonly<Record<JobActKind, (trx: Trx, jobId: string) => Promise<JobAct>>> = {
  'retry-job': retryJob,
  'cancel-job': (trx, jobId) => cancelJob(trx, jobId, CANCELLED),
  'remove-job': removeJob,
};

/** Idempotent: a second time nothing changes, and nothing is noted. */
export function actOnJob(
  db: Database,
  act: JobActKind,
  jobId: string,
  context: Pick<RequestContext, 'actor' | 'scope' | 'log'>,
): Promise<JobActOutcome> {
  const { userId } = context.actor;
  if (userId === null) throw platformErrors.UNAUTHENTICATED();
  return inScope(db, context.scope, async (trx) => {
    const { outcome, kind } = await ACTS[act](trx, jobId);
    if (outcome === 'done') {
      const { address, requestId } = context.scope;
      const subject = `${jobId} ${kind ?? ''}`.trim().slice(0, 100);
      await noteOperatorAct(trx, { userId, address, requestId, act, subject, detail: '' });
      context.log.info({ act, jobId, job: kind }, 'operator act');
    }
    return outcome;
  });
}
