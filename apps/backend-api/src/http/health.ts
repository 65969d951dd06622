/** /healthz and /readyz, exactly as the runbook shows them. */
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

/** Readiness answers within this time, whatever the database does. Milliseconds. */
const PROBE_TIMEOUT_MS = 1_500;

const HEALTHY = { status: 'ok', service: 'backend-api' } as const;

export interface Readiness {
  /** Set by the host when it drains: new work should go elsewhere. */
  draining: boolean;
}

/** Health routes stand outside of every hook: no log line, no limit, no I/O but the one probe of readiness. */
export function mountHealth(app: FastifyInstance, probePool: pg.Pool, readiness: Readiness): void {
  app.register(async (probes) => {
    // A log of its own for every request costs a third of the whole answer, and nothing is written here.
    probes.setChildLoggerFactory((log) => log);
    mountProbes(probes, probePool, readiness);
  });
}

function mountProbes(app: FastifyInstance, probePool: pg.Pool, readiness: Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, () => HEALTHY);
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    if (readiness.draining) return reply.status(503).send(notReady('Shutting down'));
    const reachable = await probe(probePool);
    return reachable ? { status: 'ready' } : reply.status(503).send(notReady('Database connection failed'));
  });
}

const notReady = (error: string) => ({ status: 'not_ready', details: { error } });

async function probe(pool: pg.Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  const answer = pool.query('select 1').then(
    () => true,
    // Whatever the reason, the answer to "is the database reachable" is no; the log of requests tells why.
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
