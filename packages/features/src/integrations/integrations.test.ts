/** The frame of integrations: nothing twice and nothing lost whatever is killed, whose an item is, and when a run is tried again. */
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { documentIntakeContract } from '../document-intake/contract.ts';
import { resealSecrets } from '../reseal-secrets.ts';
import { createCaller } from '../route-caller.fixture.ts';
import {
  BUYER_TAX_ID,
  createSyncGround,
  invoiceXml,
  OTHER_TAX_ID,
  type SyncGround,
} from '../sync-ground.fixture.ts';
import type { OfficeScope } from '../whole-office.fixture.ts';
import { SyncFault } from './connector.ts';
import { integrationsContract as contract } from './contract.ts';
import { farSide, letters, refused } from './letters.fixture.ts';
import { openSecrets, sealPurpose } from './sealed-settings.ts';
import { TICK_JOB } from './tick.ts';

const away = () =>
  new SyncFault('unreachable', { tr: 'Ulaşılamıyor.', en: 'Unreachable.' }, { tr: 'Bekleyin.', en: 'Wait.' });

let ground: SyncGround;
let scope: OfficeScope;
let clientId: string;
const settings = { word: 'selam', secret: 'açıl susam' };

beforeAll(async () => {
  ground = await createSyncGround([letters]);
});
afterAll(() => ground?.close());
beforeEach(async () => {
  Object.assign(farSide, { letters: [], fault: null, cut: () => {} });
  scope = await ground.openOffice();
  clientId = await ground.openClient(scope, BUYER_TAX_ID);
});

const documentsOf = async (ofClient = clientId) =>
  (
    await createCaller(ground.routes, scope)(documentIntakeContract.listDocuments, {
      params: { clientId: ofClient },
      query: { limit: 500 },
    })
  ).items;

/** Runs it as the queue does, again after each kill; answers after how many kills it was done. */
async function workOff(integrationId: string, runId: string | undefined): Promise<number> {
  for (let kills = 0; kills < 60; kills++) {
    await ground.runJob('integrations.run', { tenantId: scope.tenantId, runId }).catch(() => {
      // As the queue does, it is simply run again.
    });
    if ((await ground.runs(scope, integrationId))[0]?.state === 'done') return kills;
    // What a worker that is gone left: the run is still worked on, for all that the database knows.
    await ground.superuser.query(
      "update sync_runs set state = 'running', ended_at = null, fault = null where run_id = $1",
      [runId],
    );
  }
  throw new Error('the run was never done');
}

test('a run killed at any step, again and again, takes every item once and loses none', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings, clientId });
  farSide.letters = [1, 2, 3].map((n) => ({
    key: `m${n}`,
    files: { [`${n}.xml`]: invoiceXml({ net: 100 + n }) },
  }));
  await ground.frame(contract.syncNow, { params: { integrationId: made.id } }, scope);
  const [queued] = await ground.runs(scope, made.id);
  const steps = new Set<string>();
  // Each step of each letter kills once; the same run is then taken up again, as by the next worker.
  farSide.cut = (step) => {
    const place = `${step}:${steps.size}`;
    const killed = [...steps].filter((known) => known.startsWith(`${step}:`)).length;
    if (killed >= 3) return;
    steps.add(place);
    throw Object.assign(new Error('killed'), { code: 'ECONNRESET' });
  };
  const kills = await workOff(made.id, queued?.id);
  expect(kills).toBeGreaterThanOrEqual(12);
  expect((await ground.runs(scope, made.id))[0]).toMatchObject({
    state: 'done',
    items: 3,
    documents: 3,
    known: 0,
  });
  expect((await documentsOf()).map(({ fileName }) => fileName).sort()).toEqual(['1.xml', '2.xml', '3.xml']);
  expect(await ground.items(scope, made.id)).toHaveLength(3);
  await ground.runJobs('document-intake.read');
  expect(new Set((await documentsOf()).map(({ state }) => state))).toEqual(new Set(['READY']));
  // The kills counted as faults of the far side; resumed, there is nothing left to take.
  await ground.frame(contract.resumeIntegration, { params: { integrationId: made.id } }, scope);
  expect((await ground.sync(scope, made.id)).items).toBe(0);
});

