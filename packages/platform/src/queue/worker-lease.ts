/** Leases of workers: a killed worker's jobs are free again at once, not after the queue's own four hours. */
import pg from 'pg';

/** Two-part advisory locks of this kind are leases; the second part is made from a worker's name. */
export const LEASE = 0x57524b;
const RENEW_MS = 5_000;
/** A worker renews its lease every five seconds; after four that failed to come it is not working. Seconds. */
export const SILENT_SECONDS = 20;
/** A worker that has just started may hold jobs a moment before it holds its lease. Seconds. */
const GRACE_SECONDS = 3;

export interface WorkerLease {
  /** Frees the jobs of workers that are gone; returns the names of those workers. */
  freeAbandonedJobs(): Promise<string[]>;
  /**
   * Ids of the jobs that have been this worker's for longer than the start of a job takes. One that does not run was given while the
   * connection broke: the database knows of it, the worker never heard.
   */
  heldJobs(): Promise<string[]>;
  release(): Promise<void>;
}

/**
 * Holds a session lock on a connection of its own for as long as this worker lives: PostgreSQL gives the lock back
 * the moment the process or its connection dies. A process that works under several names holds them by one connection. A lost connection is opened again; jobs that another worker took
 * over meanwhile run twice, which idempotent jobs allow.
 */
export async function holdLease(url: string, workerNames: readonly string[]): Promise<WorkerLease> {
  let client = await connect(url, workerNames);
  let closed = false;
  const renew = async () => {
    try {
      await client.query('select 1');
    } catch {
      // The connection is lost: the next round tries again until the database is back.
      await client.end().catch(() => {});
      const next = await connect(url, workerNames).catch(() => null);
      if (next !== null && closed) await next.end();
      else if (next !== null) client = next;
    }
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  return {
    freeAbandonedJobs: () => freeAbandonedJobs(client, workerNames),
    heldJobs: () => heldJobs(client, workerNames),
    async release() {
      closed = true;
      clearInterval(timer);
      await client.end().catch(() => {
        // Lost already: the lock went with it.
      });
    },
  };
}

async function connect(url: string, workerNames: readonly string[]): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'muhasebi-worker-lease',
    connectionTimeoutMillis: RENEW_MS,
    keepAlive: true,
    // A machine that vanished without a word is noticed within a minute.
    options: '-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3',
  });
  client.on('error', () => {
    // The next renewal notices and connects again.
  });
  await client.connect();
  await client.query('select pg_advisory_lock($1, hashtext(name)) from unnest($2::text[]) name', [
    LEASE,
    workerNames,
  ]);
  return client;
}

/** A lease that can be taken belongs to nobody any more. The own one is left out: a session may take its lock again. */
async function freeAbandonedJobs(client: pg.Client, workerNames: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ worker: string }>(
    `select distinct locked_by as worker from graphile_worker.jobs
     where locked_by is not null and locked_by <> all ($2::text[]) and locked_at < now() - make_interval(secs => $1)`,
    [GRACE_SECONDS, workerNames],
  );
  const gone: string[] = [];
  for (const { worker } of rows) {
    const { rows: taken } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as free',
      [LEASE, worker],
    );
    if (taken[0]?.free !== true) continue;
    await client.query('select graphile_worker.force_unlock_workers(array[$1])', [worker]);
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [LEASE, worker]);
    gone.push(worker);
  }
  return gone;
}

async function heldJobs(client: pg.Client, workerNames: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id::text from graphile_worker.jobs
     where locked_by = any ($2::text[]) and locked_at < now() - make_interval(secs => $1)`,
    [GRACE_SECONDS, workerNames],
  );
  return rows.map(({ id }) => id);
}
