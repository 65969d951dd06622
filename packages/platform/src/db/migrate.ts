/** Applies the migrations: one runner at a time, each in its own transaction; edits and failures are noticed. */
import pg from 'pg';
import { installQueue } from '../queue/install-queue.ts';
import { ensureLoginRole } from './login-role.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import {
  ensureHistory,
  forgetMigration,
  readHistory,
  rememberApplied,
  rememberContracts,
  rememberFailed,
} from './migration-history.ts';
import { compareMigrations, type MigrationStatus } from './migration-status.ts';

/** One runner at a time; the number is ours alone ("MUHA"). */
const ADVISORY_LOCK = 0x4d554841;
/** How long a runner waits for another, and a statement for a lock or for its end. Milliseconds. */
const WAIT_FOR_RUNNER_MS = 60_000;
const LOCK_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 15 * 60_000;

export interface MigrateOptions {
  /** Connection of the schema's owner, never used by the application. */
  readonly ownerUrl: string;
  readonly migrationsDir: string;
  /** The application's connection: its login role is created or given its password, and joins muhasebi_app. */
  readonly appUrl?: string;
  readonly onApplied?: (name: string, durationMs: number) => void;
}

/**
 * `edited`: the file differs from what was applied; `failed`: PostgreSQL refused it, `detail` says why;
 * `unresolved`: it failed before and waits for `resolve`; `settled`: it is applied, there is
 * nothing to resolve; `busy`: another runner is at work; `unknown`: no such name.
 */
export type MigrationFault = 'edited' | 'failed' | 'unresolved' | 'settled' | 'busy' | 'unknown';

export class MigrationError extends Error {
  readonly migration: string;
  readonly reason: MigrationFault;
  readonly detail: string;
  constructor(migration: string, reason: MigrationFault, detail: string, cause?: unknown) {
    super(`${migration}: ${detail}`, { cause });
    this.name = 'MigrationError';
    this.migration = migration;
    this.reason = reason;
    this.detail = detail;
  }
}

/**
 * Brings the schema up to date; returns the names applied now.
 * Throws MigrationError; a migration that fails is rolled back and remembered with its reason.
 */
export function migrate(options: MigrateOptions): Promise<string[]> {
  return asOnlyRunner(options.ownerUrl, async (client) => {
    const applied = await applyPending(client, options);
    await installQueue(client, options.ownerUrl);
    if (options.appUrl !== undefined) await ensureLoginRole(client, options.appUrl);
    return applied;
  });
}

/** What the files and the database know of each other; changes nothing but a missing history table. */
export async function migrationStatus(ownerUrl: string, migrationsDir: string): Promise<MigrationStatus[]> {
  const files = await readMigrations(migrationsDir);
  return withClient(ownerUrl, async (client) => {
    await ensureHistory(client);
    return compareMigrations(files, await readHistory(client));
  });
}

/**
 * An operator's word on a migration that failed half-way or was applied by hand. `rolled-back`: nothing of it is left,
 * deploy tries it again; `applied`: all of it is there, deploy passes it over.
 */
export async function resolveMigration(
  options: Pick<MigrateOptions, 'ownerUrl' | 'migrationsDir'>,
  name: string,
  outcome: 'rolled-back' | 'applied',
): Promise<void> {
  const migration = (await readMigrations(options.migrationsDir)).find((file) => file.name === name);
  if (migration === undefined)
    throw new MigrationError(name, 'unknown', 'there is no migration of this name');
  await asOnlyRunner(options.ownerUrl, async (client) => {
    await ensureHistory(client);
    const row = (await readHistory(client)).find((known) => known.name === name);
    if (row !== undefined && row.appliedAt !== null) {
      throw new MigrationError(name, 'settled', 'it is remembered as applied');
    }
    if (outcome === 'applied') await rememberApplied(client, migration, 0);
    else await forgetMigration(client, name);
  });
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'muhasebi-migrate' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function asOnlyRunner<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return withClient(url, async (client) => {
    await client.query(`set lock_timeout = ${WAIT_FOR_RUNNER_MS}`);
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]).catch((cause: unknown) => {
      const isTimeout = cause instanceof pg.DatabaseError && cause.code === '55P03';
      throw isTimeout ? new MigrationError('', 'busy', 'another runner is at work', cause) : cause;
    });
    await client.query('set lock_timeout = 0');
    return work(client);
  });
}

async function applyPending(client: pg.Client, options: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(options.migrationsDir);
  await ensureHistory(client);
  await rememberContracts(client, files);
  const statuses = compareMigrations(files, await readHistory(client));
  for (const { name, state, error } of statuses) {
    if (state === 'edited') {
      throw new MigrationError(
        name,
        'edited',
        'the file was edited after it was applied; restore it and write a new one',
      );
    }
    if (state === 'failed') throw new MigrationError(name, 'unresolved', error ?? '');
  }
  const pending = new Set(statuses.filter(({ state }) => state === 'pending').map(({ name }) => name));
  const applied: string[] = [];
  for (const migration of files.filter(({ name }) => pending.has(name))) {
    const durationMs = await applyOne(client, migration);
    options.onApplied?.(migration.name, durationMs);
    applied.push(migration.name);
  }
  return applied;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<number> {
  const start = performance.now();
  try {
    await client.query('begin');
    await client.query(
      `set local lock_timeout = ${LOCK_TIMEOUT_MS}; set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    );
    await client.query(migration.sql);
    const durationMs = Math.round(performance.now() - start);
    await rememberApplied(client, migration, durationMs);
    await client.query('commit');
    return durationMs;
  } catch (cause) {
    await client.query('rollback');
    const detail = cause instanceof Error ? cause.message : String(cause);
    await rememberFailed(client, migration, detail);
    throw new MigrationError(migration.name, 'failed', detail, cause);
  }
}
