/** Where a smoke test goes: the address, the database where it may be asked, and how to sign in. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { dataRoot, repoRoot } from '../start/repo-paths.ts';
import { SmokeFault } from './parts.ts';

export interface SmokeTarget {
  /** Without a path. */
  readonly url: string;
  /** The application's own connection; null where only the outside is known. */
  readonly databaseUrl: string | null;
  /** Of the smoke office's owner. */
  readonly email: string;
  /** Null where a new one is made through the database. */
  readonly password: string | null;
}

/** Nobody's address: no mail server is asked to deliver to it. */
export const DEFAULT_SMOKE_EMAIL = 'duman@muhasebi.invalid';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Without `--url`: the installation that `npm start` runs from this folder, with the settings it made for itself.
 * With it: SMOKE_EMAIL and SMOKE_PASSWORD, or DATABASE_URL of that installation. Throws a SmokeFault of the settings.
 */
export async function findTarget(args: readonly string[], environment: Environment): Promise<SmokeTarget> {
  const given = urlIn(args);
  const env = given === null ? withEnvFile(environment) : environment;
  const url = given ?? (await localUrl(env));
  const databaseUrl = env.DATABASE_URL?.trim() || (given === null ? await localDatabaseUrl() : null);
  const password = env.SMOKE_PASSWORD?.trim() || null;
  if (password === null && databaseUrl === null) throw new SmokeFault('settings', noWayIn(given !== null));
  return { url, databaseUrl, email: env.SMOKE_EMAIL?.trim() || DEFAULT_SMOKE_EMAIL, password };
}

function urlIn(args: readonly string[]): string | null {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: { url: { type: 'string' } },
  });
  if (values.url === undefined) return null;
  if (!/^https?:$/.test(URL.parse(values.url)?.protocol ?? ''))
    throw new SmokeFault(
      'settings',
      `--url: “${values.url}” bir http(s) adresi değil / is no http(s) address`,
    );
  return new URL(values.url).origin;
}

/** As `npm start` reads it: what the shell sets goes before the file. */
function withEnvFile(environment: Environment): Environment {
  const file = join(repoRoot, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return { ...process.env, ...environment };
}

async function localUrl(env: Environment): Promise<string> {
  const lock = await readJson(join(dataRoot, 'start.lock'), z.object({ address: z.string() }));
  return lock === null ? `http://localhost:${env.PORT?.trim() || 3000}` : new URL(lock.address).origin;
}

/** The embedded server of a development start, while it runs. */
async function localDatabaseUrl(): Promise<string | null> {
  const secrets = await readJson(join(dataRoot, 'secrets.json'), z.object({ appPassword: z.string() }));
  const pidFile = await readFile(join(dataRoot, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  // PostgreSQL's postmaster.pid: process, folder, start time, port, …
  const port = pidFile.split('\n')[3]?.trim() ?? '';
  if (secrets === null || port === '') return null;
  return `postgresql://muhasebi_api:${secrets.appPassword}@127.0.0.1:${port}/muhasebi`;
}

async function readJson<Value>(file: string, schema: z.ZodType<Value>): Promise<Value | null> {
  const text = await readFile(file, 'utf8').catch(() => 'null');
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Cut off by a kill: it tells nothing.
    return null;
  }
}

function noWayIn(isRemote: boolean): string {
  return isRemote
    ? 'SMOKE_EMAIL ve SMOKE_PASSWORD (pnpm -s muhasebi ofis duman yazar) ya da DATABASE_URL verin / give SMOKE_EMAIL and SMOKE_PASSWORD (printed by: pnpm -s muhasebi ofis duman), or DATABASE_URL'
    : 'Bu klasörde çalışan bir kurulum yok: önce npm start, ya da --url ile adresini verin / no installation runs from this folder: npm start first, or give its address with --url';
}
