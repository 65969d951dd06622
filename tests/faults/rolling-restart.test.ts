/** Two API processes behind the proxy of deploy/proxy are exchanged one after the other under load: nobody notices. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findPeer } from '@muhasebi/testkit/peers.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haproxyConf } from '../deploy/proxies.ts';
import { createInstallation, type Installation, newOwner, pause, statusOf, until } from './installation.ts';
import { buyer, purchase } from './invoices.ts';
import type { Owner } from './owner.ts';
import type { Program } from './program.ts';

const haproxy = findPeer('haproxy');
const PEOPLE = 6;
/** Between two requests of a person; far below what one address may ask in a minute. */
const THINK_MS = 80;
const MAX_REQUESTS = 2_000;
const START_LIMIT_MS = 30_000;

let database: TestDatabase;
let place: Installation;
let proxy: ChildProcess;
/** What the proxy says of its servers. */
let proxyLog = '';
let folder: string;
let url: string;
let apis: readonly { readonly program: Program; readonly address: string }[];

beforeAll(async () => {
  if (haproxy === undefined) return;
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-rolling-'));
  const [port, plainPort, second] = [await findFreePort(), await findFreePort(), await findFreePort()];
  url = `http://127.0.0.1:${port}`;
  const apiEnv = { PUBLIC_URL: url, TRUST_PROXY: 'true', DRAIN_DELAY_SECONDS: '4' };
  place = await createInstallation({ appUrl: database.appUrl, apiEnv });
  apis = [
    { program: place.api, address: place.url },
    {
      program: place.anotherApi({ PORT: String(second) }),
      address: `http://127.0.0.1:${second}`,
    },
  ];
  const apiPorts = [Number(new URL(place.url).port), second] as const;
  // As it is deployed, but for the certificate: that it ends TLS is another test's.
  const text = haproxyConf({ folder, port, plainPort, apiPorts }).replace(/ ssl crt \S+ alpn \S+/, '');
  const file = path.join(folder, 'haproxy.cfg');
  await writeFile(file, text);
  await Promise.all(apis.map(({ program, address }) => startReady(program, address)));
  place.worker.start();
  proxy = spawn(haproxy, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  proxy.stderr?.on('data', (chunk: Buffer) => (proxyLog += chunk.toString()));
  await until(async () => (await statusOf(`${url}/readyz`)) === 200, START_LIMIT_MS);
});
afterAll(async () => {
  if (proxy !== undefined) {
    proxy.kill('SIGTERM');
    await once(proxy, 'exit');
  }
  await Promise.all((apis ?? []).map(({ program }) => program.stop()));
  await place?.close();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function startReady(program: Program, address: string): Promise<void> {
  program.start();
  await until(async () => (await statusOf(`${address}/readyz`)) === 200, START_LIMIT_MS);
}

interface Load {
  /** Stops asking; what is under way is answered. */
  over: boolean;
  requests: number;
  readonly lost: string[];
  readonly files: string[];
}

/** Reads, writes and uploads one after the other, as a person does, until the load is over. */
async function work(owner: Owner, clientId: string, name: string, load: Load): Promise<void> {
  for (let n = 0; !load.over && load.requests < MAX_REQUESTS; n++) {
    load.requests++;
    try {
      await act(owner, clientId, `${name}/${n}`, n % 4, load);
    } catch (error) {
      load.lost.push(`${name}/${n}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await pause(THINK_MS);
  }
}

async function act(owner: Owner, clientId: string, seed: string, kind: number, load: Load): Promise<void> {
  if (kind === 1) {
    const file = purchase(`rolling/${seed}`);
    const [result] = await owner.uploaded(clientId, [file]);
    if (result?.status !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
    load.files.push(file.name);
  } else if (kind === 3) {
    const { status, body } = await owner.ask('PATCH', `/clients/${clientId}`, {
      title: `Ünvan ${seed}`,
      version: 0,
    });
    // A version that is another person's by now is an answer, too.
    if (status !== 200 && status !== 409) throw new Error(`PATCH: ${status} ${JSON.stringify(body)}`);
  } else await owner.get(kind === 0 ? '/clients' : `/clients/${clientId}/documents?limit=50`);
}

describe.skipIf(haproxy === undefined)('with haproxy in front', () => {
  test('a rolling restart of both processes under load loses no request, and live streams end cleanly', async () => {
    const owner = await newOwner(url, database.appUrl);
    const clientId = await owner.newClient(buyer);
    const load: Load = { over: false, requests: 0, lost: [], files: [] };
    const streams = await Promise.all([openStream(owner, clientId), openStream(owner, clientId)]);
    const people = Array.from({ length: PEOPLE }, (_, n) => work(owner, clientId, `kisi-${n}`, load));
    for (const { program, address } of apis) {
      const before = load.requests;
      await until(() => load.requests > before + PEOPLE, START_LIMIT_MS);
      const told = proxyLog.length;
      await program.stop();
      await startReady(program, address);
      // As the runbook says: the next one only after the proxy has seen this one again.
      await until(() => proxyLog.slice(told).includes(' is UP'), START_LIMIT_MS);
    }
    const before = load.requests;
    await until(() => load.requests > before + PEOPLE, START_LIMIT_MS);
    load.over = true;
    await Promise.all(people);

    expect(load.lost, proxyLog).toEqual([]);
    expect(load.requests).toBeLessThan(MAX_REQUESTS);
    const kept = (await owner.documents(clientId)).map(({ fileName }) => fileName);
    expect(kept.toSorted()).toEqual(load.files.toSorted());
    expect(load.files.length).toBeGreaterThan(PEOPLE);
    // Both processes were exchanged, so each stream has ended: whole, not cut off.
    expect(await Promise.all(streams.map((stream) => stream.text()))).toHaveLength(streams.length);
    const again = await openStream(owner, clientId);
    expect(again.headers.get('content-type')).toContain('text/event-stream');
    await again.body?.cancel();
  });

  test('readiness falls first on SIGTERM, and the process still answers while the proxy turns away from it', async () => {
    const [api] = apis;
    if (api === undefined) throw new Error('there is no API process');
    const stopped = api.program.stop();
    await until(async () => (await statusOf(`${api.address}/readyz`)) === 503, 3_000, 20);
    const answer = await fetch(`${api.address}/api/v1/docs/`, { redirect: 'manual' });
    await answer.arrayBuffer();
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.status).toBeLessThan(400);
    await stopped;
    expect(api.program.exitCode).toBe(0);
    await startReady(api.program, api.address);
  });
});

async function openStream(owner: Owner, clientId: string): Promise<Response> {
  const response = await fetch(`${url}/api/v1/clients/${clientId}/events`, { headers: owner.headers });
  if (response.status !== 200) throw new Error(`no stream: ${response.status}`);
  return response;
}
