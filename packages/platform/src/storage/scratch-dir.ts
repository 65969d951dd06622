/** A folder for files on their way in, of one process alone; what killed processes left behind is cleared away. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface ScratchDir {
  readonly path: string;
  /** Removes the folder with all that is in it. */
  remove(): Promise<void>;
}

/**
 * Makes the folder "muhasebi-<name>-<process>-…" among the system's temporary files, open to its owner alone, and
 * removes those of this name whose process is gone.
 */
export async function openScratchDir(name: string, parent = os.tmpdir()): Promise<ScratchDir> {
  const prefix = `muhasebi-${name}-`;
  await clearRemains(parent, prefix);
  const folder = await mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function clearRemains(parent: string, prefix: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(prefix)) continue;
    const pid = Number(/^(\d+)-/.exec(entry.slice(prefix.length))?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue;
    // Another user's remains are not ours to remove, and no reason not to start.
    await rm(path.join(parent, entry), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** True while a process of this number exists, whoever owns it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
