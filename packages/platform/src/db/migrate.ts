/** Applies the plain SQL migrations in order: one runner at a time, each in its own transaction, edits noticed. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { installQueue } from '../queue/install-queue.ts';

/** One runner at a time; the number is ours alone ("MUHA"). */
const ADVISORY_LOCK = 0x4d554841;

export interface MigrateOptions {
  /** Connection of the schema's owner, never used by the application. */
  readonly ownerUrl: string;
  readonly migrationsDir: string;
  /** The application's connection: its login role is created or given its password, and joins muhasebi_app. */
  readonly appUrl?: string;
  readonly onApplied?: (name: string, durationMs: number) => void;
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** `edited`: the file differs from what was applied; `failed`: PostgreSQL refused it, `detail` says why. */
export class MigrationError extends Error {
  readonly migration: string;
  readonly reason: 'edited' | 'failed';
  readonly detail: string;
  constructor(migration: string, reason: 'edited' | 'failed', detail: string, cause?: unknown) {
    super(`${migration}: ${detail}`, { cause });
    this.name = 'MigrationError';
    this.migration = migration;
    this.reason = reason;
    this.detail = detail;
  }
}

/** The migrations of a folder in the order of their names, each with its SHA-256. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file) => {
      const sql = await readFile(path.join(dir, file), 'utf8');
      return { name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the schema up to date; returns the names applied now.
 * Throws MigrationError where an applied file was edited or one fails (its transaction is rolled back).
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsDir);
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'muhasebi-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const applied = await applyPending(client, migrations, options);
    await installQueue(client, options.ownerUrl);
    if (options.appUrl !== undefined) await ensureLoginRole(client, options.appUrl);
    return applied;
  } finally {
    await client.end();
  }
}

async function applyPending(
  client: pg.Client,
  migrations: Migration[],
  options: MigrateOptions,
): Promise<string[]> {
  await client.query(`create schema if not exists migrations`);
  await client.query(`create table if not exists migrations.history (
    name text primary key, checksum text not null, applied_at timestamptz not null default now(),
    duration_ms integer not null)`);
  const known = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations.history',
  );
  const checksums = new Map(known.rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const before = checksums.get(migration.name);
    if (before === undefined) {
      const durationMs = await applyOne(client, migration);
      options.onApplied?.(migration.name, durationMs);
      applied.push(migration.name);
    } else if (before !== migration.checksum) {
      throw new MigrationError(
        migration.name,
        'edited',
        'the file was edited after it was applied; restore it and write a new one',
      );
    }
  }
  return applied;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<number> {
  const start = performance.now();
  try {
    await client.query('begin');
    await client.query(`set local lock_timeout = '10s'`);
    await client.query(migration.sql);
    const durationMs = Math.round(performance.now() - start);
    await client.query('insert into migrations.history (name, checksum, duration_ms) values ($1, $2, $3)', [
      migration.name,
      migration.checksum,
      durationMs,
    ]);
    await client.query('commit');
    return durationMs;
  } catch (cause) {
    await client.query('rollback');
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(migration.name, 'failed', detail, cause);
  }
}

/** The login role named in `appUrl` exists, has its password, and is a member of muhasebi_app and nothing else. */
async function ensureLoginRole(client: pg.Client, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  const role = pg.escapeIdentifier(decodeURIComponent(url.username));
  const password = pg.escapeLiteral(decodeURIComponent(url.password));
  const name = decodeURIComponent(url.username);
  const existing = await client.query('select from pg_roles where rolname = $1', [name]);
  if (existing.rowCount === 0) {
    await client.query(
      `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${password}`,
    );
  } else {
    await client.query(`alter role ${role} login password ${password}`);
  }
  await client.query(`grant muhasebi_app to ${role}`);
  await client.query(`grant usage on schema migrations to muhasebi_app`);
  await client.query(`grant select on migrations.history to muhasebi_app`);
}
