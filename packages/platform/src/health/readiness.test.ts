/** Readiness gives away nothing of host, user or path, shares one look, and tells the log why. */
import { expect, it } from 'vitest';
import { createPool } from '../db/database.ts';
import { createLogger } from '../log/logger.ts';
import { createReadiness } from './readiness.ts';
import type { StoreState } from './store-probe.ts';

function withoutDatabase(store: StoreState) {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger(
    { service: 'test', level: 'info', format: 'json' },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  const url = 'postgresql://gizli_rol:gizli-parola@127.0.0.1:1/gizli_veritabani';
  const pool = createPool({ url, maxConnections: 1, applicationName: 'test' });
  let looks = 0;
  const readiness = createReadiness({
    pool,
    migrations: [],
    store: async () => {
      looks += 1;
      return store;
    },
    log,
  });
  return { readiness, lines, looks: () => looks };
}

it('the answer names parts and no host, user or database; the log has the cause, once', async () => {
  const { readiness, lines, looks } = withoutDatabase('not writable');
  const answers = await Promise.all([readiness.ask(), readiness.ask()]);
  await readiness.ask();
  expect(looks()).toBe(2);
  for (const answer of answers)
    expect(answer).toEqual({
      status: 503,
      body: {
        status: 'not_ready',
        details: { error: 'Database connection failed', storage: 'not writable' },
      },
    });
  expect(lines).toMatchObject([
    { level: 'error', code: 'UNAVAILABLE', msg: 'not ready', cause: expect.stringContaining('ECONNREFUSED') },
  ]);
  expect(JSON.stringify(lines)).not.toContain('gizli-parola');
});

it('a database that is away is told exactly as the runbook shows, and a process that drains asks nobody', async () => {
  const { readiness, looks } = withoutDatabase('full');
  expect((await readiness.ask()).body).toEqual({
    status: 'not_ready',
    details: { error: 'Database connection failed' },
  });
  readiness.draining = true;
  expect((await readiness.ask()).body).toEqual({
    status: 'not_ready',
    details: { error: 'Shutting down' },
  });
  expect(looks()).toBe(1);
});
