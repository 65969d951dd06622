/** Which of the installed packs judges a document of a day. */
import type { InstalledPack } from './rule-packs.queries.ts';

export interface ChosenPack {
  readonly pack: InstalledPack;
  /** False: it was not in force on that day. */
  readonly inForce: boolean;
}

/**
 * `packs` as the database lists them, the one that took force last first. In force on a day is the last that took force
 * up to it. A document older than every pack is judged by the oldest, and is told that it was not in force yet. Null: none.
 */
export function packFor(packs: readonly InstalledPack[], day: string): ChosenPack | null {
  const inForce = packs.find(({ validFrom }) => validFrom <= day);
  if (inForce !== undefined) return { pack: inForce, inForce: true };
  const oldest = packs.at(-1);
  return oldest === undefined ? null : { pack: oldest, inForce: false };
}

/** The pack of the newest version, whatever the day. Null: none is installed. */
export function newestPack(packs: readonly InstalledPack[], day: string): ChosenPack | null {
  const [newest] = packs.toSorted((a, b) => (a.version < b.version ? 1 : -1));
  if (newest === undefined) return null;
  return { pack: newest, inForce: packFor(packs, day)?.pack === newest && newest.validFrom <= day };
}
