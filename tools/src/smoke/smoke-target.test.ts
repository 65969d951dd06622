/** The rules by which a smoke test finds its installation. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_SMOKE_EMAIL, findTarget } from './smoke-target.ts';

const LOCAL = 'postgresql://muhasebi_api:word@127.0.0.1:5544/muhasebi';
let started: string;
let empty: string;
beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), 'muhasebi-target-'));
  started = mkdtempSync(join(tmpdir(), 'muhasebi-target-'));
  mkdirSync(join(started, '.data/postgres'), { recursive: true });
  writeFileSync(join(started, '.data/start.lock'), '{"pid":7,"address":"http://localhost:3456"}');
  const others = { superuserPassword: 'a', ownerPassword: 'b', jwtSecret: 'c', encryptionKey: 'd' };
  writeFileSync(join(started, '.data/secrets.json'), JSON.stringify({ ...others, appPassword: 'word' }));
  writeFileSync(join(started, '.data/postgres/postmaster.pid'), '71\n/data\n1700000000\n5544\n');
});
afterAll(() => {
  for (const folder of [empty, started]) rmSync(folder, { recursive: true });
});

it('beside a running start nothing has to be set, and its own address may be given', async () => {
  const target = {
    url: 'http://localhost:3456',
    databaseUrl: LOCAL,
    email: DEFAULT_SMOKE_EMAIL,
    password: null,
  };
  expect(await findTarget([], {}, started)).toEqual(target);
  expect(await findTarget(['--', '--url', 'http://localhost:3456/'], {}, started)).toEqual(target);
});

it('the database of this folder is never asked about an installation elsewhere', async () => {
  await expect(findTarget(['--url', 'https://ofis.test'], {}, started)).rejects.toMatchObject({
    part: 'settings',
  });
  const env = { SMOKE_EMAIL: 'duman@ofis.test', SMOKE_PASSWORD: 'söz' };
  expect(await findTarget(['--url', 'https://ofis.test/giris'], env, started)).toEqual({
    url: 'https://ofis.test',
    databaseUrl: null,
    email: 'duman@ofis.test',
    password: 'söz',
  });
});

it('the file .env is read as the start reads it: the shell goes before it', async () => {
  writeFileSync(join(empty, '.env'), 'DATABASE_URL=postgresql://dosya/x\nPORT=4000\n');
  expect(await findTarget([], {}, empty)).toMatchObject({
    url: 'http://localhost:4000',
    databaseUrl: 'postgresql://dosya/x',
  });
  expect(await findTarget([], { DATABASE_URL: 'postgresql://kabuk/x' }, empty)).toMatchObject({
    databaseUrl: 'postgresql://kabuk/x',
  });
  rmSync(join(empty, '.env'));
});

it('where nothing runs, and where an argument is wrong, it says so', async () => {
  await expect(findTarget([], {}, empty)).rejects.toThrow('npm start');
  await expect(findTarget(['--url', 'ofis'], {}, empty)).rejects.toThrow('--url');
  await expect(findTarget(['--adres', 'x'], {}, empty)).rejects.toMatchObject({ part: 'settings' });
});
