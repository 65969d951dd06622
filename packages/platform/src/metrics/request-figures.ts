/** How one process's requests went lately, by route, from its own metrics: counts, errors, times. */
import { Histogram } from 'prom-client';
import { HTTP_DURATIONS } from './http-metrics.ts';
import type { ProcessMetrics } from './process-metrics.ts';

/** A look back reaches so far; until the process is as old, it reaches to its start. */
const WINDOW_MS = 15 * 60_000;
const STEP_MS = 60_000;

export interface RouteFigures {
  readonly method: string;
  readonly route: string;
  readonly requests: number;
  /** Answered with 4xx. */
  readonly refused: number;
  /** Answered with 5xx. */
  readonly failed: number;
  /** Upper bounds out of the histogram's buckets; null beyond the largest. Milliseconds. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

export interface RequestFigures {
  readonly since: Date;
  readonly routes: readonly RouteFigures[];
}

export interface RequestWatch {
  read(): Promise<RequestFigures>;
  stop(): void;
}

/** One series: requests by bucket bound, of a method, route and status. */
type Series = { readonly labels: Labels; count: number; readonly buckets: Map<string, number> };
type Labels = { readonly method: string; readonly route: string; readonly status: string };
type Snapshot = { readonly at: Date; readonly series: ReadonlyMap<string, Series> };

/** Keeps a count of each minute, so that the last quarter of an hour can be told from what came before. */
export function watchRequests(metrics: ProcessMetrics, now: () => Date = () => new Date()): RequestWatch {
  const kept: Snapshot[] = [{ at: now(), series: new Map() }];
  const timer = setInterval(() => void keep(), STEP_MS).unref();
  const keep = async () => {
    kept.push(await snapshot(metrics, now()));
    while ((kept[1]?.at.getTime() ?? Number.POSITIVE_INFINITY) <= now().getTime() - WINDOW_MS) kept.shift();
  };
  return {
    async read() {
      const latest = await snapshot(metrics, now());
      const [first] = kept;
      return { since: first?.at ?? latest.at, routes: difference(latest.series, first?.series ?? new Map()) };
    },
    stop: () => clearInterval(timer),
  };
}

async function snapshot({ registry }: ProcessMetrics, at: Date): Promise<Snapshot> {
  const histogram = registry.getSingleMetric(HTTP_DURATIONS);
  if (!(histogram instanceof Histogram)) throw new Error('requests are not measured in this registry');
  const series = new Map<string, Series>();
  for (const { labels, value, metricName } of (await histogram.get()).values) {
    const { method, route, status, le } = labels as Record<string, string | number>;
    const key = `${method} ${route} ${status}`;
    const own = series.get(key) ?? {
      labels: { method: String(method), route: String(route), status: String(status) },
      count: 0,
      buckets: new Map(),
    };
    if (metricName?.endsWith('_bucket')) own.buckets.set(String(le), value);
    if (metricName?.endsWith('_count')) own.count = value;
    series.set(key, own);
  }
  return { at, series };
}

type Sum = { requests: number; refused: number; failed: number; readonly buckets: Map<string, number> };

function difference(latest: ReadonlyMap<string, Series>, first: ReadonlyMap<string, Series>): RouteFigures[] {
  const routes = new Map<string, Sum & Pick<Labels, 'method' | 'route'>>();
  for (const [key, { labels, count, buckets }] of latest) {
    const { method, route, status } = labels;
    const before = first.get(key);
    const requests = count - (before?.count ?? 0);
    if (requests === 0) continue;
    const name = `${method} ${route}`;
    const sum = routes.get(name) ?? { method, route, requests: 0, refused: 0, failed: 0, buckets: new Map() };
    sum.requests += requests;
    if (status.startsWith('4')) sum.refused += requests;
    if (status.startsWith('5')) sum.failed += requests;
    for (const [le, value] of buckets)
      sum.buckets.set(le, (sum.buckets.get(le) ?? 0) + value - (before?.buckets.get(le) ?? 0));
    routes.set(name, sum);
  }
  return [...routes.values()].map((sum) => ({
    method: sum.method,
    route: sum.route,
    requests: sum.requests,
    refused: sum.refused,
    failed: sum.failed,
    p50Ms: quantile(sum, 0.5),
    p95Ms: quantile(sum, 0.95),
    p99Ms: quantile(sum, 0.99),
  }));
}

/** The smallest bound that so many requests stayed below: never less than the truth. */
function quantile({ requests, buckets }: Sum, part: number): number | null {
  const bounds = [...buckets].filter(([le]) => le !== '+Inf').map(([le, n]) => [Number(le), n] as const);
  const found = bounds.toSorted((a, b) => a[0] - b[0]).find(([, n]) => n >= requests * part);
  return found === undefined ? null : Math.round(found[0] * 1000);
}
