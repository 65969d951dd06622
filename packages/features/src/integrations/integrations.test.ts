/** The frame of integrations: nothing twice and nothing lost whatever is killed, whose an item is, and when a run is tried again. */
import { Readable } from 'node:stream';
import { encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
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
import { type SyncConnector, SyncFault } from './connector.ts';
import { integrationsContract as contract } from './contract.ts';
import { openSecrets, sealPurpose } from './sealed-settings.ts';
import { TICK_JOB } from './tick.ts';

interface Letter {
  readonly key: string;
  readonly from?: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** A far side of letters in an order; it is cut off where a test says so. */
const farSide: { letters: Letter[]; fault: SyncFault | null; cut: (step: string) => void } = {
  letters: [],
  fault: null,
  cut: () => {},
};

const letters: SyncConnector<{ word: string; secret: string }, { at: number }> = {
  kind: 'letters',
  title: { tr: 'Mektuplar', en: 'Letters' },
  summary: { tr: 'Mektuplar', en: 'Letters' },
  about: 'either',
  fields: [
    { name: 'word', label: { tr: 'Söz', en: 'Word' }, kind: 'text', required: true },
    { name: 'server', label: { tr: 'Sunucu', en: 'Server' }, kind: 'text', required: false, isAddress: true },
    { name: 'secret', label: { tr: 'Parola', en: 'Password' }, kind: 'secret', required: true },
  ],
  settings: z.object({ word: z.string().min(1), secret: z.string().min(1) }),
  cursor: z.object({ at: z.number() }),
  everyMinutes: 15,
  async test({ word, secret }) {
    if (secret !== 'açıl susam') throw refused();
    return { found: { tr: `${farSide.letters.length} mektup`, en: 'letters' }, keep: { word: `${word}!` } };
  },
  async pull(run) {
    farSide.cut('begun');
    if (farSide.fault !== null) throw farSide.fault;
    for (let at = run.cursor?.at ?? 0; at < farSide.letters.length; at++) {
      const letter = farSide.letters[at];
      if (letter === undefined) break;
      const isNew = (await run.unseen([letter.key])).has(letter.key);
      farSide.cut('asked');
      if (isNew) {
        const files = [];
        for (const [name, content] of Object.entries(letter.files))
          files.push(await run.receive(name, Readable.from([Buffer.from(content)]), 1_000_000));
        farSide.cut('received');
        const hints = letter.from === undefined ? {} : { emails: [letter.from] };
        const told = { name: letter.key, from: letter.from ?? null, subject: 'Fatura', receivedAt: null };
        // Killed inside the transaction, at its very end.
        await run.take({ key: letter.key, ...told, files, hints }, { at: at + 1 }, async () =>
          farSide.cut('within'),
        );
        farSide.cut('taken');
      } else await run.moveCursor({ at: at + 1 });
      await run.progress(at + 1, farSide.letters.length);
      farSide.cut('told');
    }
    await run.tell({ tr: 'Hepsi alındı.', en: 'All taken.' });
    farSide.cut('ended');
  },
};

function refused(): SyncFault {
  return new SyncFault(
    'refused',
    { tr: 'Parola kabul edilmedi.', en: 'The password was not accepted.' },
    { tr: 'Parolayı düzeltin.', en: 'Correct the password.' },
  );
}
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
  const payload = { tenantId: scope.tenantId, runId: queued?.id };
  let kills = 0;
  for (; kills < 60; kills++) {
    await ground.runJob('integrations.run', payload).catch(() => {
      // As the queue does, it is simply run again.
    });
    if ((await ground.runs(scope, made.id))[0]?.state === 'done') break;
    // What a worker that is gone left: the run is still worked on, for all that the database knows.
    await ground.superuser.query(
      "update sync_runs set state = 'running', ended_at = null, fault = null where run_id = $1",
      [queued?.id],
    );
  }
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
