/** Whether an earlier release may run again on the schema as it is: what it needs is there, and nothing was taken away. */
import type { MigrationStatus } from './migration-status.ts';

export interface GoingBack {
  readonly isSafe: boolean;
  /** Applied after the earlier release; it does not know them. */
  readonly since: readonly string[];
  /** Of these, the ones that take something away, each with its reason. */
  readonly contracts: readonly { readonly name: string; readonly why: string }[];
  /** What the earlier release needs and the schema does not have. */
  readonly missing: readonly string[];
  /** What the earlier release needs and has failed. */
  readonly failed: readonly string[];
}

/** `lastMigration`: the newest one of the earlier release. */
export function judgeGoingBack(statuses: readonly MigrationStatus[], lastMigration: string): GoingBack {
  const names = (wanted: (status: MigrationStatus) => boolean) =>
    statuses.filter(wanted).map(({ name }) => name);
  // A newer one that failed was rolled back whole: the earlier release does not miss it.
  const failed = names(({ state, name }) => state === 'failed' && name <= lastMigration);
  const missing = names(({ state, name }) => state === 'pending' && name <= lastMigration);
  const newer = statuses.filter(({ appliedAt, name }) => appliedAt !== null && name > lastMigration);
  const contracts = newer.flatMap(({ name, contract }) =>
    contract === null ? [] : [{ name, why: contract }],
  );
  return {
    isSafe: failed.length + missing.length + contracts.length === 0,
    since: newer.map(({ name }) => name),
    contracts,
    missing,
    failed,
  };
}
