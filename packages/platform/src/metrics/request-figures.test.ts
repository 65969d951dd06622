/** What an operator is told of the requests of a process. */
import { expect, it, vi } from 'vitest';
import { createHttpMetrics } from './http-metrics.ts';
import { createProcessMetrics } from './process-metrics.ts';
import { watchRequests } from './request-figures.ts';

const START = Date.parse('2026-11-27T09:00:00Z');

it('requests of the last quarter of an hour are counted by route, with errors apart and times never below the truth', async () => {
  vi.useFakeTimers({ now: START, toFake: ['setInterval', 'clearInterval', 'Date'] });
  try {
    const metrics = createProcessMetrics();
    const http = createHttpMetrics(metrics);
    const watch = watchRequests(metrics);
    const request = { method: 'GET', route: '/api/v1/me', status: 200, seconds: 0.003, code: null };
    for (let n = 0; n < 98; n++) http(request);
    http({ ...request, status: 500, seconds: 0.4 });
    http({ ...request, status: 404, seconds: 40 });
    expect(await watch.read()).toEqual({
      since: new Date(START),
      routes: [
        {
          method: 'GET',
          route: '/api/v1/me',
          requests: 100,
          refused: 1,
          failed: 1,
          p50Ms: 5,
          p95Ms: 5,
          p99Ms: 500,
        },
      ],
    });
    for (let minute = 0; minute < 20; minute++) await vi.advanceTimersByTimeAsync(60_000);
    http({ ...request, seconds: 40 });
    const later = await watch.read();
    expect(later.since).toEqual(new Date(START + 5 * 60_000));
    expect(later.routes).toMatchObject([{ requests: 1, failed: 0, p50Ms: null }]);
    watch.stop();
  } finally {
    vi.useRealTimers();
  }
});
