/** The small server of probes and scrapes, over real connections. */
import { afterEach, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { metricsAnswer, type OperationsServer, startOperationsServer } from './operations-server.ts';
import { createProcessMetrics } from './process-metrics.ts';

const silent = createLogger({ service: 'test', level: 'silent', format: 'json' });
const servers: OperationsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(port = 0, log = silent): Promise<OperationsServer> {
  const metrics = createProcessMetrics();
  const server = await startOperationsServer({
    host: '127.0.0.1',
    port,
    log,
    paths: {
      '/metrics': () => metricsAnswer(metrics),
      '/broken': () => Promise.reject(new Error('a secret reason')),
    },
  });
  servers.push(server);
  return server;
}

it('a scrape gives CPU, memory, event-loop lag and GC in the format of Prometheus', async () => {
  const { port } = await serve();
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await answer.text();
  expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(text).toMatch(/^muhasebi_gc_seconds_total\{kind="minor"\} \d/m);
});

it('garbage that is collected is counted', async () => {
  const metrics = createProcessMetrics();
  let kept: string[][] = [];
  const collected = async () => /gc_seconds_total\{kind="\w+"\} (?!0\n)/.test(await metrics.scrape());
  for (let round = 0; round < 200 && !(await collected()); round++) {
    kept = [...kept.slice(-5), Array.from({ length: 100_000 }, (_, index) => `${round}-${index}`)];
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(await collected()).toBe(true);
});

it('other paths, other methods and faults are answered without telling anything', async () => {
  const { port } = await serve();
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return [answer.status, await answer.text()];
  };
  expect(await ask('/')).toEqual([404, '404\n']);
  expect(await ask('/constructor')).toEqual([404, '404\n']);
  expect(await ask('/metrics', 'POST')).toEqual([405, '405\n']);
  expect(await ask('/broken')).toEqual([500, '500\n']);
});

it('a port that is taken is told in the log, and the process goes on', async () => {
  const { port } = await serve();
  const lines: string[] = [];
  const log = createLogger(
    { service: 'test', level: 'info', format: 'json' },
    { write: (line: string) => void lines.push(line) },
  );
  const second = await serve(port ?? 0, log);
  expect(second.port).toBeNull();
  expect(lines.join('')).toContain('EADDRINUSE');
});
