/** A run in the hands of its worker: its place, its lease, and the check before every write that it is still its own. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { Trx } from '../feature.ts';
import { standingOf } from './runs.queries.ts';
import type { SyncContext } from './sync-context.ts';

/** A person asked to stop the run; or another worker has it, and this one writes nothing more. */
export class RunOver extends Error {
  readonly why: 'stop-asked' | 'lost';
  constructor(why: 'stop-asked' | 'lost') {
    super(why === 'lost' ? 'the run is in other hands' : 'the run was asked to stop');
    this.name = 'RunOver';
    this.why = why;
  }
}

export interface RunPlace {
  readonly context: SyncContext;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly runId: string;
  /** The client that the integration is bound to. */
  readonly clientId: string | null;
  readonly lease: number;
  readonly scope: Scope;
}

export interface HeldRun extends RunPlace {
  /** Who acts: nobody, it is the system. */
  readonly userId: null;
  /** Holds the run for this transaction; throws RunOver where it is no longer to be worked on. */
  mustBeMine(trx: Trx): Promise<void>;
}

export function heldRun(place: RunPlace): HeldRun {
  return {
    ...place,
    userId: null,
    async mustBeMine(trx) {
      const standing = await standingOf(trx, place.tenantId, place.runId, place.lease);
      if (standing !== 'mine') throw new RunOver(standing);
    },
  };
}
