/** The rules of `muhasebi defter dogrula`, asked of the real process on a real database and a real store. */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
let store: string;
const [office, client, sha256] = [randomUUID(), randomUUID(), 'a'.repeat(64)];

beforeAll(async () => {
  database = await createTestDatabase();
  store = await mkdtemp(join(tmpdir(), 'muhasebi-defter-'));
  await asSuperuser(`
    set session_replication_role = replica;
    insert into offices (tenant_id, name) values ('${office}', 'Deneme Ofisi');
    insert into clients (tenant_id, client_id, title, tax_id) values ('${office}', '${client}', 'Deneme A.Ş.', '1234567890')`);
});
afterAll(async () => {
  await database.drop();
  await rm(store, { recursive: true, force: true });
});

async function asSuperuser(statements: string): Promise<void> {
  const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'test' });
  await pool.query(statements).finally(() => pool.end());
}

async function verify(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), 'defter', 'dogrula', ...args],
    {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        DATABASE_OWNER_URL: database.ownerUrl,
        STORAGE_DRIVER: 'disk',
        STORAGE_DIR: store,
        ...env,
      },
    },
  );
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

it('whole books are told in both languages with exit code 0, and as one object with --json', async () => {
  const told = await verify([]);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toContain('tamam / ok');
  expect(told.out).toContain('Defterler sağlam / the books are whole (1 ofis / offices');
  expect(told.out).toMatch(/Satırlar \/ rows: .*clients 1/);
  expect(told.out).toMatch(/İndeksler \/ indexes: \d+, tablolar \/ tables: \d+ \(amcheck\)/);
  const machine = await verify(['--json', '--dosyasiz', '--ofis', office, '--musteri', client]);
  expect(machine).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(machine.out)).toMatchObject({
    ok: true,
    offices: 1,
    asked: { officeId: office, clientId: client },
    files: null,
    findings: [],
    remembered: false,
  });
});

it('a stranger’s office, a mistyped one, an unknown option and a folder that is not there end with 2', async () => {
  const nowhere = await verify(['--ofis', randomUUID()]);
  expect(nowhere).toMatchObject({ code: 2, out: '' });
  expect(nowhere.err).toContain('there is no such office or client');
  const mistyped = await verify(['--ofis', 'benimki']);
  expect(mistyped.code).toBe(2);
  expect(mistyped.err).toContain('bir kimlik (UUID) değil');
  expect((await verify(['--hepsi'])).code).toBe(2);
  const noStore = await verify([], { STORAGE_DIR: join(store, 'yok') });
  expect(noStore).toMatchObject({ code: 2, out: '' });
  expect(noStore.err).toContain('STORAGE_DIR');
  expect((await verify(['--help'])).code).toBe(0);
});

it('a database that is away is told in words with exit code 1, and nothing is said of the books', async () => {
  const away = await verify([], { DATABASE_OWNER_URL: 'postgresql://a:b@127.0.0.1:1/x' });
  expect(away).toMatchObject({ code: 1, out: '' });
  expect(away.err).toMatch(/^Veritabanına ulaşılamadı/);
  expect(away.err).not.toMatch(/^\s+at /m);
});

it('books that are not whole end with 1, each place with what is wrong and what to do', async () => {
  await asSuperuser(`
    set session_replication_role = replica;
    insert into voucher_numbers values ('${office}', '${client}', 2026, 'mahsup', 3);
    insert into stored_files (tenant_id, sha256, size_bytes) values ('${office}', '${sha256}', 1);
    insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id)
    values ('${office}', '${client}', '${sha256}', 1, 'fatura.xml', '${randomUUID()}')`);
  const told = await verify([]);
  expect(told).toMatchObject({ code: 1, err: '' });
  expect(told.out).toContain('Defterler SAĞLAM DEĞİL / the books are NOT whole');
  expect(told.out).toContain(`2026/mahsup  [ofis ${office}, mükellef ${client}]`);
  expect(told.out).toContain('the last number is 0, the counter (voucher_numbers) says 3');
  expect(told.out).toContain(`dosya depoda yok: ${sha256}`);
  const machine = await verify(['--json']);
  expect(machine.code).toBe(1);
  expect(JSON.parse(machine.out)).toMatchObject({
    ok: false,
    remembered: true,
    findings: [
      { rule: 'number-sequence', officeId: office, clientId: client, breaks: 'counter' },
      { rule: 'stored-files', breaks: 'missing', remedy: { en: expect.stringContaining('from a backup') } },
    ],
  });
});
