/** A throw-away PostgreSQL with a migrated template database, for tests and benchmarks. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../db/migrate.ts';
import { provisionDatabase } from '../embedded-postgres/provision.ts';
import { startPostgres } from '../embedded-postgres/start-postgres.ts';

/** Extensions that the embedded server offers to every database of ours. */
const extensions = ['pg_trgm', 'unaccent', 'btree_gist', 'btree_gin', 'amcheck', 'pg_stat_statements'];
const templateName = 'muhasebi_template';

/** How a test reaches the server; plain data, so that it may be sent to another process. */
export type PostgresAddress = {
  readonly host: string;
  readonly port: number;
  readonly superuserPassword: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
  /** Name of the migrated, empty database that test databases are copied from. */
  readonly template: string;
};

/** A running throw-away server. */
export type TemporaryPostgres = {
  readonly address: PostgresAddress;
  /** For tests that do something to the server itself. */
  readonly dataDir: string;
  stop(): Promise<void>;
};

/** What a test wants otherwise than the others. */
export interface TemporaryPostgresOptions {
  /** `full` where the server is to be killed: only then has a kill nothing to lose. */
  readonly durability?: 'full' | 'none';
  /** Further settings, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts the server in a new temporary folder and migrates the template; `stop` removes everything. */
export async function startTemporaryPostgres(
  options: TemporaryPostgresOptions = {},
): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'muhasebi-test-'));
  await chmod(folder, 0o711);
  const superuserPassword = randomBytes(12).toString('hex');
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    logFile: join(folder, 'postgres.log'),
    superuserPassword,
    durability: options.durability ?? 'none',
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    removeOnOrphan: folder,
  });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address: PostgresAddress = {
      host: '127.0.0.1',
      port: server.port,
      superuserPassword,
      ownerPassword: randomBytes(12).toString('hex'),
      appPassword: randomBytes(12).toString('hex'),
      template: templateName,
    };
    await buildTemplate(address);
    return { address, dataDir: server.dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildTemplate(address: PostgresAddress): Promise<void> {
  const owner = { name: 'muhasebi_owner', password: address.ownerPassword };
  await provisionDatabase(superuserUrl(address, 'postgres'), {
    database: address.template,
    owner,
    extensions,
  });
  await migrate({
    ownerUrl: ownerUrl(address, address.template),
    appUrl: appUrl(address, address.template),
    migrationsDir: join(import.meta.dirname, '../../../../db/migrations'),
  });
  // A copy needs a template without sessions.
  await runAsSuperuser(address, `ALTER DATABASE ${address.template} ALLOW_CONNECTIONS false`);
  await runAsSuperuser(
    address,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${address.template}'`,
  );
}

function url(address: PostgresAddress, user: string, password: string, database: string): string {
  return `postgresql://${user}:${password}@${address.host}:${address.port}/${database}`;
}

/** Connection URL of the role that owns the schema. */
export function ownerUrl(address: PostgresAddress, database: string): string {
  return url(address, 'muhasebi_owner', address.ownerPassword, database);
}

/** Connection URL of the role that the application signs in as: it owns nothing and is under row-level security. */
export function appUrl(address: PostgresAddress, database: string): string {
  return url(address, 'muhasebi_api', address.appPassword, database);
}

/** Connection URL of the superuser, for tests that must look or reach past all guards. */
export function superuserUrl(address: PostgresAddress, database: string): string {
  return url(address, 'postgres', address.superuserPassword, database);
}

/** Runs one statement on the maintenance database. */
export async function runAsSuperuser(address: PostgresAddress, sql: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl(address, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
