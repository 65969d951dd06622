/** Rules of giving up connections to a database that does not answer. */
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { guardAgainstStall, type StallGuard } from './stall-guard.ts';

/** Speaks just enough of PostgreSQL's protocol to let a client in, and then never answers. */
async function startMuteServer(): Promise<{ server: Server; port: number }> {
  const OK_AND_READY = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(OK_AND_READY));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0 };
}

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

async function mutePool(): Promise<pg.Pool> {
  const { server, port } = await startMuteServer();
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'a', database: 'a', max: 1 });
  pool.on('error', () => undefined);
  undo.push(() => server.close());
  return pool;
}

const watched = (guard: StallGuard): void => {
  undo.push(() => guard.stop());
};

test('a query that waits while the probe goes unanswered fails as on a lost connection', async () => {
  const pool = await mutePool();
  const told = new EventEmitter();
  const stalled = once(told, 'stall');
  watched(
    guardAgainstStall({
      pools: [pool],
      probe: () => new Promise(() => undefined),
      onStall: (connections) => told.emit('stall', connections),
    }),
  );
  await expect(pool.query('select 1')).rejects.toThrow('Connection terminated');
  expect(await stalled).toEqual([1]);
});

test('a query that merely takes its time is left alone while the probe is answered', async () => {
  const pool = await mutePool();
  let stalls = 0;
  watched(guardAgainstStall({ pools: [pool], probe: async () => 1, onStall: () => stalls++ }));
  const slow = pool.query('select pg_sleep(60)');
  const outcome = await Promise.race([
    slow.catch(() => 'failed'),
    new Promise((resolve) => setTimeout(() => resolve('still waiting'), 5_000)),
  ]);
  expect(outcome).toBe('still waiting');
  expect(stalls).toBe(0);
});