test('whose an item is: bound, by sender, or by the one client inside; two answers or none go to the tray', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const otherId = await ground.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
  await ground.frame(
    contract.putSyncSender,
    { body: { kind: 'email', value: 'Kasa@Baska.example', clientId: otherId } },
    scope,
  );
  const stranger = invoiceXml({ net: 7, customer: '1234567801' });
  farSide.letters = [
    { key: 'inside', files: { 'icindeki.xml': invoiceXml({ net: 1 }) } },
    { key: 'sender', from: 'KASA@baska.example', files: { 'gorsel.pdf': '%PDF-1.7 yok' } },
    { key: 'contradiction', from: 'kasa@baska.example', files: { 'celisen.xml': invoiceXml({ net: 2 }) } },
    { key: 'unknown', from: 'kim@yok.example', files: { 'yabanci.xml': stranger, 'resim.png': '\u0089PNG' } },
    { key: 'nothing', files: {} },
  ];
  const run = await ground.sync(scope, made.id);
  expect(run).toMatchObject({ state: 'done', items: 5, documents: 2, trayed: 3, done: 5, total: 5 });
  const items = await ground.items(scope, made.id);
  const states = Object.fromEntries(
    items.map(({ fileName, state, client }) => [fileName, [state, client?.id]]),
  );
  expect(states).toEqual({
    'icindeki.xml': ['document', clientId],
    'gorsel.pdf': ['document', otherId],
    'celisen.xml': ['tray', undefined],
    'yabanci.xml': ['tray', undefined],
    'resim.png': ['tray', undefined],
    nothing: ['empty', undefined],
  });
  expect(items.find(({ fileName }) => fileName === 'celisen.xml')?.reason?.message).toContain(
    'başka bir mükellefi',
  );

  // The tray: given to a client, put back, dismissed; and the run as a whole taken back.
  const inTray = items.filter(({ state }) => state === 'tray').map(({ id }) => id);
  const body = { itemIds: inTray, clientId, remember: true };
  const assigned = await ground.frame(contract.assignSyncItems, { body }, scope);
  expect(assigned.results.map(({ item }) => item.state)).toEqual(['document', 'document', 'document']);
  await ground.runJobs('document-intake.read');
  const back = await ground.frame(contract.returnSyncItems, { body: { itemIds: inTray.slice(0, 1) } }, scope);
  expect(back.results[0]).toMatchObject({ refused: null, item: { state: 'tray', documentId: null } });
  const gone = await ground.frame(
    contract.dismissSyncItems,
    { body: { itemIds: inTray.slice(0, 1) } },
    scope,
  );
  expect(gone.results[0]?.item.state).toBe('dismissed');
  const { undone, kept } = await ground.frame(contract.undoSyncRun, { params: { runId: run.id } }, scope);
  expect({ undone, kept }).toEqual({ undone: 4, kept: [] });
  expect(new Set((await documentsOf()).map(({ state }) => state))).toEqual(new Set(['REJECTED']));
  // Not asked for again; given anew, the rejected document is read again.
  expect((await ground.sync(scope, made.id)).items).toBe(0);
  const again = items.filter(({ fileName }) => fileName === 'icindeki.xml').map(({ id }) => id);
  await ground.frame(contract.assignSyncItems, { body: { itemIds: again, clientId } }, scope);
  expect((await documentsOf()).find(({ fileName }) => fileName === 'icindeki.xml')?.state).toBe('PENDING');
  const { items: senders } = await ground.frame(contract.listSyncSenders, {}, scope);
  expect(senders.map(({ value, client }) => [value, client.id])).toEqual([
    ['kasa@baska.example', clientId],
    ['kim@yok.example', clientId],
  ]);
});

