/** Measures the API: requests by route pattern, pools and process, served on a port of their own. */
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { createHttpMetrics, type HttpMetrics } from '@muhasebi/platform/metrics/http-metrics.ts';
import { metricsAnswer, startOperationsServer } from '@muhasebi/platform/metrics/operations-server.ts';
import { watchPools } from '@muhasebi/platform/metrics/pool-metrics.ts';
import { createProcessMetrics } from '@muhasebi/platform/metrics/process-metrics.ts';
import { type RequestWatch, watchRequests } from '@muhasebi/platform/metrics/request-figures.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';

export interface ApiMetrics {
  /** Told of every request that is answered. */
  readonly http: HttpMetrics;
  /** How they went lately, for the operations page. */
  readonly requests: RequestWatch;
  close(): Promise<void>;
}

export interface ApiMetricsOptions {
  readonly host: string;
  /** 0: the process measures itself for the operations page, and opens no port. */
  readonly port: number;
  readonly pools: Readonly<Record<string, pg.Pool>>;
  readonly log: Logger;
}

/** To be called before the pools are first used. */
export async function startApiMetrics({ host, port, pools, log }: ApiMetricsOptions): Promise<ApiMetrics> {
  const metrics = createProcessMetrics();
  watchPools(metrics, pools);
  const http = createHttpMetrics(metrics);
  const requests = watchRequests(metrics);
  const server =
    port === 0
      ? null
      : await startOperationsServer({
          host,
          port,
          log,
          paths: { '/metrics': () => metricsAnswer(metrics) },
        });
  return {
    http,
    requests,
    async close() {
      requests.stop();
      await server?.close();
    },
  };
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
