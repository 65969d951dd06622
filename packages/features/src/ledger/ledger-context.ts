/** What every use case of the ledger works with. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { Database } from '../feature.ts';
import type { BooksListeners } from './posting-listeners.ts';

export interface LedgerContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Where files are made before they are sent. */
  readonly scratchDir: string;
  readonly listeners: BooksListeners;
}
