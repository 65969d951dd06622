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
