/** Where requests to addresses of an office's choice may lead, and what becomes of answers that are none. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GuardedRequest, guardedRequest } from './guarded-request.ts';
import { isReachable } from './reachable-address.ts';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/moved')
      return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (request.url === '/cut')
      return void response
        .writeHead(200, { 'content-length': '10' })
        .end('abc', () => response.socket?.destroy());
    response.writeHead(200, { 'x-said': 'yes' }).end('x'.repeat(1000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (url: string, more: Partial<GuardedRequest> = {}) =>
  guardedRequest({
    url,
    method: 'GET',
    headers: {},
    timeoutMs: 20_000,
    mostBytes: 100,
    longer: 'cut',
    reach: 'public-or-loopback',
    ...more,
  });

it.each([
  ['10.1.2.3'],
  ['172.31.0.1'],
  ['192.168.1.1'],
  ['169.254.169.254'],
  ['100.64.0.1'],
  ['0.0.0.0'],
  ['224.0.0.1'],
  ['255.255.255.255'],
  ['::'],
  ['fe80::1'],
  ['fd00::1'],
  ['::ffff:10.0.0.1'],
  ['64:ff9b::a00:1'],
  ['2002:a00:1::'],
  ['not-an-address'],
])('%s is inside, in development too', (address) => {
  expect(isReachable(address, 'public-or-loopback', false)).toBe(false);
});

it('this machine is reached in development alone, and plain http leads nowhere else', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) {
    expect(isReachable(address, 'public', false), address).toBe(false);
    expect(isReachable(address, 'public-or-loopback', true), address).toBe(true);
  }
  for (const address of ['88.255.1.1', '2a00:1450::1']) {
    expect(isReachable(address, 'public', false), address).toBe(true);
    expect(isReachable(address, 'public-or-loopback', true), address).toBe(false);
  }
});

it('a network that the operator named is reached over TLS, and its neighbours are not', () => {
  const networks = [
    { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
    { address: '127.0.0.1', prefix: 32, family: 'ipv4' },
  ] as const;
  const named = { base: 'public', networks } as const;
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', '88.255.1.1'])
    expect(isReachable(address, named, false), address).toBe(true);
  for (const address of ['10.2.0.1', '127.0.0.2', '169.254.169.254', '::1'])
    expect(isReachable(address, named, false), address).toBe(false);
  for (const address of ['10.1.2.3', '127.0.0.1'])
    expect(isReachable(address, named, true), address).toBe(false);
});

it('a name is judged by what it resolves to when it is connected to', async () => {
  const local = base.replace('127.0.0.1', 'localhost');
  expect((await ask(local)).status).toBe(200);
  await expect(ask(local, { reach: 'public' })).rejects.toMatchObject({ kind: 'address-refused' });
  await expect(ask(base, { reach: 'public' })).rejects.toMatchObject({ kind: 'address-refused' });
  await expect(ask('https://[::ffff:10.0.0.1]/')).rejects.toMatchObject({ kind: 'address-refused' });
  await expect(ask('https://ornek.invalid/')).rejects.toMatchObject({ kind: 'unknown-host' });
});

it('a redirect is an answer and is not followed', async () => {
  expect(await ask(`${base}/moved`)).toMatchObject({
    status: 302,
    headers: { location: 'http://169.254.169.254/' },
  });
});

it('a long answer is cut or refused, a broken or silent one is a fault', async () => {
  const answer = await ask(base);
  expect(answer.body).toHaveLength(100);
  expect(answer.headers['x-said']).toBe('yes');
  await expect(ask(base, { longer: 'refuse' })).rejects.toMatchObject({ kind: 'too-large' });
  await expect(ask(`${base}/cut`)).rejects.toMatchObject({ kind: 'unreachable' });
  await expect(ask(`${base}/silent`, { timeoutMs: 100 })).rejects.toMatchObject({ kind: 'timeout' });
  const stop = new AbortController();
  const stopped = ask(`${base}/silent`, { signal: stop.signal });
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
  await expect(ask(base.replace('http:', 'https:'))).rejects.toMatchObject({ kind: 'tls' });
  await expect(ask('http://127.0.0.1:1/')).rejects.toMatchObject({ kind: 'unreachable' });
});
