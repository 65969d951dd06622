/** Logs that a start writes never fill the disk, and nobody who writes them notices. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { turnOver } from './bound-logs.ts';

it('a full log is kept aside and emptied, and its writer goes on at the new end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muhasebi-logs-'));
  const file = join(folder, 'api.log');
  const writer = openSync(file, 'a', 0o600);
  try {
    expect(await turnOver(file, 100)).toBe(false);
    writeSync(writer, `${'a'.repeat(150)}\n`);
    expect(await turnOver(file, 100)).toBe(true);
    writeSync(writer, 'b\n');
    expect(await readFile(file, 'utf8')).toBe('b\n');
    expect(await readFile(`${file}.1`, 'utf8')).toBe(`${'a'.repeat(150)}\n`);
    expect((await stat(`${file}.1`)).mode & 0o077).toBe(0);
    expect(await turnOver(join(folder, 'missing.log'), 100)).toBe(false);
  } finally {
    closeSync(writer);
    await rm(folder, { recursive: true });
  }
});
