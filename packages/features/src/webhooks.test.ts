/** Webhooks on a real database and a real receiver: what is told, how it is signed, tried again, logged, and ended. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createIntake,
  createOffice,
  type Intake,
  type Office,
  runJob,
  upload,
} from './document-intake/intake.fixture.ts';
import { invoiceXml } from './document-intake/ubl-invoice.fixture.ts';
import { ledgerContract } from './ledger/contract.ts';
import { createCaller, type RouteCaller } from './route-caller.fixture.ts';
import { testLog } from './test-ground.fixture.ts';
import { webhooksContract as contract, type WebhookEvent } from './webhooks/contract.ts';
import { createWebhooksFeature } from './webhooks/feature.ts';
import { announceByWebhook } from './webhooks/follow-books.ts';
import { REPLAY_WINDOW_SECONDS } from './webhooks/signature.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Verify = (secret: string, header: unknown, body: string, nowSeconds: number) => boolean;

const DAY_MS = 24 * 3_600_000;
let intake: Intake;
let office: Office;
let call: RouteCaller;
let webhooks: ReturnType<typeof createWebhooksFeature>;
let receiver: Server;
let url: string;
let verify: Verify;
let now: Date;
let received: Received[] = [];
/** Status of the next answers; 204 where none is left. */
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];

beforeAll(async () => {
  intake = await createIntake();
  webhooks = createWebhooksFeature({ ...intake.deps, clock: { now: () => now } });
  announceByWebhook(webhooks.service, { ledger: intake.ledger, documents: intake.feature.service });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, headers = {}, body = '' } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/muhasebi`;
  const page = await readFile(path.join(import.meta.dirname, '../../../docs/machines/webhooks.md'), 'utf8');
  const snippet = /```js\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
  const module = await import(`data:text/javascript,${encodeURIComponent(snippet)}`);
  verify = module.isFromMuhasebi;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await intake.close();
});
beforeEach(async () => {
  office = await createOffice(intake);
  call = createCaller([...webhooks.feature.routes, ...intake.ledgerFeature.routes], office.scope);
  now = new Date('2026-11-23T09:00:00Z');
  received = [];
  answers = [];
});

const add = (events: WebhookEvent[] = ['voucher.posted'], at = url) =>
  call(contract.createWebhook, { body: { url: at, events } });
const emit = (type: WebhookEvent, data: object, onceKey?: string) =>
  inScope(intake.db, systemScope(office.tenantId), (trx) =>
    webhooks.service.emit(trx, office.tenantId, {
      ...{ type, clientId: office.clientId, data: { ...data } },
      ...(onceKey === undefined ? {} : { onceKey }),
    }),
  );
const jobOf = (name: string) => webhooks.feature.jobs.find((job) => job.name === name);
const deliver = (endpointId: string) =>
  jobOf('webhooks.deliver')?.run(
    { tenantId: office.tenantId, endpointId },
    { jobId: 'test', attempt: 1, maxAttempts: 5, log: testLog, signal: undefined },
  );
/** Names and payloads of jobs that wait of this office. */
const jobs = async (name: string) => {
  const { rows } = await intake.superuser.query(
    `select j.id, j.payload, j.run_at from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = $1 and j.payload ->> 'tenantId' = $2 order by j.id`,
    [name, office.tenantId],
  );
  return rows as { id: string; payload: unknown; run_at: Date }[];
};
const log = async (endpointId: string) =>
  (await call(contract.listWebhookDeliveries, { params: { endpointId }, query: {} })).items;

