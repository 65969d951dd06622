/** The owner's connection of the embedded server that a running `npm start` of a folder keeps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({ ownerPassword: z.string() });

/** Null where none runs: no lock of a start, no server, or no secrets. */
export async function runningOwnerUrl(dataRoot: string): Promise<string | null> {
  const [secrets, pidFile] = await Promise.all([
    readFile(join(dataRoot, 'secrets.json'), 'utf8').catch(() => ''),
    readFile(join(dataRoot, 'postgres/postmaster.pid'), 'utf8').catch(() => ''),
  ]);
  // PostgreSQL's postmaster.pid: process, folder, start time, port, …
  const port = pidFile.split('\n')[3]?.trim() ?? '';
  if (!/^\d+$/.test(port)) return null;
  try {
    const { ownerPassword } = secretsSchema.parse(JSON.parse(secrets));
    return `postgresql://muhasebi_owner:${encodeURIComponent(ownerPassword)}@127.0.0.1:${port}/muhasebi`;
  } catch {
    // Damaged or of another make: the next start says so, here there is nothing to connect with.
    return null;
  }
}

/** DATABASE_OWNER_URL where it is given, else that of the running start of this folder; null where there is neither. */
export async function ownerUrlAtHand(
  env: Readonly<Record<string, string | undefined>>,
  dataRoot: string,
): Promise<string | null> {
  return env.DATABASE_OWNER_URL?.trim() || (await runningOwnerUrl(dataRoot));
}
