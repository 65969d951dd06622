/** The installation that `muhasebi yedek` works on: the embedded server and the documents of a data folder. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type OperationRun, rememberRun } from '@muhasebi/features/operation-runs.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import type { TakeOptions } from '@muhasebi/platform/backup/take-backup.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { backupSettings, storageSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import { withEnvFile } from '../../smoke/smoke-target.ts';
import { dataRoot, repoRoot } from '../../start/repo-paths.ts';
import { runningDatabase } from '../../start/running-database.ts';

/** A refusal in words; exit code 1. */
export class Refused extends Error {}

export interface Installation {
  /** The owner of the schema, who remembers the run; null where nobody told. */
  readonly ownerUrl: string | null;
  /** Of the database that holds the offices; sees them all. */
  readonly databaseUrl: string;
  readonly source: TakeOptions['source'];
  readonly storage: Storage;
  /** Null for an external server: its secrets are its operator's settings. */
  readonly secretsFile: string | null;
}

const environment = () => withEnvFile(repoRoot, process.env);

/** BACKUP_KEY of the environment; null where backups are not encrypted. */
export function keyAtHand(): Buffer | null {
  const { BACKUP_KEY } = loadSettings(backupSettings, environment());
  return BACKUP_KEY === undefined ? null : Buffer.from(BACKUP_KEY, 'base64');
}

/** Throws Refused where nothing runs from the folder, or where it is not the database that the environment names. */
export async function runningInstallation(root: string): Promise<Installation> {
  const env = environment();
  const external = loadSettings(backupSettings, env);
  if (external.BACKUP_DATABASE_URL !== undefined) {
    const source = { pgBin: external.PG_BIN ?? null };
    const ownerUrl = env.DATABASE_OWNER_URL?.trim() || null;
    return {
      ownerUrl,
      databaseUrl: external.BACKUP_DATABASE_URL,
      source,
      storage: storeOf(root),
      secretsFile: null,
    };
  }
  const running = await runningDatabase(root);
  if (root === dataRoot) refuseExternal(env, running?.ownerUrl ?? null);
  if (running === null)
    throw new Refused(
      `Çalışan kurulum yok: ${root}. Önce npm start; durmuş bir kurulumun klasörü bütünüyle kopyalanabilir. / Nothing runs from there; start it first.`,
    );
  return {
    ownerUrl: running.ownerUrl,
    databaseUrl: running.superuserUrl,
    source: { dataDir: await realpath(join(root, 'postgres')) },
    storage: storeOf(root),
    secretsFile: join(root, 'secrets.json'),
  };
}

/** Where the documents of the installation in `root` lie. */
export function storeOf(root: string): Storage {
  const env = environment();
  const settings = loadSettings(storageSettings, env);
  if (settings.STORAGE_DRIVER !== 'disk') return createStorage(settings);
  const named = root === dataRoot ? env.STORAGE_DIR?.trim() : undefined;
  return createStorage({ ...settings, STORAGE_DIR: named || join(root, 'documents') });
}

/** A database that is another's to run is another's to back up; a copy of the wrong one would be worse than none. */
function refuseExternal(env: Readonly<Record<string, string | undefined>>, ownerUrl: string | null): void {
  const here = ownerUrl === null ? '' : new URL(ownerUrl).host;
  const named = [env.DATABASE_OWNER_URL, env.DATABASE_URL].filter((url) => url?.trim());
  if (!named.some((url) => url !== undefined && new URL(url).host !== here)) return;
  throw new Refused(
    [
      'DATABASE_URL dışarıdaki bir sunucuyu gösteriyor: yedeği için BACKUP_DATABASE_URL verin (docs/deployment/backup.md).',
      'DATABASE_URL names an external server: give BACKUP_DATABASE_URL to back it up (docs/deployment/backup.md).',
    ].join('\n'),
  );
}

/** Tells the database; one that is not there is told nothing, and the command's own outcome stands. */
export async function remember(ownerUrl: string | null, run: OperationRun): Promise<void> {
  if (ownerUrl === null) return;
  const db = createDatabase<DB>(
    createPool({ url: ownerUrl, maxConnections: 1, applicationName: 'muhasebi-yedek' }),
  );
  try {
    await rememberRun(db, run);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Kayda geçmedi / could not be recorded: ${why}\n`);
  } finally {
    await db.destroy();
  }
}
