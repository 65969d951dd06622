/** What the database remembers of its migrations: applied, failed with the reason, or rolled back by an operator. */
import type pg from 'pg';
import { RELEASE } from '../config/release.ts';
import type { Migration } from './migration-files.ts';

/** One row a migration. `appliedAt` null and `error` set: it failed and waits for an operator's word. */
export interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
  readonly appliedAt: Date | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  /** Why it may take something away; told to releases that do not have its file. */
  readonly contract: string | null;
  /** The release that applied it; null where that was not remembered yet. */
  readonly release: string | null;
}

/** Makes the table of the history, and brings one of an earlier release up to date. Idempotent. */
export async function ensureHistory(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists migrations;
    create table if not exists migrations.history (
      name text primary key,
      checksum text not null,
      applied_at timestamptz default now(),
      duration_ms integer,
      error text,
      check ((applied_at is null) = (error is not null)));
    do $$
    begin
      -- Before failures were remembered there was no column for them.
      if not exists (select from pg_attribute
                     where attrelid = 'migrations.history'::regclass and attname = 'error') then
        alter table migrations.history
          alter applied_at drop not null,
          alter duration_ms drop not null,
          add column error text,
          add check ((applied_at is null) = (error is not null));
      end if;
      -- Before a release could ask whether it may come back, there were none for that.
      if not exists (select from pg_attribute
                     where attrelid = 'migrations.history'::regclass and attname = 'contract') then
        alter table migrations.history add column contract text, add column release text;
      end if;
    end
    $$;`);
}

/** Empty where no migration ever ran. */
export async function readHistory(client: pg.ClientBase | pg.Pool): Promise<HistoryRow[]> {
  const { rows } = await client.query<HistoryRow>(`
    -- The last two may not be there yet, where no migration ran since they are remembered.
    select name, checksum, applied_at as "appliedAt", duration_ms as "durationMs", error,
           to_jsonb(h) ->> 'contract' as contract, to_jsonb(h) ->> 'release' as release
    from migrations.history h order by name`);
  return rows;
}

export async function rememberApplied(
  client: pg.ClientBase,
  migration: Migration,
  durationMs: number,
): Promise<void> {
  await client.query(
    `insert into migrations.history as h (name, checksum, duration_ms, contract, release) values ($1, $2, $3, $4, $5)
     on conflict (name) do update
       set checksum = excluded.checksum, applied_at = now(), duration_ms = excluded.duration_ms, error = null,
           contract = excluded.contract, release = excluded.release`,
    [migration.name, migration.checksum, durationMs, migration.contract, RELEASE],
  );
}

/** For migrations that were applied before marks were remembered. */
export async function rememberContracts(
  client: pg.ClientBase,
  migrations: readonly Migration[],
): Promise<void> {
  for (const { name, contract } of migrations) {
    if (contract === null) continue;
    await client.query('update migrations.history set contract = $2 where name = $1 and contract is null', [
      name,
      contract,
    ]);
  }
}

export async function rememberFailed(
  client: pg.ClientBase,
  migration: Migration,
  error: string,
): Promise<void> {
  await client.query(
    `insert into migrations.history as h (name, checksum, applied_at, error) values ($1, $2, null, $3)
     on conflict (name) do update set checksum = excluded.checksum, applied_at = null, error = excluded.error`,
    [migration.name, migration.checksum, error],
  );
}

export async function forgetMigration(client: pg.ClientBase, name: string): Promise<void> {
  await client.query('delete from migrations.history where name = $1', [name]);
}
