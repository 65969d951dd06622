/** The API over PgBouncer in transaction mode, its events and the worker past it, as docs/deployment/scaling.md says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findPeer } from '@muhasebi/testkit/peers.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstallation, type Installation, statusOf, until } from '../faults/installation.ts';
import { buyer, purchases } from '../faults/invoices.ts';

const pgbouncer = findPeer('pgbouncer');
/** Fewer than the API's own pool, so that its connections share them. */
const SERVER_CONNECTIONS = 3;

describe.skipIf(pgbouncer === undefined)('the API over PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let place: Installation;
  let bouncer: ChildProcess;
  let folder: string;
  let bouncerUrl: string;

  beforeAll(async () => {
    if (pgbouncer === undefined) return;
    database = await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-pgbouncer-'));
    await chmod(folder, 0o755);
    const port = await findFreePort();
    const { hostname, port: serverPort, username, password, pathname } = new URL(database.appUrl);
    bouncerUrl = `postgresql://${username}@127.0.0.1:${port}${pathname}`;
    const settings = [
      '[databases]',
      `* = host=${hostname} port=${serverPort} user=${username} password=${password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      // Of this machine and for one test; an installation uses scram-sha-256 and a file of users.
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${SERVER_CONNECTIONS}`,
      'ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout',
      ...(process.getuid?.() === 0 ? ['user = nobody'] : []),
    ];
    const file = path.join(folder, 'pgbouncer.ini');
    await writeFile(file, `${settings.join('\n')}\n`);
    bouncer = spawn(pgbouncer, [file], { stdio: 'ignore' });
    await until(() => listens(port), 10_000);
    place = await createInstallation({
      appUrl: database.appUrl,
      apiEnv: { DATABASE_URL: bouncerUrl, DATABASE_EVENTS_URL: database.appUrl },
    });
    await place.startApi();
    place.worker.start();
  });
  afterAll(async () => {
    await place?.close();
    if (bouncer !== undefined && bouncer.exitCode === null) {
      const ended = once(bouncer, 'exit');
      bouncer.kill('SIGTERM');
      await ended;
    }
    await database?.drop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('takes documents, tells of them live, and is ready', async () => {
    const owner = await place.newOwner();
    const clientId = await owner.newClient(buyer);
    const stream = await fetch(`${place.url}/api/v1/clients/${clientId}/events`, {
      headers: owner.headers,
      signal: AbortSignal.timeout(40_000),
    });
    const heard = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await owner.uploaded(clientId, purchases('pgbouncer', 3));
    let told = '';
    // The first event comes with the stream; that three are read is told by the worker, through PostgreSQL.
    while (!told.includes('"READY":3')) {
      const { done, value } = (await heard?.read()) ?? { done: true, value: undefined };
      if (done) throw new Error(`the stream ended, having told: ${told}`);
      told += value;
    }
    await heard?.cancel();
    await until(() => owner.isAllRead(clientId), 40_000);
    expect(await owner.counts(clientId)).toEqual({ READY: 3 });
    expect(await statusOf(`${place.url}/readyz`)).toBe(200);
  });

  it('keeps offices apart while their requests share connections', async () => {
    const owners = await Promise.all([place.newOwner(), place.newOwner(), place.newOwner()]);
    const theirs = await Promise.all(owners.map((owner) => owner.newClient(buyer)));
    const seen = await Promise.all(
      Array.from({ length: 45 }, async (_, n) => {
        const at = n % owners.length;
        const list = await owners[at]?.get<{ items: { id: string }[] }>('/clients');
        return list?.items.map(({ id }) => id).join() === theirs[at];
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
    const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'test' });
    const { rows } = await pool.query<{ n: bigint }>(
      `select count(*) n from pg_stat_activity where datname = current_database() and application_name = 'backend-api'`,
    );
    await pool.end();
    expect(Number(rows[0]?.n)).toBeGreaterThan(0);
    expect(Number(rows[0]?.n)).toBeLessThanOrEqual(SERVER_CONNECTIONS);
  });
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