describe('what is told', () => {
  it('of a document that was read, and of every voucher that is posted, once', async () => {
    const { webhook, secret } = await add(['document.ready', 'voucher.posted']);
    await upload(intake, office, { 'a.xml': Buffer.from(invoiceXml({ net: 100 })) });
    for (const job of await jobs('document-intake.read'))
      await runJob(intake, 'document-intake.read', job.payload);
    const lines = [
      { accountCode: '770.03', debit: '10.00' },
      { accountCode: '100.01', credit: '10.00' },
    ];
    const entry = { id: crypto.randomUUID(), date: '2026-11-20', lines };
    const params = { clientId: office.clientId };
    const next = { ...entry, id: crypto.randomUUID() };
    // The first of a year goes by itself, those after it may go with others' of the office.
    for (const each of [entry, entry, next])
      await call(ledgerContract.enterVouchers, { params, body: { vouchers: [each] } });
    const reversed = await call(ledgerContract.reverseVoucher, {
      params: { voucherId: entry.id },
      body: { date: '2026-11-21' },
    });
    await deliver(webhook.id);
    const told = received.map(({ body }) => JSON.parse(body));
    const names = new Map([entry, next].map(({ id }, n) => [id, n]));
    expect(told.map(({ type, data }) => [type, names.get(data.voucherId), data.reversalOf])).toEqual(
      expect.arrayContaining([
        ['document.ready', undefined, undefined],
        ['voucher.posted', 0, null],
        ['voucher.posted', 1, null],
        ['voucher.posted', undefined, entry.id],
      ]),
    );
    expect(told).toHaveLength(4);
    expect(
      told.every(({ officeId, clientId }) => officeId === office.tenantId && clientId === office.clientId),
    ).toBe(true);
    const ready = told.find(({ type }) => type === 'document.ready');
    expect(ready.data).toMatchObject({
      fileName: 'a.xml',
      kind: 'invoice',
      currency: 'TRY',
      direction: 'alis',
    });
    expect(reversed).toBeDefined();
    for (const { headers, body } of received)
      expect(verify(secret, headers['muhasebi-signature'], body, now.getTime() / 1000)).toBe(true);
  });

  it('nothing is written where nobody subscribes, and nothing of an act that was taken back', async () => {
    await add(['report.sent']);
    await emit('voucher.posted', { voucherId: 'x' });
    await inScope(intake.db, systemScope(office.tenantId), async (trx) => {
      await webhooks.service.emit(trx, office.tenantId, { type: 'report.sent', clientId: null, data: {} });
      throw new Error('taken back');
    }).catch(() => {});
    const { rows } = await intake.superuser.query('select type from webhook_events where tenant_id = $1', [
      office.tenantId,
    ]);
    expect(rows).toEqual([]);
    expect(await jobs('webhooks.deliver')).toEqual([]);
  });

  it('what can happen once only is told once, and other offices hear nothing', async () => {
    const { webhook } = await add();
    await emit('voucher.posted', { n: 1 }, 'voucher 1');
    await emit('voucher.posted', { n: 2 }, 'voucher 1');
    const mine = office;
    office = await createOffice(intake);
    await emit('voucher.posted', { n: 3 });
    office = mine;
    await deliver(webhook.id);
    expect(received.map(({ body }) => JSON.parse(body).data)).toEqual([{ n: 1 }]);
    const foreign = (await createOffice(intake)).scope;
    const params = { endpointId: webhook.id };
    await expect(call(contract.testWebhook, { params }, foreign)).rejects.toMatchObject({
      code: 'WEBHOOK_NOT_FOUND',
    });
    expect((await call(contract.listWebhooks, {}, foreign)).items).toEqual([]);
  });
});

describe('a signature', () => {
  it('does not hold for another body, another secret, or after five minutes', async () => {
    const { webhook, secret } = await add();
    await emit('voucher.posted', { text: 'İĞÜŞÖÇ ₺' });
    await deliver(webhook.id);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const signature = headers['muhasebi-signature'];
    const at = now.getTime() / 1000;
    expect(verify(secret, signature, body, at + REPLAY_WINDOW_SECONDS - 1)).toBe(true);
    expect(verify(secret, signature, body, at + REPLAY_WINDOW_SECONDS + 1)).toBe(false);
    expect(verify(secret, signature, body, at - REPLAY_WINDOW_SECONDS - 1)).toBe(false);
    expect(verify(secret, signature, `${body} `, at)).toBe(false);
    expect(verify(`${secret}x`, signature, body, at)).toBe(false);
    expect(verify(secret, undefined, body, at)).toBe(false);
  });

  it('is made with the new secret once it was renewed; no list ever shows one', async () => {
    const { webhook, secret } = await add();
    const params = { endpointId: webhook.id };
    const renewed = await call(contract.renewWebhookSecret, { params });
    const tested = await call(contract.testWebhook, { params });
    expect(tested).toMatchObject({ state: 'delivered', type: 'test', attempts: 1, lastStatus: 204 });
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(tested.body).toBe(body);
    expect(verify(renewed.secret, headers['muhasebi-signature'], body, now.getTime() / 1000)).toBe(true);
    expect(verify(secret, headers['muhasebi-signature'], body, now.getTime() / 1000)).toBe(false);
    const shown = JSON.stringify([await call(contract.listWebhooks, {}), tested]);
    const audited = JSON.stringify(
      (await intake.superuser.query('select * from audit_log where tenant_id = $1', [office.tenantId])).rows,
    );
    for (const text of [shown, audited]) expect(text).not.toMatch(/whsec_|secret_encrypted/);
  });
});

