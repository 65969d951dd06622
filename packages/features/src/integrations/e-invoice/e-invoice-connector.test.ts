/** The e-invoice integrator in the frame, on a server that speaks its protocol: taken once, told as taken, and every trouble in words. */
import {
  type EInvoiceServer,
  type HeldDocument,
  startContractServer,
} from '@muhasebi/connectors/e-invoice-api/e-invoice-server.fixture.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { BUYER_TAX_ID, createSyncGround, invoiceXml, type SyncGround } from '../../sync-ground.fixture.ts';
import type { OfficeScope } from '../../whole-office.fixture.ts';
import { integrationsContract as contract } from '../contract.ts';
import { createEInvoiceConnector } from './e-invoice-connector.ts';

let ground: SyncGround;
let server: EInvoiceServer;
let scope: OfficeScope;
let integrationId: string;

const held = (n: number): HeldDocument => ({
  id: `ettn-${n}`,
  number: `ABC202600000000${n}`,
  senderName: 'Satıcı A.Ş.',
  receiverTaxId: BUYER_TAX_ID,
  createdAt: `2026-11-2${n}T10:00:00`,
  ubl: invoiceXml({ net: 100 + n }).toString(),
});

beforeAll(async () => {
  const reach = { outboundReach: 'public-or-loopback' as const };
  ground = await createSyncGround([
    createEInvoiceConnector({ ...reach, clock: { now: () => new Date('2026-11-28T09:00:00Z') } }),
  ]);
});
afterAll(() => ground?.close());
beforeEach(async () => {
  server = await startContractServer([held(1), held(2), held(3)]);
  scope = await ground.openOffice();
  const clientId = await ground.openClient(scope, BUYER_TAX_ID);
  const settings = {
    provider: 'sozlesme',
    baseUrl: `${server.baseUrl}/`,
    box: 'gelen',
    apiKey: server.apiKey,
  };
  integrationId = (await ground.make(scope, { kind: 'e-invoice', settings, clientId })).id;
});
afterEach(() => server.stop());

it('takes every document once and says so to the integrator; later runs take what is new', async () => {
  expect(await ground.sync(scope, integrationId)).toMatchObject({ state: 'done', items: 3, documents: 3 });
  expect([...server.acknowledged]).toEqual(['ettn-1', 'ettn-2', 'ettn-3']);
  server.documents.push(held(4));
  server.asked.length = 0;
  expect(await ground.sync(scope, integrationId)).toMatchObject({ state: 'done', items: 1 });
  expect(server.asked.filter((asked) => asked.endsWith('/ubl'))).toEqual(['GET /inbox/ettn-4/ubl']);
});

it('broken off in the middle nothing is lost or doubled: the page is listed again, and what is known passed over', async () => {
  let broken = false;
  server.trouble = (request, response) => {
    if (broken || !request.url?.includes('ettn-2/acknowledge')) return false;
    broken = true;
    response.destroy();
    return true;
  };
  expect(await ground.sync(scope, integrationId)).toMatchObject({ state: 'failed', items: 2 });
  expect(await ground.sync(scope, integrationId)).toMatchObject({ state: 'done', items: 1 });
  expect([...server.acknowledged]).toEqual(['ettn-1', 'ettn-2', 'ettn-3']);
  expect(await ground.items(scope, integrationId)).toHaveLength(3);
});

it('a page that repeats ends the run with what to do, and what it brought stays', async () => {
  const page = (next: string) => ({
    items: [{ id: 'ettn-1', number: null, acknowledged: true }],
    next,
    hasMore: true,
  });
  let n = 0;
  server.trouble = (request, response) => {
    if (!request.url?.startsWith('/inbox?')) return false;
    n += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page(`yer-${n}`)));
    return true;
  };
  const run = await ground.sync(scope, integrationId);
  expect(run).toMatchObject({ state: 'failed', items: 1 });
  expect(run.fault?.message).toContain('aynı sayfayı');
  expect(n).toBe(2);
});

it.each([
  ['401', 401, '', 'paused', 'API anahtarını kabul etmedi'],
  ['429', 429, '', 'active', 'çok sık'],
  ['500', 500, '', 'active', 'ulaşılamıyor'],
  ['malformed JSON', 200, '{"items":', 'active', 'anlaşılmayan'],
])('%s leaves the run in a state that says what to do', async (_name, status, body, state, words) => {
  server.trouble = (_request, response) => {
    response.writeHead(status, { 'retry-after': '600' }).end(body);
    return true;
  };
  const run = await ground.sync(scope, integrationId);
  expect(run.state).toBe('failed');
  expect(run.fault?.message).toContain(words);
  expect(run.fault?.next).not.toBe('');
  expect((await ground.integration(scope, integrationId)).state).toBe(state);
});

it('is tried by a real call, and refuses settings that name no address', async () => {
  const params = { integrationId };
  const tried = await ground.frame(contract.testIntegration, { params }, scope);
  expect(JSON.stringify(tried)).toContain('Bağlandı; 2+ belge');
  const settings = { provider: 'sozlesme', baseUrl: 'adres', box: 'gelen', apiKey: 'x' };
  await expect(ground.make(scope, { kind: 'e-invoice', settings })).rejects.toMatchObject({
    code: expect.any(String),
  });
});
