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
  /** Why it may take something away that the release before it uses; null where it only expands. */
  readonly contract: string | null;
}

/** Every migration that either side knows, by name. */
export function compareMigrations(
  files: readonly Pick<Migration, 'name' | 'checksum' | 'contract'>[],
  history: readonly HistoryRow[],
): MigrationStatus[] {
  const remembered = new Map(history.map((row) => [row.name, row]));
  const known = new Set(files.map((file) => file.name));
  const here = files.map((file): MigrationStatus => {
    const row = remembered.get(file.name);
    const { name, contract } = file;
    if (row === undefined) return { name, state: 'pending', appliedAt: null, error: null, contract };
    const { appliedAt, error } = row;
    const state = appliedAt === null ? 'failed' : row.checksum === file.checksum ? 'applied' : 'edited';
    return { name, state, appliedAt, error, contract };
  });
  const elsewhere = history
    .filter((row) => !known.has(row.name))
    .map(
      ({ name, appliedAt, error, contract }): MigrationStatus => ({
        name,
        state: 'unknown',
        appliedAt,
        error,
        contract,
      }),
    );
  return [...here, ...elsewhere].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Whether a release can work on the schema: it fits from its own newest migration up to the first later one that is
 * marked as taking something away. `ahead` still fits, for migrations only ever expand what the release before them
 * uses, unless marked (see the lint of migrations); `contracted` does not.
 */
export type SchemaFit = 'fits' | 'behind' | 'failed' | 'ahead' | 'contracted';

export function schemaFit(statuses: readonly MigrationStatus[]): SchemaFit {
  if (statuses.some(({ state }) => state === 'failed')) return 'failed';
  if (statuses.some(({ state }) => state === 'pending')) return 'behind';
  const newer = statuses.filter(({ state }) => state === 'unknown');
  // One that failed was rolled back whole: it took nothing.
  if (newer.some(({ contract, appliedAt }) => contract !== null && appliedAt !== null)) return 'contracted';
  return newer.length > 0 ? 'ahead' : 'fits';
}
