/** The rules of `muhasebi veritabani`, asked of the real process on a real, empty database. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let beside: TestDatabase;
const empty = `empty_${process.pid}_${randomBytes(4).toString('hex')}`;

beforeAll(async () => {
  beside = await createTestDatabase();
  await asSuperuser(`create database ${empty} owner muhasebi_owner`);
});
afterAll(async () => {
  await asSuperuser(`drop database if exists ${empty} with (force)`);
  await beside.drop();
});

const connect = (url: string) => createPool({ url, maxConnections: 1, applicationName: 'test' });

async function asSuperuser(statement: string): Promise<void> {
  const pool = connect(beside.superuserUrl);
  await pool.query(statement).finally(() => pool.end());
}

function inEmpty(url: string): string {
  const changed = new URL(url);
  changed.pathname = `/${empty}`;
  return changed.href;
}

async function install(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'veritabani', 'kur'], {
    env: { ...process.env, DATABASE_URL: '', DATABASE_OWNER_URL: '', ...env },
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

it('an empty database is brought up to date once, and a second run finds nothing to do', async () => {
  const owner = { DATABASE_OWNER_URL: inEmpty(beside.ownerUrl) };
  const first = await install({ ...owner, DATABASE_URL: inEmpty(beside.appUrl) });
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^uygulandı \/ applied: 20\d{12}_\w+ \(\d+ ms\)\n/);
  expect(first.out).toContain('Uygulamanın rolü hazır / the application’s role is ready: muhasebi_api');
  const second = await install(owner);
  expect(second).toMatchObject({ code: 0, err: '' });
  expect(second.out).toContain('Şema güncel');
  expect(second.out).toContain('DATABASE_URL yok');
});

it('an edited migration is told with its file and what to do now, without a stack', async () => {
  const pool = connect(inEmpty(beside.ownerUrl));
  const edited = await pool.query<{ name: string }>(
    `update migrations.history set checksum = 'other' where name = (select min(name) from migrations.history) returning name`,
  );
  await pool.end();
  const name = edited.rows[0]?.name;
  const refused = await install({ DATABASE_OWNER_URL: inEmpty(beside.ownerUrl) });
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain(`db/migrations/${name}.sql was edited after it had been applied`);
  expect(refused.err).toContain('git checkout -- db/migrations/');
  expect(refused.err).not.toMatch(/^\s+at /m);
});

it('a missing connection, a closed door, a wrong password and a missing database are each told in words', async () => {
  const unset = await install({});
  expect(unset).toMatchObject({ code: 1, out: '' });
  expect(unset.err).toContain('DATABASE_OWNER_URL: eksik');
  const away = await install({ DATABASE_OWNER_URL: 'postgresql://a:b@127.0.0.1:1/x' });
  expect(away).toMatchObject({ code: 1 });
  expect(away.err).toMatch(/^Veritabanına ulaşılamadı[\s\S]*ECONNREFUSED/);
  const wrong = await install({ DATABASE_OWNER_URL: beside.ownerUrl.replace(/:[^:@]+@/, ':yanlis@') });
  expect(wrong.err).toMatch(/^Veritabanı parolayı kabul etmedi/);
  const nowhere = await install({ DATABASE_OWNER_URL: `${beside.ownerUrl}_yok` });
  expect(nowhere.err).toMatch(/^Sunucuda bu adda bir veritabanı yok/);
  for (const { err } of [unset, away, wrong, nowhere]) expect(err).not.toMatch(/^\s+at /m);
});
