/** What the operations page answers of the installation, put together from what could be asked. */
import { type MigrationStatus, schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import { withoutPersonalData } from '@muhasebi/platform/log/personal-data.ts';
import type { JobCounts, OperatedJob } from '@muhasebi/platform/queue/operate-jobs.ts';
import { runKind } from './contract.ts';
import type { RunRow } from './operations.queries.ts';
import { shownPayload } from './shown-payload.ts';

const LONGEST_ERROR = 2_000;

/** Every kind, also those that never ran. */
export function presentRuns(rows: readonly RunRow[]) {
  return runKind.options.map((kind) => {
    const row = rows.find((each) => each.kind === kind);
    if (row === undefined) return { kind, last: null, lastGoodAt: null };
    const { endedAt, seconds, outcome, place, sizeBytes, detail, lastGoodAt } = row;
    return {
      kind,
      last: {
        endedAt: endedAt.toISOString(),
        seconds,
        outcome: outcome === 'ok' ? ('ok' as const) : ('failed' as const),
        place,
        sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
        detail,
      },
      lastGoodAt: lastGoodAt?.toISOString() ?? null,
    };
  });
}

/** The newest first. */
export function presentMigrations(statuses: readonly MigrationStatus[] | null) {
  return {
    schema: statuses === null ? null : schemaFit(statuses),
    migrations: (statuses ?? []).toReversed().map(({ name, state, appliedAt, error }) => ({
      name,
      state,
      appliedAt: appliedAt?.toISOString() ?? null,
      error,
    })),
  };
}

export function presentJob(job: OperatedJob) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    attempts: job.attempts,
    maxAttempts: job.maxAttempts,
    createdAt: job.createdAt.toISOString(),
    dueAt: job.dueAt.toISOString(),
    heldSince: job.heldSince?.toISOString() ?? null,
    heldBy: job.heldBy,
    lastError: job.lastError === null ? null : withoutPersonalData(job.lastError).slice(0, LONGEST_ERROR),
    payload: shownPayload(job.payload),
  };
}

export const presentCounts = (counts: JobCounts | null) => (counts === null ? null : { ...counts });
