/** Whether the job queue's own schema is there, and the one that this release's queue library needs. */
import type pg from 'pg';

/** The last migration of the queue library that is installed with this release; a test holds it against the real one. */
export const QUEUE_SCHEMA = 20;

export type QueueSchemaFit = 'fits' | 'missing' | 'behind';

/** A newer one fits: the library keeps what its earlier releases use. Throws where the database cannot be asked. */
export async function readQueueSchema(pool: pg.Pool): Promise<QueueSchemaFit> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null
        and to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  if (rows[0]?.there !== true) return 'missing';
  const last = await pool.query<{ id: number }>('select max(id) as id from graphile_worker.migrations');
  return (last.rows[0]?.id ?? 0) < QUEUE_SCHEMA ? 'behind' : 'fits';
}
