/** How long requests take and how they end, by route; and what was refused, by code. */
import { Counter, Histogram } from 'prom-client';
import type { ProcessMetrics } from './process-metrics.ts';

/** Seconds: from a health answer to a report over a year. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Name of the histogram of all requests. */
export const HTTP_DURATIONS = 'muhasebi_http_request_duration_seconds';

export interface ServedRequest {
  readonly method: string;
  /** The pattern of the route, never the address that was asked for: ids would make a series each. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** The code of the refusal; null where nothing was refused. */
  readonly code: string | null;
}

export type HttpMetrics = (request: ServedRequest) => void;

export function createHttpMetrics({ registry }: ProcessMetrics): HttpMetrics {
  const durations = new Histogram({
    name: HTTP_DURATIONS,
    help: 'Time from a request to the end of its answer, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'muhasebi_http_refusals_total',
    help: 'Requests answered with a problem, by route pattern and code of the error catalogue.',
    labelNames: ['route', 'code'],
    registers: [registry],
  });
  return ({ method, route, status, seconds, code }) => {
    durations.observe({ method, route, status: String(status) }, seconds);
    if (code !== null) refusals.inc({ route, code });
  };
}
