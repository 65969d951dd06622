/** Requests are measured by the pattern of their route and the code of their refusal, never by what was asked for. */
import { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { createHttpMetrics } from '@muhasebi/platform/metrics/http-metrics.ts';
import { createProcessMetrics } from '@muhasebi/platform/metrics/process-metrics.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, startTestApi, type TestApi } from '../test-api.fixture.ts';

const metrics = createProcessMetrics();
let api: TestApi;
let live: LiveEvents;
let owner: Person;
beforeAll(async () => {
  api = await startTestApi({
    httpMetrics: createHttpMetrics(metrics),
    live: (url) => {
      live = new LiveEvents(url);
      live.start();
      return live;
    },
  });
  owner = await api.office('Örnek Ofis');
});
afterAll(async () => {
  await live?.close();
  await api?.stop();
});

async function samples(name: string): Promise<string[]> {
  return (await metrics.scrape()).split('\n').filter((line) => line.startsWith(name));
}

const ANSWERS = 'muhasebi_http_request_duration_seconds_count';
const REFUSALS = 'muhasebi_http_refusals_total';

it('two ids of one route are one series', async () => {
  for (const id of [crypto.randomUUID(), crypto.randomUUID()]) {
    expect((await owner.ask('GET', `/clients/${id}`)).statusCode).toBe(404);
  }
  const route = '/api/v1/clients/:clientId';
  expect(await samples(`${ANSWERS}{method="GET",route="${route}"`)).toEqual([
    `${ANSWERS}{method="GET",route="${route}",status="404"} 2`,
  ]);
  expect(await samples(`${REFUSALS}{route="${route}"`)).toEqual([
    `${REFUSALS}{route="${route}",code="CLIENT_NOT_FOUND"} 2`,
  ]);
});

it('a wrong password is a refusal by its code', async () => {
  const payload = { email: owner.email, password: 'yanlış-bir-parola' };
  await api.request({ method: 'POST', url: '/api/v1/auth/login', payload });
  expect(await samples(`${REFUSALS}{route="/api/v1/auth/login"`)).toEqual([
    `${REFUSALS}{route="/api/v1/auth/login",code="LOGIN_FAILED"} 1`,
  ]);
});

it('addresses that nothing answers make one series, however many are tried', async () => {
  for (const path of ['/api/v1/nothing-1', '/api/v1/nothing-2?secret=1']) {
    await api.request({ method: 'GET', url: path });
  }
  await api.request({ method: 'GET', url: '/some/page' });
  const all = await samples(ANSWERS);
  expect(all.filter((line) => line.includes('unknown'))).toEqual([
    `${ANSWERS}{method="GET",route="unknown",status="404"} 2`,
  ]);
  expect(all.filter((line) => line.includes('"web"'))).toHaveLength(1);
  expect(all.join('\n')).not.toMatch(/nothing|secret|some/);
});

it('probes are no requests: they would hide how slow the others are', async () => {
  await api.request({ method: 'GET', url: '/healthz' });
  await api.request({ method: 'GET', url: '/readyz' });
  expect((await samples(ANSWERS)).join('\n')).not.toMatch(/healthz|readyz/);
});

it('a response time falls into the bucket of its length', async () => {
  await owner.ask('GET', '/clients');
  const name = 'muhasebi_http_request_duration_seconds';
  const labels = 'method="GET",route="/api/v1/clients",status="200"';
  const [inTen] = await samples(`${name}_bucket{le="10",${labels}}`);
  expect(inTen).toMatch(/ 1$/);
  const [sum] = await samples(`${name}_sum{${labels}}`);
  const seconds = Number(sum?.split(' ').at(-1));
  expect(seconds).toBeGreaterThan(0.0005);
  expect(seconds).toBeLessThan(10);
});

it('an open event stream is no slow request', async () => {
  const client = await owner.ask('POST', '/clients', { title: 'Örnek Ticaret', taxId: '9876543217' });
  const address = await api.server.app.listen({ host: '127.0.0.1', port: 0 });
  const leave = new AbortController();
  const stream = await fetch(`${address}/api/v1/clients/${client.json().id}/events`, {
    headers: { authorization: `Bearer ${owner.accessToken}` },
    signal: leave.signal,
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  await stream.body?.getReader().read();
  leave.abort();
  // Answered after the stream was left, and measured: whatever was to be told of the stream is told by now.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await owner.ask('GET', '/clients');
  expect((await samples(ANSWERS)).filter((line) => line.includes('events'))).toEqual([]);
});
