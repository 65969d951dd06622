/** Frees requests that wait for a database which no longer answers: frozen, swapped out, or behind a dead network. */
import type pg from 'pg';

const LOOK_EVERY_MS = 500;
/** Queries may take their time; only one that takes this long is worth asking whether the database still answers. */
const PATIENCE_MS = 1_500;
/** A database under load answers within this time, too. */
const PROBE_LIMIT_MS = 2_500;

export interface StallGuard {
  stop(): void;
}

export interface StallGuardOptions {
  readonly pools: readonly pg.Pool[];
  /** Asks the database for next to nothing, on a connection that no request uses. */
  readonly probe: () => Promise<unknown>;
  readonly onStall: (connections: number) => void;
}

/**
 * PostgreSQL's own limits need a PostgreSQL that runs. Where one does not answer a probe, connections in use are
 * ended: their queries fail as those of a lost connection do, and what they had begun is rolled back.
 */
export function guardAgainstStall({ pools, probe, onStall }: StallGuardOptions): StallGuard {
  const inUse = new Map<pg.PoolClient, number>();
  for (const pool of pools) {
    pool.on('acquire', (client) => inUse.set(client, performance.now()));
    pool.on('release', (_error, client) => inUse.delete(client));
    pool.on('remove', (client) => inUse.delete(client));
  }
  const look = async () => {
    const suspects = [...inUse].filter(([, since]) => performance.now() - since > PATIENCE_MS);
    if (suspects.length === 0 || (await answers(probe))) return;
    const stuck = suspects.filter(([client, since]) => inUse.get(client) === since);
    if (stuck.length > 0) onStall(stuck.length);
    for (const [client] of stuck) void end(client);
  };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, LOOK_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

/** Pooled connections have it, though the type leaves it out: the pool wants them released instead. */
async function end(client: pg.PoolClient): Promise<void> {
  if ('end' in client && typeof client.end === 'function') await client.end();
}

/** False where the probe fails or takes too long. */
async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), PROBE_LIMIT_MS);
  const asked = probe().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