const statement = (account: string) =>
  [
    ':20:OZET',
    `:25:${account}`,
    ':28C:7/1',
    ':60F:C261101TRY100,00',
    ':61:2611021102C50,00NTRFREF1',
    ':86:Tahsilat',
    ':62F:C261102TRY150,00',
    '',
  ].join('\r\n');

test('of a ZIP of several clients each file goes its own way, once, whatever is killed, and all of it is taken back', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const otherId = await ground.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
  const stranger = invoiceXml({ net: 7, customer: '1234567801' });
  const zip = await zipOf({
    'bizim.xml': invoiceXml({ net: 1 }),
    'ic/baska.xml': invoiceXml({ net: 2, customer: OTHER_TAX_ID }),
    'yabanci.xml': stranger,
    'ic/ekstre.txt': statement('TR330006100519786457841326'),
    'bomba.xml': Buffer.alloc(8 * 1024 * 1024),
    'ikiz.zip': await zipOf({ 'derin.xml': invoiceXml({ net: 3 }) }),
  });
  farSide.letters = [{ key: 'hepsi', files: { 'hepsi.zip': zip } }];
  await ground.frame(contract.syncNow, { params: { integrationId: made.id } }, scope);
  const [queued] = await ground.runs(scope, made.id);
  const killedAt = new Set<string>();
  farSide.cut = (step) => {
    if (killedAt.has(step)) return;
    killedAt.add(step);
    throw Object.assign(new Error('killed'), { code: 'ECONNRESET' });
  };
  await workOff(made.id, queued?.id);
  expect(killedAt).toContain('within');
  const [run] = await ground.runs(scope, made.id);
  expect(run).toMatchObject({ state: 'done', items: 1, documents: 3, trayed: 2, refused: 1 });
  const seen = async () =>
    (await ground.items(scope, made.id)).map(({ fileName, state, client }) => [fileName, state, client?.id]);
  const parts = [
    ['hepsi.zip', 'empty', undefined],
    ['hepsi.zip!bizim.xml', 'document', clientId],
    ['hepsi.zip!baska.xml', 'document', otherId],
    ['hepsi.zip!yabanci.xml', 'tray', undefined],
    ['hepsi.zip!ekstre.txt', 'tray', undefined],
    ['hepsi.zip!derin.xml', 'document', clientId],
    ['hepsi.zip!bomba.xml', 'refused', undefined],
  ];
  expect(await seen()).toEqual(parts);
  expect((await ground.log(scope, run?.id ?? '')).join('\n')).toContain('hepsi.zip: içindeki 5 dosya');

  // Once more, by another mail: nothing of it is there twice.
  await ground.frame(contract.resumeIntegration, { params: { integrationId: made.id } }, scope);
  farSide.letters.push({ key: 'yine', files: { 'yine.zip': zip } });
  expect(await ground.sync(scope, made.id)).toMatchObject({ documents: 0, trayed: 0, known: 5 });
  expect((await ground.items(scope, made.id)).filter(({ state }) => state === 'tray')).toHaveLength(2);

  await ground.runJobs('document-intake.read');
  const { undone, kept } = await ground.frame(
    contract.undoSyncRun,
    { params: { runId: run?.id ?? '' } },
    scope,
  );
  expect({ undone, kept }).toEqual({ undone: 5, kept: [] });
  for (const id of [clientId, otherId])
    expect(new Set((await documentsOf(id)).map(({ state }) => state))).toEqual(new Set(['REJECTED']));
});

