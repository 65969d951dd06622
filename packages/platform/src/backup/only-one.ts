/** One run at a time in a folder of backups: a file with the number of its process, taken over where that process is gone. */
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../embedded-postgres/server-process.ts';

/** Another run is at work in the folder. */
export class BackupRunning extends Error {
  constructor(pid: number) {
    super(`process ${pid}`);
    this.name = 'BackupRunning';
  }
}

/** Takes the folder for this process; the answer gives it back. Throws BackupRunning. */
export async function onlyOne(root: string): Promise<() => Promise<void>> {
  const file = join(root, '.running');
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(await readFile(file, 'utf8').catch(() => ''));
      if (pid > 0 && isAlive(pid)) throw new BackupRunning(pid);
      await rm(file, { force: true });
    }
  }
}
