/** The edge of the API towards the web: what a hostile client sends is refused, what it may learn from headers is fixed. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STREAMS_PER_PERSON } from './http/stream-seats.ts';
import { multipartFiles, PASSWORD, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let owner: Person;
let webDistDir: string;
let clientId: string;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-edge-'));
  webDistDir = path.join(folder, 'dist');
  await mkdir(path.join(webDistDir, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'gizli.txt'), 'GİZLİ');
  await writeFile(path.join(webDistDir, 'index.html'), '<!doctype html><title>uygulama</title>');
  await writeFile(path.join(webDistDir, 'assets', 'main-1.js'), 'void 0;');
  api = await startTestApi({ webDistDir });
  owner = await api.office('Kenar Ofisi');
  clientId = (await owner.ask('POST', '/clients', { title: 'Kenar Ltd.', taxId: '1111111111' })).json().id;
});
afterAll(async () => {
  await api?.stop();
  await rm(path.dirname(webDistDir), { recursive: true, force: true });
});

const authorization = () => ({ authorization: `Bearer ${owner.accessToken}` });

function expectProblem(response: LightMyRequestResponse, status: number, code: string): void {
  expect([response.statusCode, response.headers['content-type'], response.json().code]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
    code,
  ]);
}

describe('headers', () => {
  const everywhere = [
    ['the API', '/api/v1/me'],
    ['a refusal', '/api/v1/yok'],
    ['the app', '/belgeler'],
    ['a file of the app', '/assets/main-1.js'],
    ['the page that describes the API', '/api/v1/docs/'],
  ] as const;

  test.each(everywhere)(
    '%s forbids framing, sniffing and foreign content, and allows no other origin',
    async (_what, url) => {
      const { headers } = await api.request({
        method: 'GET',
        url,
        headers: { ...authorization(), origin: 'https://kotu.example' },
      });
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain("object-src 'none'");
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined();
    },
  );

  test('the app allows no script but its own files', async () => {
    const policy = (await api.request({ method: 'GET', url: '/belgeler' })).headers[
      'content-security-policy'
    ];
    expect(policy).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/);
  });

  test('a page whose address holds the code of an account is the app; a file that is not there is none', async () => {
    const ask = async (url: string) => (await api.request({ method: 'GET', url })).statusCode;
    expect(await ask('/mukellefler/1/mizan/100.01')).toBe(200);
    expect(await ask('/mukellefler/1/hesap-plani?hesap=770.03')).toBe(200);
    expect(await ask('/assets/main-2.js')).toBe(404);
    expect(await ask('/assets/main-2.js?v=1')).toBe(404);
  });

  test('no answer of the API is kept by any cache, and lasting files of the app are', async () => {
    const cache = async (url: string) =>
      (await api.request({ method: 'GET', url, headers: authorization() })).headers['cache-control'];
    expect(await cache('/api/v1/me')).toBe('no-store');
    expect(await cache('/api/v1/clients')).toBe('no-store');
    expect(await cache('/api/v1/yok')).toBe('no-store');
    expect(await cache('/%61pi/v1/clients')).toBe('no-store');
    expect(await cache('/belgeler')).toBe('no-cache');
    expect(await cache('/assets/main-1.js')).toBe('public, max-age=31536000, immutable');
  });

  test('a preflight of another origin is answered by no permission', async () => {
    const response = await api.request({
      method: 'OPTIONS',
      url: '/api/v1/clients',
      headers: { origin: 'https://kotu.example', 'access-control-request-method': 'POST' },
    });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each<[string, Record<string, string>]>([
    ['a cookie that cannot be decoded', { cookie: 'muhasebi_refresh=%zz; __proto__=x; =; ;;' }],
    ['a cookie of many kilobytes', { cookie: `muhasebi_refresh=${'a'.repeat(8_000)}` }],
    ['a token of nothing but dots', { authorization: 'Bearer ...' }],
    ['a token of another scheme', { authorization: 'Basic YTpi' }],
    ['a token that is JSON', { authorization: 'Bearer {"alg":"none"}' }],
    ['languages that are none', { 'accept-language': ';;;q=9,\u00ff' }],
    ['a browser’s name in bytes of no encoding', { 'user-agent': '\u0080\u00ff\u00fe' }],
    [
      'a JSON body in an encoding of text that JSON has not',
      { 'content-type': 'application/json; charset=utf-16' },
    ],
    ['a form without a boundary', { 'content-type': 'multipart/form-data' }],
    ['a type that is none', { 'content-type': ';;/' }],
    ['a length that is none', { expect: '100-continue', range: 'bytes=9-1', 'if-modified-since': 'dün' }],
  ])('%s is no fault of ours on any kind of route', async (_what, headers) => {
    // Leaving is among the routes: somebody else's session than the one the other tests use.
    const { accessToken } = await api.signIn(owner.email);
    for (const [method, url] of [
      ['POST', '/api/v1/auth/refresh'],
      ['POST', '/api/v1/auth/logout'],
      ['POST', '/api/v1/auth/login'],
      ['POST', '/api/v1/clients'],
      ['POST', `/api/v1/clients/${clientId}/documents`],
      ['GET', '/api/v1/me'],
      ['GET', '/assets/main-1.js'],
    ] as const) {
      const payload = method === 'POST' ? { payload: '{"email":"a@b.example","password":"x"}' } : {};
      const response = await api.request({
        method,
        url,
        headers: { authorization: `Bearer ${accessToken}`, ...headers },
        ...payload,
      });
      expect(response.statusCode, `${method} ${url} → ${response.body}`).toBeLessThan(500);
    }
  });

  test('a downloaded file runs nothing, and its name starts no header', async () => {
    const body = multipartFiles([{ name: 'a";\r\nx-kotu: 1', content: '<script>alert(1)</script>' }]);
    const odd = multipartFiles([{ name: "fatura'*(1)<b>.html", content: '<script>alert(2)</script>' }]);
    for (const upload of [body, odd]) {
      const sent = await api.request({
        method: 'POST',
        url: `/api/v1/clients/${clientId}/documents`,
        ...upload,
        headers: { ...upload.headers, ...authorization() },
      });
      expect(sent.statusCode).toBeLessThan(500);
      const id = sent.json().results?.[0]?.documentId;
      if (typeof id !== 'string') continue;
      const file = await owner.ask('GET', `/documents/${id}/file`);
      expect(file.statusCode).toBe(200);
      expect(file.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'no-store',
      });
      expect(file.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.%~!-]+$/);
      expect(file.headers['x-kotu']).toBeUndefined();
    }
  });
});

describe('addresses', () => {
  test.each([
    '/assets/../gizli.txt',
    '/assets/..%2fgizli.txt',
    '/assets/..%2f..%2fgizli.txt',
    '/..%2fgizli.txt',
    '/%2e%2e/gizli.txt',
    '/assets/..%5c..%5cgizli.txt',
    '//gizli.txt',
    '/assets/%00/../../gizli.txt',
    '/assets/....//....//gizli.txt',
  ])('no file outside of the built app is served: %s', async (url) => {
    const response = await api.request({ method: 'GET', url });
    expect(response.statusCode).toBeLessThan(500);
    expect(response.body).not.toContain('GİZLİ');
  });

  test.each(['/api/v1/clients/%zz', '/api/v1/clients/%c0%af', '/%'])(
    'an address that cannot be decoded is a problem: %s',
    async (url) => {
      expectProblem(
        await api.request({ method: 'GET', url, headers: authorization() }),
        400,
        'VALIDATION_FAILED',
      );
    },
  );

  test('an address of a megabyte, or a parameter longer than any id, is refused', async () => {
    const long = await api.request({
      method: 'GET',
      url: `/api/v1/clients/${'a'.repeat(5_000)}`,
      headers: authorization(),
    });
    expect(long.statusCode).toBeGreaterThanOrEqual(400);
    expect(long.statusCode).toBeLessThan(500);
    const query = await owner.ask('GET', `/clients?q=${'a'.repeat(100_000)}`);
    expectProblem(query, 400, 'VALIDATION_FAILED');
  });

  test.each(['/%61pi/v1/auth/refresh', '/api/v1/auth/refresh?x=/'])(
    'no other way to write an address lets another site write: %s',
    async (url) => {
      const response = await api.request({
        method: 'POST',
        url,
        headers: { origin: 'https://kotu.example' },
      });
      expect([response.statusCode, response.json().code]).toEqual([403, 'CSRF_REFUSED']);
    },
  );

  test('a method is what the request line says, whatever its headers or its address wish', async () => {
    for (const headers of [
      { 'x-http-method-override': 'DELETE' },
      { 'x-http-method': 'DELETE' },
      { 'x-method-override': 'DELETE' },
    ]) {
      const response = await api.request({
        method: 'GET',
        url: '/api/v1/clients?_method=DELETE',
        headers: { ...authorization(), ...headers },
      });
      expect(response.statusCode).toBe(200);
    }
    expect((await owner.ask('GET', '/clients')).json().items).toHaveLength(1);
  });
});

describe('bodies', () => {
  const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    api.request({
      method: 'POST',
      url: '/api/v1/clients',
      headers: { ...authorization(), 'content-type': 'application/json', ...headers },
      payload,
    });

  test.each([
    ['__proto__', '{"title":"Kötü","taxId":"2222222222","__proto__":{"tenantId":"x"}}'],
    ['constructor', '{"title":"Kötü","taxId":"2222222222","constructor":{"prototype":{"x":1}}}'],
  ])('a body that reaches for %s is refused and pollutes nothing', async (_key, payload) => {
    expectProblem(await post(payload), 400, 'VALIDATION_FAILED');
    expect(Object.hasOwn(Object.prototype, 'tenantId')).toBe(false);
  });

  test.each([
    ['a NUL character', '{"title":"a\\u0000b","taxId":"2222222222"}', 'body.title'],
    ['half a surrogate pair', '{"title":"a\\ud800b","taxId":"2222222222"}', 'body.title'],
  ])('%s is refused by its place', async (_what, payload, place) => {
    const response = await post(payload);
    expectProblem(response, 400, 'VALIDATION_FAILED');
    expect(response.json().errors[0].path).toBe(place);
  });

  test('a body nested deeper than a stack is refused', async () => {
    const response = await post(`{"title":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    expectProblem(response, 400, 'VALIDATION_FAILED');
  });

  test('a small body that unpacks to a big one is refused at the limit', async () => {
    const bomb = gzipSync(JSON.stringify({ title: 'x'.repeat(20_000_000), taxId: '2222222222' }));
    expect(bomb.length).toBeLessThan(100_000);
    const response = await post(bomb, { 'content-encoding': 'gzip' });
    expect([413, 415]).toContain(response.statusCode);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  test.each([
    ['gzip', 'not gzip at all'],
    ['xyz', '{}'],
  ])('a body that is not in its stated encoding %s is refused', async (encoding, payload) => {
    const response = await post(payload, { 'content-encoding': encoding });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  test.each(['kısa', 'x'.repeat(201), ''])(
    'an Idempotency-Key of a wrong length is refused, not stored: %s',
    async (key) => {
      const response = await post('{"title":"Anahtar Ltd.","taxId":"3333333333"}', {
        'idempotency-key': Buffer.from(key).toString('latin1'),
      });
      expectProblem(response, 400, 'VALIDATION_FAILED');
    },
  );

  test('parts of a form that are cut, nameless or no files are refused without a fault of ours', async () => {
    const url = `/api/v1/clients/${clientId}/documents`;
    const boundary = 'sinir';
    const headers = { ...authorization(), 'content-type': `multipart/form-data; boundary=${boundary}` };
    const part = (name: string, content: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; ${name}\r\n\r\n${content}\r\n`;
    for (const payload of [
      '',
      `--${boundary}`,
      part('name="files"', 'x'),
      part('name="files"; filename=""', 'x'),
      `${part('name="files"; filename="a.xml"', '<x/>')}`,
      `${part('name="files"; filename="\u0000.xml"', '<a/>')}--${boundary}--\r\n`,
      `${part('name="files"; filename="../../etc/passwd"', '<b/>')}--${boundary}--\r\n`,
      `${part(`name="files"; filename="${'a'.repeat(5_000)}.xml"`, '<c/>')}--${boundary}--\r\n`,
      `${part('name="__proto__"; filename="x.xml"', '<d/>')}--${boundary}--\r\n`,
      part('name="x"', 'y').repeat(50),
    ]) {
      const response = await api.request({ method: 'POST', url, headers, payload });
      expect(response.statusCode, `${payload.slice(0, 90)} → ${response.body}`).toBeLessThan(500);
    }
    const names = (await owner.ask('GET', `/clients/${clientId}/documents`)).json().items;
    for (const { fileName } of names) expect(fileName).not.toMatch(/[/\\]|\.\./);
  });
});

describe('the address a request comes from', () => {
  test('X-Forwarded-For means nothing while no proxy is trusted', async () => {
    const { items } = await sessionsAfterSignIn(api, owner.email, '203.0.113.7');
    expect(items.map((each) => each.address)).not.toContain('203.0.113.7');
  });

  test('behind a trusted proxy only what the proxy itself appended counts, not what the client made up', async () => {
    const proxied = await startTestApi({ trustProxy: true });
    try {
      const person = await proxied.office('Vekil Ofisi');
      const { items } = await sessionsAfterSignIn(proxied, person.email, '198.51.100.66, 203.0.113.7');
      const addresses = items.map((each) => each.address);
      expect(addresses).toContain('203.0.113.7');
      expect(addresses).not.toContain('198.51.100.66');
      const odd = await sessionsAfterSignIn(proxied, person.email, 'unknown');
      expect(odd.status).toBe(200);
    } finally {
      await proxied.stop();
    }
  });
});

async function sessionsAfterSignIn(on: TestApi, email: string, forwardedFor: string) {
  const response = await on.request({
    method: 'POST',
    url: '/api/v1/auth/login',
    headers: { 'x-forwarded-for': forwardedFor },
    payload: { email, password: PASSWORD },
  });
  const token = response.json().accessToken;
  const list = await on.request({
    method: 'GET',
    url: '/api/v1/me/sessions',
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.statusCode, items: (list.json().items ?? []) as { address: string | null }[] };
}

describe('connections', () => {
  const raw = async (text: string): Promise<string> => {
    const { port } = api.server.app.server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      socket.setTimeout(1_500, () => socket.destroy());
      socket.write(text);
    });
  };
  beforeAll(async () => {
    await api.server.app.listen({ host: '127.0.0.1', port: 0 });
  });

  test('a request whose length is told twice or in two ways is refused, so that none is smuggled inside', async () => {
    const smuggled = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    const head = 'POST /api/v1/auth/logout HTTP/1.1\r\nhost: x\r\n';
    for (const lengths of [
      'content-length: 0\r\ntransfer-encoding: chunked\r\n',
      `content-length: 0\r\ncontent-length: ${smuggled.length}\r\n`,
      'transfer-encoding: xchunked\r\n',
      'transfer-encoding: chunked, identity\r\n',
    ]) {
      const answer = await raw(`${head}${lengths}\r\n0\r\n\r\n${smuggled}`);
      expect(answer, lengths).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer, lengths).not.toContain('backend-api');
    }
  });

  test.each([
    ['', () => new Socket().destroy()],
    [', be the socket still there without its address', () => new Socket()],
  ])(
    'a caller who hung up before being heard is no fault of ours: nothing is answered%s',
    async (_what, socket) => {
      const request = new IncomingMessage(socket());
      Object.assign(request, { method: 'GET', url: '/api/v1/me', headers: { host: 'x' } });
      const response = new ServerResponse(request);
      api.server.app.routing(request, response);
      await setImmediate();
      expect(response.headersSent).toBe(false);
      response.destroy();
    },
  );

  test('an address written in full lets no other site write either', async () => {
    const head = 'POST http://x/api/v1/auth/refresh HTTP/1.1\r\nhost: x\r\norigin: https://kotu.example\r\n';
    expect(await raw(`${head}content-length: 0\r\nconnection: close\r\n\r\n`)).toContain('CSRF_REFUSED');
  });

  test('a live stream ends soon after its session did', async () => {
    const { port } = api.server.app.server.address() as AddressInfo;
    const leaver = await api.signIn(owner.email);
    const url = `http://127.0.0.1:${port}/api/v1/clients/${clientId}/events`;
    const stream = await fetch(url, { headers: { authorization: `Bearer ${leaver.accessToken}` } });
    expect([stream.status, stream.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
    const sessions = (await leaver.ask('GET', '/me/sessions')).json().items;
    const { id } = sessions.find((each: { current: boolean }) => each.current);
    expect((await leaver.ask('DELETE', `/me/sessions/${id}`)).statusCode).toBe(204);
    const endedAfter = performance.now();
    // Reads to the end of the stream, which would come after ten minutes otherwise.
    await stream.text();
    expect(performance.now() - endedAfter).toBeLessThan(10_000);
  });

  test('one person holds twenty live streams and no more, and a seat left is a seat free', async () => {
    const { port } = api.server.app.server.address() as AddressInfo;
    const person = await api.office('Yayın Ofisi');
    const opened = await person.ask('POST', '/clients', { title: 'Yayın Ltd.', taxId: '1111111111' });
    const open = () =>
      fetch(`http://127.0.0.1:${port}/api/v1/clients/${opened.json().id}/events`, {
        headers: { authorization: `Bearer ${person.accessToken}` },
      });
    const first = await Promise.all(Array.from({ length: STREAMS_PER_PERSON }, () => open()));
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200]));
    const tooMany = await open();
    expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([429, '30']);
    for (const { body } of first) await body?.cancel();
    const again = async () => {
      const { status, body } = await open();
      await body?.cancel();
      return status;
    };
    await expect.poll(again).toBe(200);
  });

  test('a stop waits for nobody who listens to a stream', async () => {
    const stopping = await startTestApi();
    await stopping.server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = stopping.server.app.server.address() as AddressInfo;
    const person = await stopping.office('Duran Ofis');
    const opened = await person.ask('POST', '/clients', { title: 'Duran Ltd.', taxId: '1111111111' });
    const stream = await fetch(`http://127.0.0.1:${port}/api/v1/clients/${opened.json().id}/events`, {
      headers: { authorization: `Bearer ${person.accessToken}` },
    });
    const heard = stream.text();
    const askedAt = performance.now();
    await stopping.stop();
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await heard).toContain('event: documents');
  });

  test('headers of more than 16 KB are refused', async () => {
    expect(await raw(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test('a client that sends slowly, or nothing at all, is not waited for without end', () => {
    const { server } = api.server.app;
    expect(server.headersTimeout).toBeGreaterThan(0);
    expect(server.headersTimeout).toBeLessThanOrEqual(30_000);
    expect(server.requestTimeout).toBeGreaterThan(0);
    expect(server.timeout).toBeGreaterThan(0);
    expect(server.timeout).toBeLessThanOrEqual(120_000);
    expect(server.keepAliveTimeout).toBeGreaterThan(0);
  });
});
