/** What a start of this folder left for other commands: its settings file, and the way into its embedded database. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** As `npm start` reads it: what the shell sets goes before the file. */
export function withEnvFile(folder: string, environment: Environment): Environment {
  const file = join(folder, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
}

/** The embedded server of a development start, while it runs: as the application, or as the schema's owner. */
export async function startedDatabase(folder: string, as: 'app' | 'owner'): Promise<string | null> {
  const secrets = await readJson(join(folder, '.data/secrets.json'), z.record(z.string(), z.string()));
  const pidFile = await readFile(join(folder, '.data/postgres/postmaster.pid'), 'utf8').catch(() => '');
  // PostgreSQL's postmaster.pid: process, folder, start time, port, …
  const port = pidFile.split('\n')[3]?.trim() ?? '';
  const [user, password] =
    as === 'app'
      ? (['muhasebi_api', secrets?.appPassword] as const)
      : (['muhasebi_owner', secrets?.ownerPassword] as const);
  if (password === undefined || port === '') return null;
  return `postgresql://${user}:${password}@127.0.0.1:${port}/muhasebi`;
}

/** A JSON file of this form, or null. */
export async function readJson<Value>(file: string, schema: z.ZodType<Value>): Promise<Value | null> {
  const text = await readFile(file, 'utf8').catch(() => 'null');
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Cut off by a kill: it tells nothing.
    return null;
  }
}
