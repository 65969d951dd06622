/** The database of a development start: the embedded server, provisioned, migrated, and kept up. */
import { join } from 'node:path';
import { migrate } from '@muhasebi/platform/db/migrate.ts';
import { provisionDatabase } from '@muhasebi/platform/embedded-postgres/provision.ts';
import { type PostgresServer, startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import type { LocalSecrets } from './local-secrets.ts';
import { migrationsDir } from './repo-paths.ts';

/** The running database and how it is reached. */
export type LocalDatabase = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly pid: number;
  /** What a killed earlier life had left on the data folder. */
  readonly recovered: PostgresServer['recovered'];
  stop(): Promise<void>;
};

/** The database of an installation, and the extensions that the superuser makes in it. */
export const databaseName = 'muhasebi';
export const databaseExtensions = [
  'pg_trgm',
  'unaccent',
  'btree_gist',
  'btree_gin',
  'amcheck',
  'pg_stat_statements',
];

/**
 * Starts the server under `dataRoot/postgres`. Should it die later it is started again on the same port, so that
 * the URLs stay true; `report` says so.
 */
export async function startLocalDatabase(
  dataRoot: string,
  secrets: LocalSecrets,
  report: (line: string) => void,
): Promise<LocalDatabase> {
  let stopping = false;
  const start = (port?: number) =>
    startPostgres({
      dataDir: join(dataRoot, 'postgres'),
      logFile: join(dataRoot, 'postgres.log'),
      superuserPassword: secrets.superuserPassword,
      archiveWal: true,
      ...(port === undefined ? {} : { port }),
    });
  let server = await start();
  const keepUp = (): void => {
    void server.ended.then(async () => {
      if (stopping) return;
      report('PostgreSQL durdu, yeniden başlatılıyor / PostgreSQL died, restarting');
      try {
        server = await start(server.port);
        keepUp();
      } catch (error) {
        report(error instanceof Error ? error.message : String(error));
      }
    });
  };
  keepUp();
  const owner = { name: 'muhasebi_owner', password: secrets.ownerPassword };
  await provisionDatabase(server.superuserUrl('postgres'), {
    database: databaseName,
    owner,
    extensions: databaseExtensions,
  });
  return {
    ownerUrl: server.url(databaseName, owner.name, owner.password),
    appUrl: server.url(databaseName, 'muhasebi_api', secrets.appPassword),
    pid: server.pid,
    recovered: server.recovered,
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}

/** Brings the schema up to date and says which migrations were applied now. */
export async function migrateDatabase(ownerUrl: string, appUrl: string): Promise<string[]> {
  return migrate({ ownerUrl, appUrl, migrationsDir });
}
