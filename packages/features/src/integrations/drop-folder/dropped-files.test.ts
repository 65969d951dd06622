/** Files dropped into watched folders and on SFTP servers come in once, whole, to the right client, whatever is cut. */
import { appendFile, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasSshd, type Sshd, startSshd } from '@muhasebi/connectors/sftp/sshd.fixture.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  BUYER_TAX_ID,
  createSyncGround,
  invoiceXml,
  OTHER_TAX_ID,
  type SyncGround,
} from '../../sync-ground.fixture.ts';
import type { OfficeScope } from '../../whole-office.fixture.ts';
import { integrationsContract as contract } from '../contract.ts';
import type { SettingValues } from '../integrations.queries.ts';
import { sftpConnector } from '../sftp/sftp-connector.ts';
import { watchedFolderConnector } from '../watched-folder/watched-folder-connector.ts';

let root: string;
let ground: SyncGround;
let scope: OfficeScope;
let clientId: string;
let home: string;
const quick = { settleSeconds: 0, afterTaking: 'move' };

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'muhasebi-dropped-'));
  ground = await createSyncGround([sftpConnector('public-or-loopback'), watchedFolderConnector(root)]);
});
afterAll(async () => {
  await ground?.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  scope = await ground.openOffice();
  clientId = await ground.openClient(scope, BUYER_TAX_ID);
  home = path.join(root, scope.tenantId);
  await mkdir(home);
});

const put = (name: string, content: string | Buffer) => writeFile(path.join(home, name), content);
const watch = (settings: SettingValues = {}, bound: string | null = null) =>
  ground.make(scope, { kind: 'watched-folder', clientId: bound, settings: { ...quick, ...settings } });
const states = async (integrationId: string) =>
  (await ground.items(scope, integrationId)).map(({ fileName, state, client }) => ({
    fileName,
    state,
    ofClient: client?.id ?? null,
  }));

test('whole files become documents of the client inside and are moved away; half-written ones wait', async () => {
  const made = await watch({ settleSeconds: 1 });
  await put('a.xml', invoiceXml({ net: 100 }));
  await put('b.xml.part', invoiceXml({ net: 200 }));
  await put('empty.xml', '');
  await put('growing.xml', '<Invoice');
  const growing = setInterval(() => void appendFile(path.join(home, 'growing.xml'), ' '), 100);
  const run = await ground.sync(scope, made.id).finally(() => clearInterval(growing));
  expect(run).toMatchObject({ state: 'done', documents: 1, refused: 0, fault: null });
  expect(await states(made.id)).toEqual([{ fileName: 'a.xml', state: 'document', ofClient: clientId }]);
  expect((await readdir(home)).sort()).toEqual(['alinanlar', 'b.xml.part', 'empty.xml', 'growing.xml']);
  expect((await ground.log(scope, run.id)).join('\n')).toMatch(/Hâlâ yazılıyor.*(empty|growing)\.xml/);
});

test('what was taken and could not be put away is not taken again, and is put away by the next run', async () => {
  const made = await watch({ afterTaking: 'keep' });
  await put('a.xml', invoiceXml({ net: 101 }));
  // Nothing lies in it: it only claims its size.
  await put('large.xml', '');
  await truncate(path.join(home, 'large.xml'), 101 * 1024 * 1024);
  expect(await ground.sync(scope, made.id)).toMatchObject({ documents: 1, refused: 1 });
  expect(await ground.sync(scope, made.id)).toMatchObject({ items: 0, known: 0 });
  const { version, everyMinutes, name } = await ground.integration(scope, made.id);
  const body = { name, clientId: null, everyMinutes, version, settings: { ...quick, afterTaking: 'delete' } };
  await ground.frame(contract.changeIntegration, { params: { integrationId: made.id }, body }, scope);
  expect(await ground.sync(scope, made.id)).toMatchObject({ items: 0 });
  // What was refused is nowhere else, so it stays.
  expect(await readdir(home)).toEqual(['large.xml']);
  // Tomorrow's file of the same name is another one.
  await put('a.xml', invoiceXml({ net: 102 }));
  expect(await ground.sync(scope, made.id)).toMatchObject({ documents: 1 });
});

