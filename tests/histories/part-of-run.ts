/** What the run of histories says to its processes, and they to it. */
import type { copyTemplate } from '@muhasebi/testkit/postgres.ts';

/** Histories of one seed and one database: an unbounded one would measure its own growth. */
export const BLOCK = 100;

export interface PartOfRun {
  readonly address: Parameters<typeof copyTemplate>[0];
  readonly seed: number;
  readonly count: number;
}

export interface Told {
  readonly lived: number;
  /** How often each kind of act was among them. */
  readonly acts: Readonly<Record<string, number>>;
  /** The shortest history that differs, with its seed and path; null where none does. */
  readonly fault: string | null;
}
