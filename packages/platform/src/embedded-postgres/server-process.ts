/** What can be told of a server from its data folder: its process, whether it is ready, and how to stop it. */
import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pollMs = 15;

/** Lines of `postmaster.pid` that matter here. */
export type PidFile = { readonly pid: number; readonly status: string };

/** Reads `postmaster.pid`; undefined when there is none or it is not readable as such. */
export async function readPidFile(dataDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, status: (lines[7] ?? '').trim() };
}

/** True while a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** True when process `pid` is a PostgreSQL server on exactly this data folder, and not a stranger with a reused number. */
export async function servesFolder(pid: number, dataDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const here = await realpath(dataDir);
  if (process.platform === 'linux') {
    const [cwd, program] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => ''),
      readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
    ]);
    return cwd === here && basename(program.trim()) === 'postgres';
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(here);
}

/**
 * Ends what an earlier life left on this data folder: a server still running is stopped, a `postmaster.pid` whose
 * process is gone (or is a stranger that got the same number after a reboot) is removed.
 * @returns what was found, for the log
 */
export async function clearRemains(dataDir: string): Promise<'nothing' | 'stale-lock' | 'orphan-stopped'> {
  const found = await readPidFile(dataDir);
  if (!found) return 'nothing';
  if (await servesFolder(found.pid, dataDir)) {
    await stopProcess(found.pid);
    return 'orphan-stopped';
  }
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
  return 'stale-lock';
}

/** Stops a server: fast shutdown first (sessions are ended, data are flushed), after 20 s an immediate one. */
export async function stopProcess(pid: number): Promise<void> {
  if (await signalAndWait(pid, 'SIGINT', 20_000)) return;
  if (await signalAndWait(pid, 'SIGQUIT', 5_000)) return;
  throw new Error(`PostgreSQL (process ${pid}) did not stop.`);
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
    return true;
  }
  while (Date.now() < end) {
    if (!isAlive(pid)) return true;
    await sleep(pollMs);
  }
  return false;
}

/** Waits until the server of this folder takes connections; false when `hasEnded` turns true before. */
export async function waitUntilReady(
  dataDir: string,
  pid: number,
  hasEnded: () => boolean,
  limitMs = 60_000,
): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (hasEnded()) return false;
    const file = await readPidFile(dataDir);
    if (file?.pid === pid && file.status === 'ready') return true;
    await sleep(pollMs);
  }
  return false;
}
