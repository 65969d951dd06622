/** Routes of the operations page; they answer what can be known even where a part of the installation is broken. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { HostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import { countJobs, listJobs } from '@muhasebi/platform/queue/operate-jobs.ts';
import type { FeatureDeps } from '../feature.ts';
import type { OperationsPart } from '../operations-part.ts';
import { actOnJob } from './act-on-jobs.ts';
import { operationsContract, operatorAct } from './contract.ts';
import { watchParts } from './look-at-parts.ts';
import { lastRuns, latestActs } from './operations.queries.ts';
import { presentCounts, presentJob, presentMigrations, presentRuns } from './present-overview.ts';

const STATEMENTS_SHOWN = 20;
const RUNNING_SHOWN = 20;
const ACTS_SHOWN = 50;

export type OperationsDeps = Pick<FeatureDeps, 'db' | 'clock'>;

export function operationsRoutes(
  deps: OperationsDeps,
  host: HostFacts,
  parts: readonly OperationsPart[],
): RouteImplementation[] {
  return [...lookingRoutes(deps, host, parts), ...jobRoutes(deps)];
}

function lookingRoutes(
  deps: OperationsDeps,
  host: HostFacts,
  parts: readonly OperationsPart[],
): RouteImplementation[] {
  const lookAtParts = watchParts(parts);
  return [
    implement(operationsContract.overview, async () => {
      const [reports, database, statuses, jobs, runs] = await Promise.all([
        lookAtParts(),
        orNull(host.database()),
        orNull(host.migrations()),
        orNull(countJobs(deps.db)),
        orNull(lastRuns(deps.db)),
      ]);
      const { host: name, pid, startedAt } = host.process;
      return {
        at: deps.clock.now().toISOString(),
        release: host.release,
        node: process.versions.node,
        postgres: database?.version ?? null,
        process: { host: name, pid, startedAt: startedAt.toISOString() },
        parts: reports.map((report) => ({ ...report })),
        jobs: presentCounts(jobs),
        runs: presentRuns(runs ?? []),
        ...presentMigrations(statuses),
      };
    }),
    implement(operationsContract.requests, async () => {
      const { since, routes } = await host.requests();
      const { host: name, pid } = host.process;
      return { process: { host: name, pid }, since: since.toISOString(), items: [...routes] };
    }),
    implement(operationsContract.statements, async (_context, { query }) => {
      const [statements, running] = await Promise.all([
        host.statements(query.order, STATEMENTS_SHOWN),
        host.activity(RUNNING_SHOWN),
      ]);
      return {
        missing: statements.available ? null : statements.why,
        since: statements.available ? (statements.since?.toISOString() ?? null) : null,
        items: statements.available ? [...statements.items] : [],
        running: running.map((each) => ({ ...each, blockedBy: [...each.blockedBy] })),
      };
    }),
    implement(operationsContract.listActs, async () => {
      const acts = await latestActs(deps.db, ACTS_SHOWN);
      return {
        items: acts.map((act) => ({ ...act, at: act.at.toISOString(), act: operatorAct.parse(act.act) })),
      };
    }),
  ];
}

function jobRoutes({ db }: OperationsDeps): RouteImplementation[] {
  return [
    implement(operationsContract.listJobs, async (_context, { query }) => {
      const { state, cursor, limit } = query;
      const before = decodeCursor(cursor, 1)?.[0];
      const jobs = await listJobs(
        db,
        state,
        /^\d{1,18}$/.test(before ?? '') ? (before ?? null) : null,
        limit,
      );
      const last = jobs.length === limit ? jobs.at(-1) : undefined;
      return {
        items: jobs.map(presentJob),
        nextCursor: last === undefined ? null : encodeCursor([last.id]),
      };
    }),
    implement(operationsContract.retryJob, async (context, { params }) => ({
      outcome: await actOnJob(db, 'retry-job', params.jobId, context),
    })),
    implement(operationsContract.cancelJob, async (context, { params }) => ({
      outcome: await actOnJob(db, 'cancel-job', params.jobId, context),
    })),
    implement(operationsContract.removeJob, async (context, { params }) => ({
      outcome: await actOnJob(db, 'remove-job', params.jobId, context),
    })),
  ];
}

/** What cannot be asked now is left out: the part it belongs to says why. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch {
    // The page shows the same trouble as a bad part, with its reason.
    return null;
  }
}
