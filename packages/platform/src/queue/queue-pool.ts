/** The connections of the job queue itself: ids as it knows them, and no crash when an idle one is lost. */
import pg from 'pg';

/** `end()` closes it. */
export function createQueuePool(url: string, maxConnections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'muhasebi-queue',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // The queue listens only while it runs; a connection lost before or after must not end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** True of what a closed pool answers: it has no code of its own, and its text is the pool's since its first release. */
export function isQueueClosed(error: unknown): boolean {
  return error instanceof Error && error.message === 'Cannot use a pool after calling end on the pool';
}
