/** The proxies of deploy/proxy, run for real before a server that tells what reached it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findPeer } from '@muhasebi/testkit/peers.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../faults/installation.ts';
import { haproxyConf, nginxConf } from './proxies.ts';

interface Answer {
  readonly status: number;
  readonly text: string;
  /** From the request to the first byte of the body. Milliseconds. */
  readonly firstByteMs: number;
}

const openssl = findPeer('openssl');
const GIGABYTE = 1024 ** 3;
const LIMIT_MS = 5_000;

describe.each(['nginx', 'haproxy'] as const)('%s as deploy/proxy sets it up', (kind) => {
  const program = findPeer(kind);
  const here = program !== undefined && openssl !== undefined;
  let folder: string;
  let proxy: ChildProcess;
  let port: number;
  let upstream: http.Server;

  beforeAll(async () => {
    if (program === undefined || openssl === undefined) return;
    folder = mkdtempSync(path.join(tmpdir(), 'muhasebi-proxy-'));
    makeCertificate(folder);
    upstream = http.createServer(answer).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const address = upstream.address();
    const apiPort = address && typeof address === 'object' ? address.port : 0;
    const plainPort = await findFreePort();
    port = await findFreePort();
    const places = { folder, port, plainPort, apiPorts: [apiPort] } as const;
    const file = path.join(folder, 'proxy.conf');
    writeFileSync(file, kind === 'nginx' ? nginxConf(places) : haproxyConf(places));
    const args = kind === 'nginx' ? ['-p', folder, '-c', file, '-g', 'daemon off;'] : ['-db', '-f', file];
    proxy = spawn(program, args, { stdio: 'ignore' });
    await until(
      () =>
        ask('/').then(
          ({ status }) => status === 200,
          () => false,
        ),
      LIMIT_MS,
    );
  });

  afterAll(() => {
    proxy?.kill('SIGTERM');
    upstream?.close();
    upstream?.closeAllConnections();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function ask(to: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const options = {
        port,
        path: to,
        headers,
        method,
        rejectUnauthorized: false,
        agent: false,
        timeout: LIMIT_MS,
      };
      const request = https.request({ host: '127.0.0.1', ...options }, (response) => {
        const status = response.statusCode ?? 0;
        response.once('data', (chunk: Buffer) => {
          resolve({ status, text: chunk.toString(), firstByteMs: performance.now() - started });
          request.destroy();
        });
        response.once('end', () => resolve({ status, text: '', firstByteMs: performance.now() - started }));
      });
      request.on('error', reject);
      if (method === 'GET') request.end();
      else request.flushHeaders();
    });
  }

  it.skipIf(!here)('says itself who the client is, whatever the client says', async () => {
    const { text } = await ask('/', { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' });
    expect(JSON.parse(text)).toMatchObject({ forwardedFor: '127.0.0.1', proto: 'https', forwarded: null });
  });

  it.skipIf(!here)('passes an event on when it happens, while the stream stays open', async () => {
    const { status, text, firstByteMs } = await ask('/stream');
    expect({ status, text }).toEqual({ status: 200, text: 'event: ping\n\n' });
    expect(firstByteMs).toBeLessThan(1_000);
  });

  it.skipIf(!here)('lets a gigabyte begin to flow, and refuses far more at once', async () => {
    expect((await ask('/upload', { 'content-length': GIGABYTE }, 'POST')).text).toBe('began');
    expect((await ask('/upload', { 'content-length': 2 * GIGABYTE }, 'POST')).status).toBe(413);
  });
});

/** Tells what reached it; streams one event and stays; answers an upload at its head. */
function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  if (request.url === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ping\n\n');
    return;
  }
  if (request.url === '/upload') {
    response.end('began');
    return;
  }
  response.end(
    JSON.stringify({
      forwardedFor: request.headers['x-forwarded-for'] ?? null,
      proto: request.headers['x-forwarded-proto'] ?? null,
      forwarded: request.headers.forwarded || null,
    }),
  );
}

function makeCertificate(folder: string): void {
  const [key, certificate] = [path.join(folder, 'privkey.pem'), path.join(folder, 'fullchain.pem')];
  const subject = ['-subj', '/CN=muhasebi.ofis.example', '-days', '2'];
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    ...subject,
  ];
  execFileSync(openssl ?? '', args, { stdio: 'ignore' });
  writeFileSync(
    path.join(folder, 'muhasebi.pem'),
    readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'),
  );
}
