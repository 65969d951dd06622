/** The steps of a sync at which its process is killed: transactions by what they do, and the store before them. */

/** What a transaction of a run is about. */
const TRANSACTIONS = {
  /** The run is taken: its lease. */
  begin: (said: string) => /update sync_runs set state = 'running', lease/.test(said),
  /** Which items are not known yet. */
  ask: (said: string) => /from sync_items/.test(said) && !/insert into|update |delete from/.test(said),
  /** An item, what it became, its jobs, the counts and the cursor. */
  take: (said: string) => /insert into sync_items/.test(said),
  /** The cursor alone: a page is done. */
  move: (said: string) => /update integrations set cursor/.test(said) && !/insert into sync_items/.test(said),
  /** The run ends. */
  end: (said: string) => /update sync_runs set state = \$\d+, ended_at/.test(said),
} as const satisfies Readonly<Record<string, (said: string) => boolean>>;

export type Transaction = keyof typeof TRANSACTIONS;

/**
 * uncommitted: all is written, COMMIT is not sent. sent: COMMIT is on its way, its answer is never heard. committed: the
 * answer came, nothing more was done.
 */
export type Moment = 'uncommitted' | 'sent' | 'committed';

/** `store`: a file is whole in its scratch place, and not, or already, in the store. */
export type Step = `${Moment} ${Transaction}` | 'before store' | 'after store';

/** True where a transaction of these statements is the one that the step names, at this moment. */
export function isAt(step: Step | null, moment: Moment, statements: readonly string[]): boolean {
  const [when, what] = step?.split(' ') ?? [];
  if (when !== moment || what === undefined || !(what in TRANSACTIONS)) return false;
  return TRANSACTIONS[what as Transaction](statements.join('\n'));
}

/** What a process of a sync is started with, as JSON in its first argument. */
export interface SyncOrder {
  readonly appUrl: string;
  readonly storeDir: string;
  readonly scratchDir: string;
  readonly watchRoot: string;
  readonly tenantId: string;
  readonly runId: string;
  /** Where it kills itself; null: nowhere. */
  readonly step: Step | null;
}
