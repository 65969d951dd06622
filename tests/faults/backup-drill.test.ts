/** The drill of the runbook: backup, more work, the server killed, restored to a moment, and equal to the kuruş. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type LocalDatabase,
  migrateDatabase,
  startLocalDatabase,
} from '@muhasebi/tools/start/local-database.ts';
import { type LocalSecrets, localSecrets } from '@muhasebi/tools/start/local-secrets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './command.ts';
import { createInstallation, type Installation, pause, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import { Owner } from './owner.ts';

const LIMIT_MS = 180_000;
const MIZAN = 'from=2026-01-01&to=2026-12-31&level=9';

let folder: string;
let dataRoot: string;
let secrets: LocalSecrets;
let server: LocalDatabase;
let place: Installation;
let owner: Owner;
let clientId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-drill-'));
  await chmod(folder, 0o711);
  dataRoot = path.join(folder, 'data');
  secrets = await localSecrets(path.join(dataRoot, 'secrets.json'));
  // As npm start has it: flushed to the disk, its log archived once a backup was taken.
  server = await startLocalDatabase(dataRoot, secrets, () => undefined);
  await migrateDatabase(server.ownerUrl, server.appUrl);
  place = await createInstallation({ appUrl: server.appUrl, storeDir: path.join(dataRoot, 'documents') });
  await place.startApi();
  place.worker.start();
  owner = await place.newOwner();
  clientId = await owner.newClient(buyer);
}, LIMIT_MS);
afterAll(async () => {
  await place?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}, LIMIT_MS);

const key = randomBytes(32).toString('base64');
const yedek = (line: string) =>
  command(
    `node tools/src/cli/main.ts yedek ${line} --veri '${dataRoot}' --yer '${path.join(folder, 'backups')}'`,
    { BACKUP_KEY: key },
  );

/** Invoices in, read and posted. */
async function work(seed: string, count: number): Promise<void> {
  await owner.uploaded(clientId, purchases(seed, count));
  await until(() => owner.isAllRead(clientId), 60_000);
  const drafts = (await owner.documents(clientId)).filter(({ state }) => state === 'READY');
  const vouchers = drafts.map(({ voucherId }) => ({ id: voucherId ?? '' }));
  expect((await owner.ask('POST', '/vouchers/post', { vouchers })).status).toBe(200);
}

const mizanOf = (of: Owner) => of.get<{ rows: unknown[] }>(`/clients/${clientId}/mizan?${MIZAN}`);

test(
  'what was posted up to a moment comes back after the server is killed, to the kuruş, and nothing later',
  async () => {
    await work('drill/before', 12);
    const taken = await yedek('al');
    expect(taken.code, taken.said).toBe(0);
    await work('drill/after', 9);
    const wanted = await mizanOf(owner);
    const documents = await owner.documents(clientId);
    // A moment between two commits: the server's clock is the machine's.
    await pause(1_100);
    const moment = new Date().toISOString();
    await pause(1_100);
    await work('drill/too-late', 5);
    expect(await mizanOf(owner)).not.toEqual(wanted);

    // The supervisor of this test's server brings it up again; what is restored comes from backup and log alone.
    process.kill(server.pid, 'SIGKILL');
    const target = path.join(folder, 'restored');
    const restored = await yedek(`geri-yukle --hedef '${target}' --an ${moment}`);
    expect(restored.code, restored.said).toBe(0);
    expect(restored.said).toContain('Defterler sağlam / the books are whole');

    const again = await startLocalDatabase(
      target,
      await localSecrets(path.join(target, 'secrets.json')),
      () => undefined,
    );
    const other = await createInstallation({
      appUrl: again.appUrl,
      storeDir: path.join(target, 'documents'),
    });
    try {
      await other.startApi();
      const { email, password } = owner.credentials;
      const returned = await Owner.signIn(other.url, email, password);
      expect(await mizanOf(returned)).toEqual(wanted);
      expect((await returned.documents(clientId)).map(({ id }) => id).toSorted()).toEqual(
        documents.map(({ id }) => id).toSorted(),
      );
    } finally {
      await other.close();
      await again.stop();
    }
  },
  LIMIT_MS,
);
