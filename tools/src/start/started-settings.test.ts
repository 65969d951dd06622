/** The rules of the settings that a start lends to the operator's commands. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadStartedSettings, removeStartedSettings, writeStartedSettings } from './started-settings.ts';

const OWNER = 'postgresql://muhasebi_owner:o@127.0.0.1:5544/muhasebi';
const APP = 'postgresql://muhasebi_api:a@127.0.0.1:5544/muhasebi';
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muhasebi started '));
  await writeStartedSettings(
    folder,
    { DATABASE_URL: APP, STORAGE_DIR: '/a folder/belgeler', PATH: '/bin' },
    OWNER,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the settings are, once those of the start were asked for. */
function loaded(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...given };
  loadStartedSettings(env, folder);
  return env;
}

it('they are read where nothing is set, hold settings alone, and are their owner’s to read', () => {
  expect(loaded({ DATABASE_URL: '' })).toEqual({
    DATABASE_URL: APP,
    DATABASE_OWNER_URL: OWNER,
    STORAGE_DIR: '/a folder/belgeler',
  });
  const file = join(folder, 'settings.env');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain('PATH=');
});

it('whoever names a database, or is in production, gets nothing of them', () => {
  const elsewhere = 'postgresql://x:y@db.test/muhasebi';
  expect(loaded({ DATABASE_OWNER_URL: elsewhere })).toEqual({ DATABASE_OWNER_URL: elsewhere });
  expect(loaded({ NODE_ENV: 'production' })).toEqual({ NODE_ENV: 'production' });
});

it('they are gone with the start', async () => {
  await removeStartedSettings(folder);
  expect(loaded({})).toEqual({});
});
