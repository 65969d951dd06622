/** One look over a folder and those below it, bounded in depth and number, whoever lists them. */
import { type DropFile, FileFault, type Look, type LookBounds, type PassedOver } from './drop-folder.ts';
import { isPlainPart } from './names.ts';

/** An entry as its own folder lists it, links not followed. */
export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Lists a folder; "" is the watched one. Throws FileFault for one below it, DropFault for the watched one itself. */
export type ListFolder = (below: string) => AsyncIterable<ListedEntry>;

/** Gathers until the bounds are reached; a folder below that is gone or closed to us is passed over. */
export async function lookInto(list: ListFolder, bounds: LookBounds): Promise<Look> {
  const files: DropFile[] = [];
  const passedOver: { path: string; why: PassedOver }[] = [];
  const isFull = () => files.length + passedOver.length >= bounds.mostEntries;

  async function enter(below: string, depth: number): Promise<void> {
    for await (const entry of list(below)) {
      if (isFull()) return;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (path === bounds.except) continue;
      if (!isPlainPart(entry.name)) passedOver.push({ path, why: 'unreadable-name' });
      else if (entry.kind === 'file')
        files.push({ path, sizeBytes: entry.sizeBytes, modifiedMs: entry.modifiedMs });
      else if (entry.kind !== 'folder')
        passedOver.push({ path, why: entry.kind === 'link' ? 'link' : 'not-a-file' });
      else if (depth < bounds.depth) await enterBelow(path, depth + 1);
      // Where no folder below is asked for, one that lies there is nobody's mistake.
      else if (bounds.depth > 0) passedOver.push({ path, why: 'too-deep' });
    }
  }

  async function enterBelow(path: string, depth: number): Promise<void> {
    try {
      await enter(path, depth);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      if (error.kind !== 'gone') passedOver.push({ path, why: 'not-permitted' });
    }
  }

  await enter('', 0);
  return { files, passedOver, more: isFull() };
}