test('a known sender’s ZIP is theirs but for what names another client; a statement in it reaches the bank', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const otherId = await ground.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
  const sender = { kind: 'email', value: 'kasa@baska.example', clientId: otherId } as const;
  await ground.frame(contract.putSyncSender, { body: sender }, scope);
  const zip = await zipOf({
    'kendisi.xml': invoiceXml({ net: 11, customer: OTHER_TAX_ID }),
    'gorsel.pdf': '%PDF-1.7 yok',
    'celisen.xml': invoiceXml({ net: 12 }),
    'ekstre.sta': statement('TR320010009999901234567890'),
  });
  const onlyTheirs = await zipOf({ 'yalniz.xml': invoiceXml({ net: 13, customer: OTHER_TAX_ID }) });
  farSide.letters = [
    { key: 'karisik', from: 'kasa@baska.example', files: { 'karisik.zip': zip } },
    { key: 'tek', from: 'kasa@baska.example', files: { 'tek.zip': onlyTheirs } },
  ];
  expect(await ground.sync(scope, made.id)).toMatchObject({ documents: 3, statements: 1, trayed: 1 });
  const items = await ground.items(scope, made.id);
  expect(items.map(({ fileName, state, client }) => [fileName, state, client?.id])).toEqual([
    ['karisik.zip', 'empty', undefined],
    ['karisik.zip!kendisi.xml', 'document', otherId],
    ['karisik.zip!gorsel.pdf', 'document', otherId],
    ['karisik.zip!celisen.xml', 'tray', undefined],
    ['karisik.zip!ekstre.sta', 'statement', otherId],
    // What is one client’s stays whole.
    ['tek.zip', 'document', otherId],
  ]);
});

test('a fault that waiting mends is tried again later and pauses after five; one that needs a person pauses at once', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  farSide.fault = away();
  for (let n = 1; n <= 4; n++) {
    expect(await ground.sync(scope, made.id)).toMatchObject({
      state: 'failed',
      fault: { kind: 'unreachable' },
    });
    const { state, failuresInARow, nextDueAt } = await ground.integration(scope, made.id);
    expect([state, failuresInARow]).toEqual(['active', n]);
    const waitMs = Date.parse(nextDueAt ?? '') - Date.now();
    expect(waitMs).toBeGreaterThan(60_000 * 2 ** (n - 1) - 30_000);
    expect(waitMs).toBeLessThanOrEqual(60_000 * 2 ** (n - 1));
  }
  await ground.sync(scope, made.id);
  const paused = await ground.integration(scope, made.id);
  expect(paused).toMatchObject({
    state: 'paused',
    nextDueAt: null,
    fault: { message: 'Ulaşılamıyor.', next: 'Bekleyin.' },
  });
  await expect(ground.sync(scope, made.id)).rejects.toMatchObject({ code: 'INTEGRATION_PAUSED' });
  const told = await ground.superuser.query(
    "select link from notifications where tenant_id = $1 and kind = 'sync-failed'",
    [scope.tenantId],
  );
  expect(told.rows).toEqual([{ link: `/entegrasyonlar/${made.id}` }]);

  farSide.fault = null;
  await ground.frame(contract.resumeIntegration, { params: { integrationId: made.id } }, scope);
  expect((await ground.sync(scope, made.id)).state).toBe('done');
  expect(await ground.integration(scope, made.id)).toMatchObject({ state: 'active', failuresInARow: 0 });
  farSide.fault = refused();
  await ground.sync(scope, made.id);
  expect(await ground.integration(scope, made.id)).toMatchObject({
    state: 'paused',
    fault: { kind: 'refused' },
  });
});

