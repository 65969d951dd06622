/** Odd values at every route of the OpenAPI document: refused by name, never a fault of ours. */
import { problem } from '@muhasebi/platform/http/wire.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OddRequest, type Operation, oddRequests, operationsOf } from './odd-requests.fixture.ts';
import { multipartFiles, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

const RUNS_A_ROUTE = 50;

let api: TestApi;
let owner: Person;
let operations: Operation[];
let ids: string[];

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.office('Tuhaf Ofis');
  const document = (await api.request({ method: 'GET', url: '/api/v1/openapi.json' })).json();
  operations = operationsOf(document, (path) => path.endsWith('/documents'));
  const client = await owner.ask('POST', '/clients', { title: 'Tuhaf Ltd.', taxId: '1111111111' });
  const clientId: string = client.json().id;
  const voucher = await owner.ask('POST', `/clients/${clientId}/vouchers`, {
    date: '2026-01-15',
    lines: [
      { accountCode: '100.01', debit: '10.00' },
      { accountCode: '500', credit: '10.00' },
    ],
  });
  const me = await owner.ask('GET', '/me');
  ids = [clientId, voucher.json().id ?? clientId, me.json().user.id];
});
afterAll(() => api?.stop());

function send(operation: Operation, request: OddRequest) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent((request.path[name] ?? '').toWellFormed()),
  );
  const query = new URLSearchParams(
    Object.entries(request.query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
  const authorization = { authorization: `Bearer ${owner.accessToken}` };
  const url = query === '' ? path : `${path}?${query}`;
  if (operation.isMultipart) {
    const name = (request.query.q ?? 'x').replaceAll('"', '');
    const body = multipartFiles([{ name, content: '<x/>' }]);
    return api.request({ method: 'POST', url, ...body, headers: { ...body.headers, ...authorization } });
  }
  return api.request({
    method: operation.method,
    url,
    headers: {
      ...authorization,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { payload: JSON.stringify(request.body) }),
  });
}

test('every route answers odd values without a fault of ours, and every refusal is a problem', {
  timeout: 120_000,
}, async () => {
  expect(operations.length).toBeGreaterThan(35);
  for (const operation of operations) {
    // A stream that opens does not end; the session asking must not end itself.
    const isStream = operation.path.endsWith('/events');
    await fc.assert(
      fc.asyncProperty(oddRequests(operation, isStream ? ['x'] : ids), async (request) => {
        const response = await send(operation, request);
        const told = `${operation.method} ${operation.path} ${JSON.stringify(request)} → ${response.statusCode} ${response.body.slice(0, 300)}`;
        expect(response.statusCode, told).toBeLessThan(500);
        expect(response.headers['cache-control'], told).toBe('no-store');
        if (response.statusCode < 400) return;
        expect(response.headers['content-type'], told).toContain('application/problem+json');
        expect(problem.safeParse(response.json()).success, told).toBe(true);
      }),
      { numRuns: RUNS_A_ROUTE, seed: 20261123 },
    );
  }
});
