/** What operators did for the installation as a whole is remembered here, for the operations page and the metrics. */
import type { Insertable } from 'kysely';
import type { Database } from './feature.ts';
import type { OperationRuns } from './schema.gen.ts';

type Columns = Insertable<OperationRuns>;

export interface OperationRun {
  readonly kind: 'backup' | 'backup-verification' | 'restore-drill' | 'ledger-check';
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly ok: boolean;
  /** Where the backup lies, or what was verified or restored. */
  readonly place?: string | null;
  readonly sizeBytes?: number | null;
  /** A line for a person; what is longer than the table takes is cut. */
  readonly detail: string;
}

/** As the owner of the schema; the application only reads. */
export async function rememberRun(db: Database, run: OperationRun): Promise<void> {
  const row: Columns = {
    kind: run.kind,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    outcome: run.ok ? 'ok' : 'failed',
    place: run.place?.slice(0, 500) ?? null,
    size_bytes: run.sizeBytes === null || run.sizeBytes === undefined ? null : BigInt(run.sizeBytes),
    detail: run.detail.slice(0, 2_000),
  };
  await db.insertInto('operation_runs').values(row).execute();
}
