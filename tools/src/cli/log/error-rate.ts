/** How many requests there were, and how many of them failed, by route. */
import type { LogLine } from './log-line.ts';

export interface RouteRate {
  readonly route: string;
  requests: number;
  /** Answered with 4xx. */
  refused: number;
  /** Answered with 5xx. */
  failed: number;
}

/** Counts lines as they come; memory grows with the routes, not with the log. */
export class ErrorRate {
  readonly #routes = new Map<string, RouteRate>();

  add({ method, route, status }: LogLine): void {
    const name = `${method ?? '?'} ${route ?? '(yol yok / no route)'}`;
    const rate = this.#routes.get(name) ?? { route: name, requests: 0, refused: 0, failed: 0 };
    rate.requests += 1;
    if (status !== undefined && status >= 500) rate.failed += 1;
    else if (status !== undefined && status >= 400) rate.refused += 1;
    this.#routes.set(name, rate);
  }

  /** The sum first, then the routes: most failures first. */
  rates(): readonly RouteRate[] {
    const routes = [...this.#routes.values()].toSorted(
      (a, b) => b.failed - a.failed || b.refused - a.refused,
    );
    const total: RouteRate = { route: 'toplam / total', requests: 0, refused: 0, failed: 0 };
    for (const { requests, refused, failed } of routes) {
      total.requests += requests;
      total.refused += refused;
      total.failed += failed;
    }
    return [total, ...routes];
  }
}
