/** /healthz and /readyz, exactly as the runbook shows them. */
import type { Migration } from '@muhasebi/platform/db/migration-files.ts';
import { askReadiness } from '@muhasebi/platform/db/readiness.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

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
    const { status, body } = await askReadiness(probePool, migrations, readiness.draining);
    return reply.status(status).send(body);
  });
}
