/** What every store promises, proved on the disk and on a server that speaks S3. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStorage } from './create-storage.ts';
import { type S3Server, startS3Server } from './s3-server.fixture.ts';
import { type Storage, StoredFileMissing, storageKey } from './storage.ts';

const BUCKET = 'belgeler';
let folder: string;
let server: S3Server;
const stores = new Map<string, Storage>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-storage-'));
  server = await startS3Server(BUCKET);
  stores.set('disk', createStorage({ STORAGE_DRIVER: 'disk', STORAGE_DIR: path.join(folder, 'store') }));
  stores.set(
    's3',
    createStorage({
      STORAGE_DRIVER: 's3',
      S3_ENDPOINT: server.endpoint,
      S3_REGION: 'eu-central-1',
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: 'anahtar',
      S3_SECRET_ACCESS_KEY: 'gizli-anahtar',
      S3_FORCE_PATH_STYLE: true,
    }),
  );
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const refOf = (content: Uint8Array) => ({
  tenantId: randomUUID(),
  sha256: createHash('sha256').update(content).digest('hex'),
});

function storeOf(name: string): Storage {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`no store ${name}`);
  return store;
}

describe.each(['disk', 's3'])('the %s store', (name) => {
  it('gives back what was put, as bytes, stream and local file', async () => {
    const store = storeOf(name);
    const content = Buffer.from('fatura ğüşiöç');
    const ref = refOf(content);
    await store.put(ref, content);
    expect(await store.read(ref)).toEqual(content);
    expect(await buffer(await store.stream(ref))).toEqual(content);
    const local = await store.localPath(ref);
    expect(await readFile(local.path)).toEqual(content);
    await local.release();
    await store.check();
  });

  it('takes a finished file in, leaves no source behind, and takes the same one again', async () => {
    const store = storeOf(name);
    const content = Buffer.alloc(300_000, 'x');
    const ref = refOf(content);
    for (const round of [1, 2]) {
      const source = path.join(folder, `kaynak-${name}-${round}`);
      await writeFile(source, content);
      await store.putFile(ref, source);
      await expect(stat(source)).rejects.toMatchObject({ code: 'ENOENT' });
    }
    expect(await store.read(ref)).toEqual(content);
  });

  it('says which file is missing, and keeps offices apart', async () => {
    const store = storeOf(name);
    const content = Buffer.from('bir');
    const ref = refOf(content);
    await store.put(ref, content);
    const elsewhere = { ...ref, tenantId: randomUUID() };
    await expect(store.read(elsewhere)).rejects.toThrow(StoredFileMissing);
    await expect(store.stream(elsewhere)).rejects.toThrow(StoredFileMissing);
    await expect(store.localPath(elsewhere)).rejects.toThrow(StoredFileMissing);
  });

  it('holds one whole file when many put the same at once', async () => {
    const store = storeOf(name);
    const content = Buffer.alloc(200_000, 'y');
    const ref = refOf(content);
    await Promise.all(Array.from({ length: 20 }, () => store.put(ref, content)));
    expect(await store.read(ref)).toEqual(content);
  });

  it('takes away what nobody put since a time, once, and keeps what somebody put again', async () => {
    const store = storeOf(name);
    const content = Buffer.from('eski rapor');
    const ref = refOf(content);
    const since = new Date(Date.now() - 6 * 3_600_000);
    const makeOld = async () => {
      const old = new Date(Date.now() - 24 * 3_600_000);
      if (name === 's3') server.putAt.set(`${BUCKET}/${storageKey(ref)}`, old);
      else await utimes(path.join(folder, 'store', storageKey(ref)), old, old);
    };
    await store.put(ref, content);
    expect(await store.removeUntouched(ref, since)).toBe(false);
    await makeOld();
    await store.put(ref, content);
    expect(await store.removeUntouched(ref, since)).toBe(false);
    expect(await store.read(ref)).toEqual(content);
    await makeOld();
    expect(await store.removeUntouched(ref, since)).toBe(true);
    await expect(store.read(ref)).rejects.toThrow(StoredFileMissing);
    expect(await store.removeUntouched(ref, since)).toBe(true);
    await store.put(ref, content);
    expect(await store.read(ref)).toEqual(content);
  });

  it('refuses names that could lead elsewhere', async () => {
    const ref = { tenantId: randomUUID(), sha256: '../../etc/passwd' };
    await expect(storeOf(name).put(ref, Buffer.from('x'))).rejects.toThrow('named by');
  });
});

it('a file on the disk shows under its name only when it is whole', async () => {
  const store = storeOf('disk');
  const content = Buffer.alloc(8 * 1024 * 1024, 'z');
  const ref = refOf(content);
  const target = path.join(folder, 'store', storageKey(ref));
  const writing = store.put(ref, content);
  let done = false;
  void writing.then(() => {
    done = true;
  });
  let looks = 0;
  while (!done) {
    const seen = await stat(target).catch(() => null);
    if (seen !== null) expect(seen.size).toBe(content.length);
    looks += 1;
  }
  expect(looks).toBeGreaterThan(0);
  expect(await readdir(path.dirname(target))).toEqual([ref.sha256]);
  expect((await stat(target)).mode & 0o777).toBe(0o600);
});

it('a removal from the disk that was cut off loses nothing that was put again meanwhile', async () => {
  const store = storeOf('disk');
  const content = Buffer.from('yarım kalan');
  const ref = refOf(content);
  await store.put(ref, content);
  const target = path.join(folder, 'store', storageKey(ref));
  await rename(target, `${target}.removing`);
  expect(await store.removeUntouched(ref, new Date(Date.now() - 60_000))).toBe(false);
  expect(await store.read(ref)).toEqual(content);
  expect(await readdir(path.dirname(target))).toEqual([ref.sha256]);
});

it('the S3 store sends content it has already no second time', async () => {
  const content = Buffer.from('bir kez');
  const ref = refOf(content);
  await storeOf('s3').put(ref, content);
  await storeOf('s3').put(ref, content);
  const key = `${BUCKET}/${storageKey(ref)}`;
  expect(server.requests.filter((request) => request === `PUT ${key}`)).toHaveLength(1);
  expect(server.objects.get(key)).toEqual(content);
});
