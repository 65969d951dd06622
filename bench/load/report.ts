/** Figures of runs as tables to be read and as data. */
import type { Run } from './drive.ts';

export interface RouteReport {
  readonly route: string;
  readonly good: number;
  readonly shed: number;
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds of the good answers. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The value below which `part` of the figures lie; 0 of none. One decimal. */
export function percentile(figures: readonly number[], part: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * part));
  return Number((sorted[at] ?? 0).toFixed(1));
}

/** Routes in the order of their names, and all of them together at the end. */
export function reportOf(run: Run): RouteReport[] {
  const routes = [...run.routes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const all = {
    good: routes.flatMap(([, { good }]) => good),
    shed: routes.reduce((sum, [, { shed }]) => sum + shed, 0),
    failed: routes.reduce((sum, [, { failed }]) => sum + failed, 0),
    failures: new Map<string, number>(),
  };
  return [...routes, ['all', all] as const].map(([route, { good, shed, failed, failures }]) => ({
    route,
    good: good.length,
    shed,
    failed,
    failures: Object.fromEntries(failures),
    p50: percentile(good, 0.5),
    p95: percentile(good, 0.95),
    p99: percentile(good, 0.99),
  }));
}

/** A Markdown table: our figures, and the p95 of the baseline beside them. */
export function tableOf(ours: readonly RouteReport[], baseline: readonly RouteReport[]): string {
  const bare = new Map(baseline.map((row) => [row.route, row]));
  const lines = ours.map(({ route, good, shed, failed, failures, p50, p95, p99 }) => {
    const beside = bare.get(route);
    const why = Object.entries(failures).map(([what, count]) => `${what} ×${count}`);
    const told = why.length > 0 ? `${failed} (${why.join(', ')})` : String(failed);
    return `| ${[route, good, shed, told, p50, p95, p99, beside?.p50 ?? '', beside?.p95 ?? ''].join(' | ')} |`;
  });
  return [
    '| route | good | shed | failed | p50 ms | p95 ms | p99 ms | plain p50 | plain p95 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
