/** Rules of the folder for files on their way in. */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScratchDir } from './scratch-dir.ts';

/** Beyond what Linux and macOS give to processes. */
const NOBODYS_PID = 99_999_999;

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'scratch-test-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test('what a killed process left is removed, what a living one or a stranger holds stays', async () => {
  const remains = `muhasebi-api-${NOBODYS_PID}-abc`;
  const ofLiving = `muhasebi-api-${process.ppid}-abc`;
  const ofOthers = [
    `muhasebi-worker-${NOBODYS_PID}-abc`,
    `muhasebi-api-${NOBODYS_PID}xy`,
    'muhasebi-api-notes',
    'other',
  ];
  for (const name of [remains, ofLiving, ...ofOthers]) await mkdir(path.join(parent, name));
  await writeFile(path.join(parent, remains, 'half.part'), 'half');
  const scratch = await openScratchDir('api', parent);
  const names = await readdir(parent);
  expect(names.toSorted()).toEqual([ofLiving, ...ofOthers, path.basename(scratch.path)].toSorted());
  await scratch.remove();
});

test('the folder is for its owner alone, its own for each opening, and goes with what is in it', async () => {
  const scratch = await openScratchDir('own', parent);
  expect((await stat(scratch.path)).mode & 0o777).toBe(0o700);
  await writeFile(path.join(scratch.path, 'a.part'), 'a');
  await scratch.remove();
  await expect(stat(scratch.path)).rejects.toThrow('ENOENT');
});
