/** Tests of the API client against a real HTTP server on this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, createApi, pathOf, type SignedIn } from './client.ts';
import { asProblem, mayAskAgain, waitBeforeAsking } from './problem.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let seen: Seen[];
let answer: (request: Seen, response: ServerResponse) => void;
let sessions: (SignedIn | null)[];
let api: Api;

const send = (response: ServerResponse, status: number, body: unknown, type = 'application/json') => {
  response.writeHead(status, { 'content-type': type, 'x-request-id': 'istek-1' });
  response.end(body === undefined ? '' : JSON.stringify(body));
};
const signedIn = (accessToken: string) => ({
  status: 'signed-in',
  accessToken,
  expiresInSeconds: 600,
  me: { user: { name: 'A' } },
});
const problem = (status: number, code: string) => ({
  type: 'x',
  title: code,
  status,
  code,
  detail: 'Ne oldu.',
  next: 'Ne yapılır.',
  instance: '/',
  requestId: 'istek-2',
  errors: [{ path: 'body.title', message: 'kısa' }],
});

beforeEach(async () => {
  seen = [];
  sessions = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  api = createApi({
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    language: () => 'tr',
    onSession: (session) => sessions.push(session),
  });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A server that knows one access token and one way to renew it. */
function guarded(goodToken: string, renewed: number) {
  answer = (request, response) => {
    if (request.url.endsWith('/auth/refresh'))
      send(response, renewed, renewed === 200 ? signedIn(goodToken) : problem(renewed, 'SESSION_REVOKED'));
    else if (request.headers.authorization === `Bearer ${goodToken}`) send(response, 200, { items: [] });
    else send(response, 401, problem(401, 'UNAUTHENTICATED'));
  };
}

describe('paths', () => {
  it('carry encoded parameters and leave out what was not given', () => {
    expect(
      pathOf(
        '/clients/:clientId/accounts/:code/lines',
        { clientId: 'a/b', code: '320.01' },
        { from: undefined, q: 'ış', limit: 5 },
      ),
    ).toBe('/clients/a%2Fb/accounts/320.01/lines?q=%C4%B1%C5%9F&limit=5');
  });
});

describe('a call', () => {
  it('sends the language, and an idempotency key with every write only', async () => {
    answer = (_, response) => send(response, 200, { items: [] });
    await api.call('GET /me/sessions', {});
    await api.call('POST /documents/:documentId/retry', { params: { documentId: 'x' } });
    expect(seen[0]?.headers['accept-language']).toBe('tr');
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined();
    expect(seen[1]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[1]?.url).toBe('/api/v1/documents/x/retry');
  });
  it('keeps the token of a sign-in and sends it from then on', async () => {
    answer = (request, response) =>
      send(response, 200, request.url.endsWith('/login') ? signedIn('t1') : { items: [] });
    await api.call('POST /auth/login', { body: { email: 'a@b.tr', password: 'x' } });
    await api.call('GET /me/sessions', {});
    expect(seen[1]?.headers.authorization).toBe('Bearer t1');
    expect(sessions).toHaveLength(1);
  });
  it('shows the problem as the server words it', async () => {
    answer = (_, response) =>
      send(response, 409, problem(409, 'CLIENT_TAX_ID_TAKEN'), 'application/problem+json');
    const error = await api.call('GET /me/sessions', {}).catch(asProblem);
    expect(error).toMatchObject({
      status: 409,
      code: 'CLIENT_TAX_ID_TAKEN',
      detail: 'Ne oldu.',
      next: 'Ne yapılır.',
      requestId: 'istek-2',
      faults: [{ path: 'body.title', message: 'kısa' }],
    });
  });
  it('says UNKNOWN with the request id where the answer is no problem document', async () => {
    answer = (_, response) =>
      response.writeHead(502, { 'content-type': 'text/html', 'x-request-id': 'istek-9' }).end('<h1>Bad</h1>');
    expect(await api.call('GET /me/sessions', {}).catch(asProblem)).toMatchObject({
      status: 502,
      code: 'UNKNOWN',
      requestId: 'istek-9',
    });
  });
  it('is asked again when the server says, where it is a read that was turned away', async () => {
    answer = (_, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' });
      response.end(JSON.stringify(problem(503, 'OVERLOADED')));
    };
    const refusal = await api.call('GET /me/sessions', {}).catch(asProblem);
    expect(refusal).toMatchObject({ code: 'OVERLOADED', retryAfterMs: 2_000 });
    expect([mayAskAgain(0, refusal), mayAskAgain(1, refusal), mayAskAgain(2, refusal)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(waitBeforeAsking(1, refusal)).toBe(2_000);
  });
  it('says NETWORK where nobody answers', async () => {
    const nobody = createApi({
      baseUrl: 'http://127.0.0.1:1/api/v1',
      language: () => 'tr',
      onSession: () => undefined,
    });
    expect(await nobody.call('GET /me/sessions', {}).catch(asProblem)).toMatchObject({ code: 'NETWORK' });
  });
  it('answers nothing where the server has nothing to say', async () => {
    answer = (_, response) => response.writeHead(204).end();
    expect(await api.call('DELETE /me/sessions/:sessionId', { params: { sessionId: 'x' } })).toBeUndefined();
  });
});

describe('a session that ran out', () => {
  it('is renewed once for calls at the same time, each of which is then repeated', async () => {
    guarded('t2', 200);
    const answers = await Promise.all([
      api.call('GET /me/sessions', {}),
      api.call('GET /members', {}),
      api.call('GET /me/sessions', {}),
    ]);
    expect(answers).toHaveLength(3);
    const renewals = seen.filter((request) => request.url.endsWith('/auth/refresh'));
    expect(renewals).toHaveLength(1);
  });
  it('repeats a write with the same idempotency key', async () => {
    guarded('t2', 200);
    await api.call('POST /documents/:documentId/retry', { params: { documentId: 'x' } });
    const writes = seen.filter((request) => request.url.endsWith('/retry'));
    expect(writes).toHaveLength(2);
    expect(writes[0]?.headers['idempotency-key']).toBe(writes[1]?.headers['idempotency-key']);
  });
  it('ends where it cannot be renewed, and the refusal reaches the caller', async () => {
    guarded('t2', 401);
    expect(await api.call('GET /me/sessions', {}).catch(asProblem)).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(sessions).toEqual([null]);
  });
  it('is not given up because the server is down for a moment', async () => {
    guarded('t2', 503);
    expect(await api.refresh().catch(asProblem)).toMatchObject({ status: 503 });
    expect(sessions).toEqual([]);
  });
});

describe('a wrong password', () => {
  it('is refused without an attempt to renew a session', async () => {
    answer = (_, response) => send(response, 401, problem(401, 'LOGIN_FAILED'));
    const error = await api
      .call('POST /auth/login', { body: { email: 'a@b.tr', password: 'x' } })
      .catch(asProblem);
    expect(error).toMatchObject({ code: 'LOGIN_FAILED' });
    expect(seen).toHaveLength(1);
  });
});
