/** One start at a time: who is refused, who is waited for, and who is forgotten. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyRunning, takeLock } from './start-lock.ts';

const mark = 'marked-for-the-lock-test';
let folder: string;
let file: string;
const spawned: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'start.lock');
});
afterEach(() => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process that lives, whose command line carries the mark (or does not), and waits until it can be seen. */
async function living(marked: boolean): Promise<number> {
  const script = `console.log('up'); setInterval(() => 0, 1000); '${marked ? mark : 'stranger'}'`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  spawned.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child.pid ?? 0;
}

const hold = (change: object) =>
  writeFileSync(
    file,
    JSON.stringify({ pid: 1, address: 'http://localhost:3000', stopping: false, children: [], ...change }),
  );

describe('the start lock', () => {
  it('is refused while a start lives in the folder, naming its address and process', async () => {
    const pid = await living(true);
    hold({ pid });
    await expect(takeLock(file, 'x', mark)).rejects.toMatchObject({
      holder: { pid, address: 'http://localhost:3000' },
    });
    await expect(takeLock(file, 'x', mark)).rejects.toBeInstanceOf(AlreadyRunning);
  });

  it('is taken from a dead holder, and from a stranger who has its number now', async () => {
    hold({ pid: await living(false) });
    const lock = await takeLock(file, 'x', mark);
    expect(lock.recovered).toBe(true);
    await lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken where the file was cut off', async () => {
    writeFileSync(file, '{"pid": 12');
    await expect(takeLock(file, 'x', mark)).resolves.toMatchObject({ recovered: true });
  });

  it('ends what a killed holder had started, and no process of others', async () => {
    const child = await living(true);
    const stranger = await living(false);
    hold({ pid: 4_000_000, children: [child, stranger] });
    await takeLock(file, 'x', mark);
    expect(() => process.kill(child, 0)).toThrow();
    expect(process.kill(stranger, 0)).toBe(true);
  });

  it('waits for a holder that is on its way out', async () => {
    const pid = await living(true);
    hold({ pid, stopping: true });
    setTimeout(() => rmSync(file), 300);
    const startedAt = performance.now();
    const lock = await takeLock(file, 'x', mark);
    expect(performance.now() - startedAt).toBeGreaterThan(250);
    lock.update({ children: [7] });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid, children: [7] });
  });
});