describe('a delivery that is not taken', () => {
  it('is tried again after its pause, longer where the far side asks, and keeps its event’s id', async () => {
    const { webhook } = await add();
    await emit('voucher.posted', {});
    answers = [
      { status: 500, body: 'bozuk\0' },
      { status: 429, headers: { 'retry-after': '600' } },
    ];
    await deliver(webhook.id);
    await deliver(webhook.id);
    expect(received).toHaveLength(1);
    now = new Date(now.getTime() + 10_000);
    await deliver(webhook.id);
    now = new Date(now.getTime() + 61_000);
    await deliver(webhook.id);
    expect(received).toHaveLength(2);
    now = new Date(now.getTime() + 540_000);
    await deliver(webhook.id);
    expect(new Set(received.map(({ headers }) => headers['muhasebi-event-id'])).size).toBe(1);
    const [delivery] = await log(webhook.id);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 3, lastStatus: 204, dueAt: null });
    const { tried } = await call(contract.showWebhookDelivery, {
      params: { deliveryId: delivery?.id ?? '' },
    });
    expect(tried.map(({ status, answer }) => [status, answer])).toEqual([
      [500, 'bozuk'],
      [429, ''],
      [204, ''],
    ]);
  });

  it('has a job at its time, and one that comes meanwhile does not wait for it', async () => {
    const { webhook } = await add();
    await emit('voucher.posted', { n: 1 });
    answers = [{ status: 503 }];
    await intake.superuser.query('delete from graphile_worker._private_jobs');
    await deliver(webhook.id);
    const [later] = await jobs('webhooks.deliver');
    expect(later?.run_at).toEqual(new Date(now.getTime() + 10_000));
    await emit('voucher.posted', { n: 2 });
    const [soon, ...none] = await jobs('webhooks.deliver');
    expect(none).toEqual([]);
    expect(Math.abs((soon?.run_at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    await deliver(webhook.id);
    expect(received.map(({ body }) => JSON.parse(body).data.n)).toEqual([1, 2]);
  });

  it('fails after the last pause, and is sent again by hand', async () => {
    const { webhook } = await add();
    await emit('voucher.posted', {});
    for (let n = 0; n < 11; n += 1) {
      answers = [{ status: 400 }];
      await deliver(webhook.id);
      // Its pause is over, and it did not fail for so long that it is turned off.
      await intake.superuser.query('update webhook_endpoints set failing_since = $2 where tenant_id = $1', [
        office.tenantId,
        now,
      ]);
      await intake.superuser.query(
        `update webhook_deliveries set due_at = $2 where tenant_id = $1 and state = 'waiting'`,
        [office.tenantId, now],
      );
    }
    const [failed] = await log(webhook.id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 11, lastStatus: 400 });
    const again = await call(contract.redeliverWebhook, { params: { deliveryId: failed?.id ?? '' } });
    expect(again).toMatchObject({ state: 'waiting', attempts: 11 });
    await deliver(webhook.id);
    expect((await log(webhook.id))[0]).toMatchObject({ state: 'delivered', attempts: 12 });
  });
});

