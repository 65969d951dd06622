/** A folder of this machine for zips while they are opened. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

/** Gone when the work ends, however it does. */
export async function inFolder<Result>(
  scratchDir: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(scratchDir, 'kural-paketi-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
