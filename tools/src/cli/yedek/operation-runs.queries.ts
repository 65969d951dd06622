/** Remembers what `muhasebi yedek` did, for the operations page and the metrics. */
import { type Kysely, sql } from 'kysely';

export interface OperationRun {
  readonly kind: 'backup' | 'backup-verification' | 'restore-drill';
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly ok: boolean;
  readonly place: string | null;
  readonly sizeBytes: number | null;
  readonly detail: string;
}

/** As the owner of the schema. */
export async function rememberRun<Schema>(db: Kysely<Schema>, run: OperationRun): Promise<void> {
  await sql`
    insert into operation_runs (kind, started_at, ended_at, outcome, place, size_bytes, detail)
    values (${run.kind}, ${run.startedAt}, ${run.endedAt}, ${run.ok ? 'ok' : 'failed'},
            left(${run.place}, 500), ${run.sizeBytes}, left(${run.detail}, 2000))`.execute(db);
}