test('secrets are sealed and never sent back; a form that leaves them empty keeps them; a test calls the far side', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  expect(made).toMatchObject({ settings: { word: 'selam' }, secretsSet: ['secret'] });
  const { rows } = await ground.superuser.query(
    'select settings::text, secrets from integrations where integration_id = $1',
    [made.id],
  );
  expect(`${rows[0].settings} ${rows[0].secrets.toString('latin1')}`).not.toMatch(/susam/);
  const params = { integrationId: made.id };
  const body = {
    name: 'Yeni ad',
    clientId: null,
    everyMinutes: null,
    settings: { word: 'merhaba', secret: '' },
  };
  const changed = await ground.frame(
    contract.changeIntegration,
    { params, body: { ...body, version: made.version } },
    scope,
  );
  expect(changed).toMatchObject({ name: 'Yeni ad', secretsSet: ['secret'], nextDueAt: null });
  await expect(
    ground.frame(contract.changeIntegration, { params, body: { ...body, version: made.version } }, scope),
  ).rejects.toMatchObject({ code: 'INTEGRATION_CHANGED_MEANWHILE' });
  expect(await ground.frame(contract.testIntegration, { params }, scope)).toMatchObject({ fault: null });
  expect((await ground.integration(scope, made.id)).settings).toEqual({ word: 'merhaba!' });
  const wrong = { kind: 'letters', integrationId: made.id, settings: { word: 'x', secret: 'yanlış' } };
  expect(await ground.frame(contract.testSettings, { body: wrong }, scope)).toMatchObject({
    found: null,
    fault: { kind: 'refused', next: 'Parolayı düzeltin.' },
  });
});

test('stored secrets are never sent to another far side than the one they were given for', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const elsewhere = { ...settings, server: 'baska', secret: '' };
  const tried = { kind: 'letters', integrationId: made.id, settings: elsewhere };
  const asked = { code: 'INTEGRATION_SECRET_AGAIN' };
  await expect(ground.frame(contract.testSettings, { body: tried }, scope)).rejects.toMatchObject(asked);
  const params = { integrationId: made.id };
  const body = { name: 'x', clientId: null, everyMinutes: null, settings: elsewhere, version: made.version };
  await expect(ground.frame(contract.changeIntegration, { params, body }, scope)).rejects.toMatchObject(
    asked,
  );
  const again = { ...body, settings: { ...elsewhere, secret: 'açıl susam' } };
  const changed = await ground.frame(contract.changeIntegration, { params, body: again }, scope);
  expect(changed).toMatchObject({ secretsSet: ['secret'], settings: { server: 'baska' } });
});

test('what is due runs once however often the minute ticks; a drained worker hands its run on; a stopped one keeps what it took', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings, clientId });
  await ground.runJob(TICK_JOB, {});
  await ground.runJob(TICK_JOB, {});
  expect(await ground.runs(scope, made.id)).toHaveLength(1);
  farSide.letters = [1, 2].map((n) => ({ key: `m${n}`, files: { [`${n}.xml`]: invoiceXml({ net: n }) } }));
  const worker = new AbortController();
  farSide.cut = (step) => {
    if (step !== 'taken') return;
    worker.abort();
    throw new Error('drained');
  };
  await ground.runSyncs({ signal: worker.signal }).catch(() => {});
  farSide.cut = () => {};
  await ground.runSyncs();
  expect(await ground.runs(scope, made.id)).toMatchObject([{ state: 'done', items: 2 }]);

  farSide.letters.push({ key: 'm3', files: { '3.xml': invoiceXml({ net: 3 }) } }, { key: 'm4', files: {} });
  const asked = await ground.frame(contract.syncNow, { params: { integrationId: made.id } }, scope);
  const stopAt: Promise<unknown>[] = [];
  farSide.cut = (step) => {
    if (step === 'told')
      stopAt.push(ground.frame(contract.stopSyncRun, { params: { runId: asked.id } }, scope));
  };
  await ground.runSyncs();
  await Promise.all(stopAt);
  const [stopped] = await ground.runs(scope, made.id);
  expect(['stopped', 'done']).toContain(stopped?.state);
  expect(await ground.items(scope, made.id)).toHaveLength(stopped?.state === 'done' ? 4 : 3);

  // A run whose job is no more is ended by the next tick, and the integration is tried again.
  farSide.cut = () => {};
  const lost = await ground.frame(contract.syncNow, { params: { integrationId: made.id } }, scope);
  await ground.superuser.query("delete from graphile_worker._private_jobs where payload ->> 'runId' = $1", [
    lost.id,
  ]);
  await ground.runJob(TICK_JOB, {});
  expect((await ground.runs(scope, made.id))[0]).toMatchObject({
    id: lost.id,
    state: 'failed',
    fault: { kind: 'internal' },
  });
});

