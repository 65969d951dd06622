/** The secrets of a development installation. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localSecrets } from './local-secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('secrets are made once, differ between installations, and are readable by their owner only', async () => {
  const one = await localSecrets(join(folder, 'one/secrets.json'));
  const other = await localSecrets(join(folder, 'other/secrets.json'));
  expect(await localSecrets(join(folder, 'one/secrets.json'))).toEqual(one);
  expect(other.jwtSecret).not.toBe(one.jwtSecret);
  expect(Buffer.from(one.encryptionKey, 'base64')).toHaveLength(32);
  expect(new Set(Object.values(one)).size).toBe(5);
  expect(statSync(join(folder, 'one/secrets.json')).mode & 0o777).toBe(0o600);
});

it('secrets that were opened to others are closed again', async () => {
  const file = join(folder, 'secrets.json');
  await localSecrets(file);
  chmodSync(file, 0o644);
  await localSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('damaged secrets are not replaced, because what they encrypt would be lost', async () => {
  const file = join(folder, 'secrets.json');
  writeFileSync(file, '{"jwtSecret": "cut o');
  await expect(localSecrets(file)).rejects.toThrow(/damaged/);
  expect(readFileSync(file, 'utf8')).toBe('{"jwtSecret": "cut o');
});
