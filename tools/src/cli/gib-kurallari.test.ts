/** The rules of `muhasebi gib-kurallari`, asked of the real process on a real database and a real server of files. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tinyPack } from '@muhasebi/features/rule-packs/tiny-pack.fixture.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
let folder: string;
let server: Server;
let base: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'muhasebi-kural-'));
  server = createServer(async (request, response) => {
    if (request.url === '/yeni.zip') return void response.writeHead(301, { location: '/paket.zip' }).end();
    response.end(await readFile(join(folder, (request.url ?? '').slice(1))).catch(() => ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function rules(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'gib-kurallari', ...args], {
    env: { ...process.env, DATABASE_URL: database.appUrl, PUBLIC_URL: 'https://muhasebi.test' },
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

it('a pack is installed from files and addresses, listed and removed', async () => {
  const zip = await tinyPack(folder, { version: '20260101', mostLines: 2 });
  const installed = await rules('kur', zip, '--gecerli', '2026-02-01', '--json');
  expect(installed).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(installed.out)).toMatchObject({
    version: '20260101',
    validFrom: '2026-02-01',
    state: 'installed',
    asserts: 2,
    installedByName: null,
  });
  await tinyPack(folder, { version: '20260701', mostLines: 3 });
  const fetched = await rules('kur', `${base}/20260701-3-0.zip`);
  expect(fetched.code).toBe(0);
  expect(fetched.out).toContain('Kural paketi kurulu: 20260701');
  expect((await rules('liste')).out).toMatch(
    /^20260701\tkurulu\t2026-07-01\t.*\n20260101\tkurulu\t2026-02-01\t/,
  );
  expect((await rules('kaldir', '20260101')).out).toBe('Kural paketi kaldırıldı: 20260101\n');
});

it('a file that is not there and an address that leads elsewhere are refused in words, and what was installed stays', async () => {
  const missing = await rules('kur', join(folder, 'yok.zip'));
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(missing.err).toContain('RULE_PACK_FILE_UNREADABLE');
  const moved = await rules('kur', `${base}/yeni.zip`);
  expect(moved.code).toBe(1);
  expect(moved.err).toContain('RULE_PACK_ADDRESS_FAILED');
  expect(moved.err).toContain('HTTP 301 yanıtı verdi → /paket.zip');
  expect((await rules('liste')).out).toMatch(/^20260701\tkurulu\t/);
});