test('a folder named after a tax number says whose its files are; one that names nobody leaves them in the tray', async () => {
  const other = await ground.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
  const made = await watch({ subfolders: true });
  await mkdir(path.join(home, OTHER_TAX_ID));
  await put(`${OTHER_TAX_ID}/liste.pdf`, '%PDF-1.4 no invoice');
  await put('liste.pdf', '%PDF-1.4 nobody’s');
  await ground.sync(scope, made.id);
  expect(await states(made.id)).toEqual(
    expect.arrayContaining([
      { fileName: 'liste.pdf', state: 'document', ofClient: other },
      { fileName: 'liste.pdf', state: 'tray', ofClient: null },
    ]),
  );
});

test('an office sees its own folder and no other’s, and says what the operator is to do where there is none', async () => {
  await put('mine.xml', invoiceXml({ net: 103 }));
  const foreign = await ground.openOffice();
  for (const folder of [`../${scope.tenantId}`, `/${scope.tenantId}`, '..']) {
    const made = await ground.make(foreign, { kind: 'watched-folder', settings: { ...quick, folder } });
    expect(await ground.sync(foreign, made.id)).toMatchObject({ state: 'failed', items: 0 });
    const { state, fault } = await ground.integration(foreign, made.id);
    expect({ state, kind: fault?.kind }).toEqual({ state: 'paused', kind: 'wrong-settings' });
  }
  const none = await ground.frame(
    contract.testSettings,
    { body: { kind: 'watched-folder', integrationId: null, settings: quick } },
    foreign,
  );
  expect(none.fault?.message).toBe('Klasör yok.');
  const mine = await ground.frame(
    contract.testSettings,
    { body: { kind: 'watched-folder', integrationId: null, settings: quick } },
    scope,
  );
  expect(mine.found?.tr).toBe('Klasörde 1 dosya var.');
});

describe.skipIf(!(await hasSshd()))('with Debian’s OpenSSH', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  }, 120_000);
  afterAll(() => sshd?.stop());

  const settings = () => ({
    ...quick,
    host: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    signIn: 'key',
    privateKey: sshd.privateKey.replaceAll('\n', ' '),
    folder: sshd.filesDir,
  });
  const fault = async (id: string) => (await ground.integration(scope, id)).fault;

  test('the server’s key is pinned at the test, files come in, and a changed key stops everything until a person acts', async () => {
    const made = await ground.make(scope, { kind: 'sftp', settings: settings() });
    const params = { integrationId: made.id };
    expect(await ground.sync(scope, made.id)).toMatchObject({ state: 'failed', items: 0 });
    expect(await fault(made.id)).toMatchObject({
      kind: 'wrong-settings',
      message: 'Sunucunun kimliği daha sabitlenmedi.',
    });
    expect(await ground.frame(contract.testIntegration, { params }, scope)).toMatchObject({
      fault: null,
      keep: { hostKey: sshd.hostKey },
    });
    await ground.frame(contract.resumeIntegration, { params }, scope);
    await sshd.put('fatura.xml', invoiceXml({ net: 104 }));
    expect(await ground.sync(scope, made.id)).toMatchObject({ state: 'done', documents: 1 });
    expect(await readdir(path.join(sshd.filesDir, 'alinanlar'))).toEqual(['fatura.xml']);

    const pinned = sshd.hostKey;
    const seen = await sshd.changeHostKey();
    await sshd.put('yarın.xml', invoiceXml({ net: 105 }));
    expect(await ground.sync(scope, made.id)).toMatchObject({ state: 'failed', items: 0 });
    const told = await fault(made.id);
    expect(told).toMatchObject({ kind: 'changed-identity' });
    expect(told?.message).toContain(pinned);
    expect(told?.message).toContain(seen);
    expect(JSON.stringify(await ground.integration(scope, made.id))).not.toContain('PRIVATE KEY');
    await expect(ground.sync(scope, made.id)).rejects.toMatchObject({ code: 'INTEGRATION_PAUSED' });
  });

  test('a password in the place of a key is told before anything is sent', async () => {
    const given = { ...settings(), privateKey: 'parola', hostKey: sshd.hostKey };
    const answer = await ground.frame(
      contract.testSettings,
      { body: { kind: 'sftp', integrationId: null, settings: given } },
      scope,
    );
    expect(answer.fault).toMatchObject({ kind: 'wrong-settings' });
    expect(answer.fault?.message).toMatch(/Özel anahtar okunamadı/);
  });
});
