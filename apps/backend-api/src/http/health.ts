/** /healthz and /readyz, exactly as the runbook shows them. */
import type { Migration } from '@muhasebi/platform/db/migration-files.ts';
import { readHistory } from '@muhasebi/platform/db/migration-history.ts';
import { compareMigrations, type SchemaFit, schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

/** Readiness answers within this time, whatever the database does. Milliseconds. */
const PROBE_TIMEOUT_MS = 1_500;

const HEALTHY = { status: 'ok', service: 'backend-api' } as const;

export interface Readiness {
  /** Set by the host when it drains: new work should go elsewhere. */
  draining: boolean;
}

export interface HealthOptions {
  /** Serves readiness alone, so that an exhausted pool does not make the process look dead. */
  readonly probePool: pg.Pool;
  /** What this release needs of the schema. */
  readonly migrations: readonly Migration[];
  readonly readiness: Readiness;
}

/** Health routes stand outside of every hook: no log line, no limit, no I/O but the one probe of readiness. */
export function mountHealth(app: FastifyInstance, options: HealthOptions): void {
  app.register(async (probes) => {
    // A log of its own for every request costs a third of the whole answer, and nothing is written here.
    probes.setChildLoggerFactory((log) => log);
    mountProbes(probes, options);
  });
}

function mountProbes(app: FastifyInstance, { probePool, migrations, readiness }: HealthOptions): void {
  app.get('/healthz', { schema: { hide: true } }, () => HEALTHY);
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    if (readiness.draining) return reply.status(503).send(notReady({ error: 'Shutting down' }));
    const fit = await probe(probePool, migrations);
    if (fit === 'fits' || fit === 'ahead') return { status: 'ready' };
    return reply.status(503).send(notReady(TROUBLES[fit]));
  });
}

/** `ahead` is no trouble: a newer release expanded the schema, and this one still works on it. */
const TROUBLES = {
  away: { error: 'Database connection failed' },
  behind: { error: 'Database schema is behind this release', migrations: 'behind' },
  failed: { error: 'A database migration failed', migrations: 'failed' },
} as const;

const notReady = (details: { readonly error: string }) => ({ status: 'not_ready', details });

type Probed = SchemaFit | 'away';

/** Asks the database what it remembers: that it answers, and whether its schema is the one this release needs. */
async function probe(pool: pg.Pool, migrations: readonly Migration[]): Promise<Probed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Probed>((resolve) => {
    timer = setTimeout(() => resolve('away'), PROBE_TIMEOUT_MS);
  });
  const answer = readHistory(pool).then(
    (history) => schemaFit(compareMigrations(migrations, history)),
    troubleOf,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** No history is an empty database; whatever else fails, the database does not answer us. */
function troubleOf(error: unknown): Probed {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === '42P01' || code === '3F000' ? 'behind' : 'away';
}