test('by another key every secret is sealed anew, once; a run that was cut off is run again, and what no key opens is named', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const other = await ground.make(scope, { kind: 'letters', settings });
  const { encryptionKey: first } = ground.deps;
  const [second, strange] = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
  const factor = encryptSecret(first, `totp:${scope.userId}`, 'GEZDGNBV');
  await ground.superuser.query('update users set totp_secret_encrypted = $1 where user_id = $2', [
    factor,
    scope.userId,
  ]);
  const lost = encryptSecret(strange, sealPurpose(scope.tenantId, other.id), '{}');
  await ground.superuser.query('update integrations set secrets = $1 where integration_id = $2', [
    lost,
    other.id,
  ]);

  const once = await resealSecrets(ground.db, { old: first, new: second });
  expect(once.find(({ kind }) => kind === 'second-factor')).toMatchObject({ resealed: 1, already: 0 });
  expect(once.find(({ kind }) => kind === 'integration')?.unreadable).toEqual([other.id]);
  const again = await resealSecrets(ground.db, { old: first, new: second });
  expect(again.map(({ resealed }) => resealed)).toEqual([0, 0, 0]);
  const rows = await ground.superuser.query('select secrets from integrations where integration_id = $1', [
    made.id,
  ]);
  const place = { tenantId: scope.tenantId, integrationId: made.id };
  expect(openSecrets(second, place, rows.rows[0].secrets)).toEqual({ secret: 'açıl susam' });
  expect(() => openSecrets(first, place, rows.rows[0].secrets)).toThrow();

  // A run under the key that is gone fails in words, and waits for a person.
  expect(await ground.sync(scope, made.id)).toMatchObject({
    state: 'failed',
    fault: { kind: 'wrong-settings' },
  });
  expect((await ground.integration(scope, made.id)).state).toBe('paused');
  const body = { name: 'x', clientId: null, everyMinutes: 5, settings, version: 0 };
  const { version } = await ground.integration(scope, made.id);
  const params = { integrationId: made.id };
  await ground.frame(contract.changeIntegration, { params, body: { ...body, version } }, scope);
  expect(await ground.frame(contract.testIntegration, { params }, scope)).toMatchObject({ fault: null });
});

test('a bank statement finds its client by the account; of an unknown account it waits in the tray, and is taken back whole', async () => {
  const made = await ground.make(scope, { kind: 'letters', settings });
  const statement = [
    ':20:EKSTRE',
    ':25:TR330006100519786457841326',
    ':28C:1/1',
    ':60F:C261101TRY100,00',
    ':61:2611021102C25,00NTRFREF1',
    ':86:Tahsilat',
    ':62F:C261102TRY125,00',
    '-',
  ].join('\r\n');
  farSide.letters = [{ key: 'mt', files: { 'ekstre.sta': statement } }];
  expect(await ground.sync(scope, made.id)).toMatchObject({ state: 'done', trayed: 1, documents: 0 });
  const [item] = await ground.items(scope, made.id);
  expect(item?.reason?.message).toContain('TR330006100519786457841326');
  const itemIds = [item?.id ?? ''];
  const given = await ground.frame(contract.assignSyncItems, { body: { itemIds, clientId } }, scope);
  expect(given.results[0]).toMatchObject({
    refused: null,
    item: { state: 'statement', client: { id: clientId } },
  });
  const lines = async () =>
    (await ground.superuser.query('select from bank_lines where tenant_id = $1', [scope.tenantId])).rowCount;
  expect(await lines()).toBe(1);
  await ground.frame(contract.returnSyncItems, { body: { itemIds } }, scope);
  expect(await lines()).toBe(0);
});
