/** The compiled packs of this process: each compiled once, few kept, what is installed no more let go. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { openRulePack, type PackFiles, type RulePack } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import type { Database } from '../feature.ts';
import { MOST_OPEN_PACKS } from './limits.ts';
import { filesOfPack } from './rule-packs.queries.ts';

const unzipped = promisify(gunzip);

/** The pack was replaced or removed since it was chosen. */
export class PackGone extends Error {
  constructor(packId: string) {
    super(`rule pack ${packId} is installed no more`);
    this.name = 'PackGone';
  }
}

export interface PackShelf {
  /** Throws PackGone; what the database throws; or that it does not compile here, which is a fault of ours. */
  take(packId: string): Promise<RulePack>;
  /** The files that it was compiled of. Throws PackGone; what the database throws. */
  files(packId: string): Promise<PackFiles>;
  /** Lets go of all but these. */
  keepOnly(packIds: readonly string[]): void;
}

export function createPackShelf(db: Database): PackShelf {
  const open = new Map<string, Promise<RulePack>>();
  const letGo = (packId: string) => {
    const pack = open.get(packId);
    open.delete(packId);
    // Whoever took it a moment ago judges first; one that could not be opened holds nothing.
    pack?.then(
      (opened) => setImmediate(() => opened.dispose()),
      () => undefined,
    );
  };
  return {
    async take(packId) {
      const known = open.get(packId);
      // The one used last stands last.
      open.delete(packId);
      const pack = known ?? load(db, packId).then(openRulePack);
      open.set(packId, pack);
      for (const oldest of [...open.keys()].slice(0, -MOST_OPEN_PACKS)) letGo(oldest);
      try {
        return await pack;
      } catch (error) {
        if (open.get(packId) === pack) open.delete(packId);
        throw error;
      }
    },
    files: (packId) => load(db, packId),
    keepOnly(packIds) {
      for (const packId of open.keys()) if (!packIds.includes(packId)) letGo(packId);
    },
  };
}

async function load(db: Database, packId: string): Promise<PackFiles> {
  const files = await filesOfPack(db, packId);
  if (files.length === 0) throw new PackGone(packId);
  const contents = await Promise.all(
    files.map(async ({ path, content }) => [path, await unzipped(content)] as const),
  );
  return new Map(contents);
}
