/** /healthz and /readyz, exactly as the runbook shows them. */
import type { Readiness } from '@muhasebi/platform/health/readiness.ts';
import type { FastifyInstance } from 'fastify';

const HEALTHY = { status: 'ok', service: 'backend-api' } as const;

/** Health routes stand outside of every hook: no log line, no limit, no I/O but the one probe of readiness. */
export function mountHealth(app: FastifyInstance, readiness: Readiness): void {
  app.register(async (probes) => {
    // A log of its own for every request costs a third of the whole answer, and nothing is written here.
    probes.setChildLoggerFactory((log) => log);
    mountProbes(probes, readiness);
  });
}

function mountProbes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, () => HEALTHY);
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const { status, body } = await readiness.ask();
    return reply.status(status).send(body);
  });
}
