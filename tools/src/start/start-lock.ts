/** One start at a time in a folder: a lock file that names the holder, and is worth nothing once the holder is dead. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const holderSchema = z.object({
  pid: z.number().int().positive(),
  address: z.string(),
  stopping: z.boolean(),
  /** Processes that the holder started and that must not outlive it. */
  children: z.array(z.number().int().positive()),
});

/** Who holds the lock. */
export type LockHolder = z.infer<typeof holderSchema>;

/** A lock that is held. */
export type StartLock = {
  /** True when an earlier holder was killed; what it had started is ended by now. */
  readonly recovered: boolean;
  update(change: Partial<Omit<LockHolder, 'pid'>>): void;
  release(): Promise<void>;
};

/** Thrown when another start is running here. */
export class AlreadyRunning extends Error {
  readonly holder: LockHolder;
  constructor(holder: LockHolder) {
    super(`already running, process ${holder.pid}, ${holder.address}`);
    this.name = 'AlreadyRunning';
    this.holder = holder;
  }
}

/**
 * Takes the lock. A holder that is stopping is waited for; a dead one is forgotten, after its children were ended.
 * `mark` is a text that the command line of a living holder contains, since process numbers are used again.
 * @throws AlreadyRunning
 */
export async function takeLock(file: string, address: string, mark: string): Promise<StartLock> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  let recovered = false;
  for (const end = Date.now() + 30_000; ; ) {
    if (await createExclusively(file, { pid: process.pid, address, stopping: false, children: [] })) break;
    const holder = await readHolder(file);
    if (holder && (await commandOf(holder.pid)).includes(mark)) {
      if (!holder.stopping || Date.now() > end) throw new AlreadyRunning(holder);
      await sleep(100);
      continue;
    }
    if (holder) await endChildren(holder.children, mark);
    recovered = true;
    await rm(file, { force: true });
  }
  return heldLock(file, address, recovered);
}

function heldLock(file: string, address: string, recovered: boolean): StartLock {
  let held: LockHolder = { pid: process.pid, address, stopping: false, children: [] };
  return {
    recovered,
    update: (change) => {
      held = { ...held, ...change };
      writeFileSync(file, JSON.stringify(held));
    },
    release: () => rm(file, { force: true }),
  };
}

async function createExclusively(file: string, holder: LockHolder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(holder));
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<LockHolder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    // Cut off by a power failure: it names nobody, so nobody holds it.
    return undefined;
  }
}

async function endChildren(pids: readonly number[], mark: string): Promise<void> {
  for (const pid of pids) {
    for (let tries = 0; tries < 50; tries++) {
      if (!(await commandOf(pid)).includes(mark)) break;
      process.kill(pid, tries < 40 ? 'SIGTERM' : 'SIGKILL');
      await sleep(100);
    }
  }
}

/** The command line of a living process, empty for a dead one. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}
