/** The connections of the embedded server that a running `npm start` of a folder keeps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseName } from './local-database.ts';
import { parseSecrets } from './local-secrets.ts';

/** Connection URLs of the installation's own database, by who signs in. */
export interface RunningDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
}

/** Null where none runs: no server, or no secrets. */
export async function runningDatabase(dataRoot: string): Promise<RunningDatabase | null> {
  const [secrets, pidFile] = await Promise.all([
    readFile(join(dataRoot, 'secrets.json'), 'utf8').catch(() => ''),
    readFile(join(dataRoot, 'postgres/postmaster.pid'), 'utf8').catch(() => ''),
  ]);
  // PostgreSQL's postmaster.pid: process, folder, start time, port, …
  const port = pidFile.split('\n')[3]?.trim() ?? '';
  if (!/^\d+$/.test(port)) return null;
  const url = (user: string, password: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${databaseName}`;
  try {
    const { appPassword, ownerPassword, superuserPassword } = parseSecrets(secrets);
    return {
      appUrl: url('muhasebi_api', appPassword),
      ownerUrl: url('muhasebi_owner', ownerPassword),
      superuserUrl: url('postgres', superuserPassword),
    };
  } catch {
    // Damaged or of another make: the next start says so, here there is nothing to connect with.
    return null;
  }
}