describe('a webhook', () => {
  it('that fails for three days, or is gone, is turned off and its owners told; turned on, it gets what waited', async () => {
    const owner = { tenant_id: office.tenantId, user_id: office.userId, role: 'owner' };
    await inScope(intake.db, office.scope, (trx) => trx.insertInto('memberships').values(owner).execute());
    const { webhook } = await add();
    await emit('voucher.posted', { n: 1 });
    answers = [{ status: 500 }, { status: 500 }];
    await deliver(webhook.id);
    now = new Date(now.getTime() + 3 * DAY_MS);
    await deliver(webhook.id);
    const [off] = (await call(contract.listWebhooks, {})).items;
    expect(off).toMatchObject({ off: { because: 'failing' }, waiting: 1 });
    const { rows } = await intake.superuser.query(
      'select kind, params from notifications where tenant_id = $1',
      [office.tenantId],
    );
    expect(rows).toEqual([{ kind: 'webhook-off', params: { host: new URL(url).host, because: 'failing' } }]);
    await emit('voucher.posted', { n: 2 });
    now = new Date(now.getTime() + DAY_MS);
    await deliver(webhook.id);
    expect(received).toHaveLength(2);
    const params = { endpointId: webhook.id };
    await expect(call(contract.testWebhook, { params })).rejects.toMatchObject({ code: 'WEBHOOK_OFF' });
    const on = await call(contract.changeWebhook, { params, body: { version: off?.version ?? 0, on: true } });
    expect(on).toMatchObject({ off: null, failingSince: null });
    await deliver(webhook.id);
    expect(received.map(({ body }) => JSON.parse(body).data.n)).toEqual([1, 1, 1]);
    await emit('voucher.posted', { n: 3 });
    answers = [{ status: 410 }];
    await deliver(webhook.id);
    expect((await call(contract.listWebhooks, {})).items[0]).toMatchObject({ off: { because: 'gone' } });
  });

  it('never leads inside, neither as typed nor by the name it resolves to', async () => {
    for (const typed of [
      'http://ornek.com/',
      'https://10.0.0.1/',
      'https://[fd00::1]/',
      'ftp://ornek.com',
      'https://a:b@ornek.com',
      'adres',
    ])
      await expect(add(['sync.failed'], typed), typed).rejects.toMatchObject({ code: 'WEBHOOK_URL_REFUSED' });
    const strict = createWebhooksFeature({
      ...intake.deps,
      clock: { now: () => now },
      outboundReach: 'public',
    });
    const production = createCaller(strict.feature.routes, office.scope);
    for (const typed of [url, 'https://localhost/', 'https://127.0.0.1/'])
      await expect(
        production(contract.createWebhook, { body: { url: typed, events: ['sync.failed'] } }),
      ).rejects.toMatchObject({ code: 'WEBHOOK_URL_REFUSED' });
    const { webhook } = await add();
    const tested = await production(contract.testWebhook, { params: { endpointId: webhook.id } });
    expect(tested).toMatchObject({ state: 'waiting', lastStatus: null, lastFault: 'address-refused' });
    expect(received).toEqual([]);
  });

  it('is changed by version, counted, and removed with its log; old events go by night', async () => {
    const { webhook } = await add();
    const params = { endpointId: webhook.id };
    await emit('voucher.posted', {});
    await deliver(webhook.id);
    const body = {
      version: 1,
      events: ['sync.failed', 'document.ready'] as WebhookEvent[],
      description: 'ERP',
    };
    expect(await call(contract.changeWebhook, { params, body })).toMatchObject({
      ...{ events: ['document.ready', 'sync.failed'], description: 'ERP', version: 2, waiting: 0 },
      lastDeliveredAt: now.toISOString(),
    });
    await expect(call(contract.changeWebhook, { params, body })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    const parts = webhooks.feature.parts ?? [];
    expect((await parts[0]?.look())?.detail.en).toMatch(/^\d+ on, /);
    const context = { jobId: '1', attempt: 1, maxAttempts: 1, log: testLog, signal: undefined };
    now = new Date(Date.now() + 29 * DAY_MS);
    await jobOf('webhooks.clear-events')?.run({}, context);
    expect(await log(webhook.id)).toHaveLength(1);
    now = new Date(Date.now() + 31 * DAY_MS);
    await jobOf('webhooks.clear-events')?.run({}, context);
    expect(await log(webhook.id)).toEqual([]);
    await call(contract.removeWebhook, { params });
    await expect(call(contract.removeWebhook, { params })).rejects.toMatchObject({
      code: 'WEBHOOK_NOT_FOUND',
    });
    for (let n = 0; n < 20; n += 1) await add();
    await expect(add()).rejects.toMatchObject({ code: 'WEBHOOK_LIMIT' });
  });
});
