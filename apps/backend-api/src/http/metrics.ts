/** Measures the API: requests by route pattern, pools and process, served on a port of their own. */
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { createHttpMetrics, type HttpMetrics } from '@muhasebi/platform/metrics/http-metrics.ts';
import {
  metricsAnswer,
  type OperationsServer,
  startOperationsServer,
} from '@muhasebi/platform/metrics/operations-server.ts';
import { watchPools } from '@muhasebi/platform/metrics/pool-metrics.ts';
import { createProcessMetrics } from '@muhasebi/platform/metrics/process-metrics.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

export interface ApiMetrics {
  /** Told of every request that is answered; null where nothing is measured. */
  readonly http: HttpMetrics | null;
  readonly server: OperationsServer;
}

export interface ApiMetricsOptions {
  readonly host: string;
  /** 0: nothing is measured. */
  readonly port: number;
  readonly pools: Readonly<Record<string, pg.Pool>>;
  readonly log: Logger;
}

/** To be called before the pools are first used. */
export async function startApiMetrics({ host, port, pools, log }: ApiMetricsOptions): Promise<ApiMetrics> {
  if (port === 0) return { http: null, server: { port: null, close: async () => {} } };
  const metrics = createProcessMetrics();
  watchPools(metrics, pools);
  const http = createHttpMetrics(metrics);
  const server = await startOperationsServer({
    host,
    port,
    log,
    paths: { '/metrics': () => metricsAnswer(metrics) },
  });
  return { http, server };
}

/** Files and pages of the web app, and addresses that nothing answers, are one route each. */
const WEB = 'web';
const UNKNOWN = 'unknown';

/** An event stream, whose reply is no longer the framework's, is not told: its length says nothing of how fast we are. */
export function measureRequests(app: FastifyInstance, http: HttpMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const pattern = request.routeOptions.url;
    http({
      method: request.method,
      route: routeName(pattern, request.url),
      status: reply.raw.statusCode,
      seconds: reply.elapsedTime / 1000,
      code: request.refusalCode,
    });
  });
}

function routeName(pattern: string | undefined, url: string): string {
  if (pattern?.startsWith('/api/')) return pattern;
  return url.startsWith('/api/') ? UNKNOWN : WEB;
}
