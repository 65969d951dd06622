/** How the files and the database's memory of them stand to each other. */
import type { Migration } from './migration-files.ts';
import type { HistoryRow } from './migration-history.ts';

/**
 * applied; pending: waits for deploy; failed: waits for an operator; edited: the file changed after it was applied;
 * unknown: applied by a newer release, the file is not here.
 */
export type MigrationState = 'applied' | 'pending' | 'failed' | 'edited' | 'unknown';

export interface MigrationStatus {
  readonly name: string;
  readonly state: MigrationState;
  readonly appliedAt: Date | null;
  readonly error: string | null;
}

/** Every migration that either side knows, by name. */
export function compareMigrations(
  files: readonly Pick<Migration, 'name' | 'checksum'>[],
  history: readonly HistoryRow[],
): MigrationStatus[] {
  const remembered = new Map(history.map((row) => [row.name, row]));
  const known = new Set(files.map((file) => file.name));
  const here = files.map((file): MigrationStatus => {
    const row = remembered.get(file.name);
    if (row === undefined) return { name: file.name, state: 'pending', appliedAt: null, error: null };
    const { appliedAt, error } = row;
    const state = appliedAt === null ? 'failed' : row.checksum === file.checksum ? 'applied' : 'edited';
    return { name: file.name, state, appliedAt, error };
  });
  const elsewhere = history
    .filter((row) => !known.has(row.name))
    .map(({ name, appliedAt, error }): MigrationStatus => ({ name, state: 'unknown', appliedAt, error }));
  return [...here, ...elsewhere].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Whether a release can work on the schema. `ahead` still fits: migrations only ever expand what the release before
 * them uses, unless marked (see the lint of migrations).
 */
export type SchemaFit = 'fits' | 'behind' | 'failed' | 'ahead';

export function schemaFit(statuses: readonly MigrationStatus[]): SchemaFit {
  if (statuses.some(({ state }) => state === 'failed')) return 'failed';
  if (statuses.some(({ state }) => state === 'pending')) return 'behind';
  return statuses.some(({ state }) => state === 'unknown') ? 'ahead' : 'fits';
}
