/** Where a smoke test goes: the address, the database where it may be asked, and how to sign in. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { z } from 'zod';
import { repoRoot } from '../start/repo-paths.ts';
import { runningDatabase } from '../start/running-database.ts';
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
 * Without `--url`, or with that of `npm start` in `folder`: its running installation, with the settings it made for itself.
 * Else SMOKE_EMAIL and SMOKE_PASSWORD, or DATABASE_URL of that installation. Throws a SmokeFault of the settings.
 */
export async function findTarget(
  args: readonly string[],
  environment: Environment,
  folder = repoRoot,
): Promise<SmokeTarget> {
  const given = urlIn(args);
  const started = await startedUrl(folder);
  const isLocal = given === null || given === started;
  const env = isLocal ? withEnvFile(folder, environment) : environment;
  const url = given ?? started ?? `http://localhost:${env.PORT?.trim() || 3000}`;
  const databaseUrl = env.DATABASE_URL?.trim() || (isLocal ? await appUrlOf(folder) : null);
  const password = env.SMOKE_PASSWORD?.trim() || null;
  if (password === null && databaseUrl === null) throw new SmokeFault('settings', noWayIn(!isLocal));
  return { url, databaseUrl, email: env.SMOKE_EMAIL?.trim() || DEFAULT_SMOKE_EMAIL, password };
}

/** An origin. */
function urlIn(args: readonly string[]): string | null {
  const url = valueOfUrl(args.filter((arg) => arg !== '--'));
  if (url === undefined) return null;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new SmokeFault('settings', `--url: “${url}” bir http(s) adresi değil / is no http(s) address`);
  return new URL(url).origin;
}

function valueOfUrl(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { url: { type: 'string' } } }).values.url;
  } catch (error) {
    throw new SmokeFault('settings', error instanceof Error ? error.message : String(error));
  }
}

/** As `npm start` reads it: what the shell sets goes before the file. */
export function withEnvFile(folder: string, environment: Environment): Environment {
  const file = join(folder, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
}

async function startedUrl(folder: string): Promise<string | null> {
  const lock = await readJson(join(folder, '.data/start.lock'), z.object({ address: z.url() }));
  return lock === null ? null : new URL(lock.address).origin;
}

/** The embedded server of a development start, while it runs. */
async function appUrlOf(folder: string): Promise<string | null> {
  return (await runningDatabase(join(folder, '.data')))?.appUrl ?? null;
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
