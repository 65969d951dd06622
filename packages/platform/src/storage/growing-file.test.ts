/** A file that is read while it is written. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGrowingFile } from './growing-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-growing-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives its bytes before it is whole, all of them in the end, and has no name in its folder', async () => {
  const { writer, reader, size } = await openGrowingFile(folder);
  const first = new Promise((resolve) => reader.once('data', resolve));
  writer.write('bir ');
  expect(String(await first)).toBe('bir ');
  expect(size()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
  const rest = buffer(reader);
  writer.write('x'.repeat(300_000));
  writer.end(' son');
  expect((await rest).length).toBe(300_004);
  expect(size()).toBe(300_008);
});

it('breaks off with the fault of whoever wrote it', async () => {
  const { writer, reader } = await openGrowingFile(folder);
  writer.write('yarım');
  const read = buffer(reader);
  setImmediate(() => writer.destroy(new Error('the database went away')));
  await expect(read).rejects.toThrow('the database went away');
});

it('is written no further once its reader has left', async () => {
  const { writer, reader } = await openGrowingFile(folder);
  const closed = new Promise((resolve) => writer.once('close', resolve));
  writer.write('bir');
  reader.destroy();
  await closed;
  expect(writer.destroyed).toBe(true);
});

it('waits for no reader: all of it is written while nothing is read, and none of it is kept in memory', async () => {
  const { writer, reader, size } = await openGrowingFile(folder);
  const finished = new Promise((resolve) => writer.end(Buffer.alloc(5_000_000, 'x'), () => resolve(null)));
  await finished;
  expect(size()).toBe(5_000_000);
  expect(reader.readableLength).toBe(0);
  expect((await buffer(reader)).length).toBe(5_000_000);
});
