/**
 * Takes the whole files of a folder that others drop them into, each once, then moves, removes or leaves them.
 * Killed before a file is taken: it is taken by the next run. Killed after it, before it was moved: the next run knows
 * its key and only moves it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DropFile,
  type DropFolder,
  FileFault,
  type LookBounds,
} from '@muhasebi/connectors/drop-folder/drop-folder.ts';
import { baseName } from '@muhasebi/connectors/drop-folder/names.ts';
import { fileKey, markersOf, settledFiles, wantedFiles } from '@muhasebi/connectors/drop-folder/settle.ts';
import type { IncomingItem, SyncRun } from '../connector.ts';
import { asSyncFault } from './drop-fault-words.ts';
import type { DropCursor, DropSettings } from './drop-settings.ts';
import { DropLog, tooLarge } from './drop-words.ts';

/** As the intake has them: an archive is unpacked entry by entry, anything else is a document. Bytes. */
const MOST_ARCHIVE_BYTES = 1024 * 1024 * 1024;
const MOST_FILE_BYTES = 100 * 1024 * 1024;
const MOST_ENTRIES = 20_000;
const DEPTH = 8;
const KEYS_AT_ONCE = 1000;

export type DropRun = SyncRun<DropSettings, DropCursor>;

export function boundsOf({ subfolders, doneFolder }: DropSettings): LookBounds {
  return { mostEntries: MOST_ENTRIES, depth: subfolders ? DEPTH : 0, except: doneFolder };
}

/** `from` is where the folder lies, as people know it: "sftp.banka.example". */
export async function pullDrop(run: DropRun, from: string, open: () => Promise<DropFolder>): Promise<void> {
  let folder: DropFolder | null = null;
  try {
    folder = await open();
    await new DropPull(run, from, folder).pull();
  } catch (error) {
    throw asSyncFault(error);
  } finally {
    await folder?.close();
  }
}

class DropPull {
  readonly #run: DropRun;
  readonly #from: string;
  readonly #folder: DropFolder;
  readonly #log: DropLog;
  /** What lies in the folder, by path: markers are found in it. */
  #seen = new Map<string, DropFile>();

  constructor(run: DropRun, from: string, folder: DropFolder) {
    this.#run = run;
    this.#from = from;
    this.#folder = folder;
    this.#log = new DropLog(run);
  }

  async pull(): Promise<void> {
    const { settings, signal } = this.#run;
    const first = await this.#look();
    const wanted = wantedFiles(first, settings);
    const unseen = await this.#unseen(wanted);
    for (const file of wanted.filter((each) => !unseen.has(fileKey(each)))) await this.#putAway(file);
    const refused = await this.#refusedBefore(wanted);
    const fresh = wanted.filter((file) => unseen.has(fileKey(file)) && !refused.has(file.path));
    if (fresh.length > 0) {
      await sleep(settings.settleSeconds * 1000, undefined, { signal });
      const whole = settledFiles(fresh, await this.#look());
      await this.#takeAll(whole.sort((one, other) => one.modifiedMs - other.modifiedMs));
      this.#log.waits(fresh.filter((file) => !whole.some(({ path }) => path === file.path)));
    }
    await this.#log.tell(fresh.length);
    await this.#run.moveCursor({});
  }

  async #look(): Promise<readonly DropFile[]> {
    const look = await this.#folder.look(boundsOf(this.#run.settings));
    this.#log.looked(look);
    this.#seen = new Map(look.files.map((file) => [file.path, file]));
    return look.files;
  }

  async #unseen(files: readonly DropFile[], keyOf = fileKey): Promise<Set<string>> {
    const unseen = new Set<string>();
    for (let at = 0; at < files.length; at += KEYS_AT_ONCE)
      for (const key of await this.#run.unseen(files.slice(at, at + KEYS_AT_ONCE).map(keyOf)))
        unseen.add(key);
    return unseen;
  }

  /** A file that was told of and passed over lies nowhere else: it is neither asked for again nor put away. */
  async #refusedBefore(files: readonly DropFile[]): Promise<Set<string>> {
    const large = files.filter(isTooLarge);
    const unseen = await this.#unseen(large, refusalKey);
    return new Set(large.filter((file) => !unseen.has(refusalKey(file))).map(({ path }) => path));
  }

  async #takeAll(files: readonly DropFile[]): Promise<void> {
    for (const [index, file] of files.entries()) {
      this.#run.signal.throwIfAborted();
      await this.#takeOrLeave(file);
      await this.#run.progress(index + 1, files.length);
    }
  }

  async #takeOrLeave(file: DropFile): Promise<void> {
    if (isTooLarge(file)) {
      const item = { ...this.#itemOf(file), key: refusalKey(file) };
      return this.#run.refuse(item, tooLarge(file, mostBytesOf(file)), {});
    }
    try {
      if (await this.#take(file)) await this.#putAway(file);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      this.#log.left(file, error.kind);
    }
  }

  /** False where the file changed under the reading: it was not whole. */
  async #take(file: DropFile): Promise<boolean> {
    const stream = await this.#folder.open(file);
    const incoming = await this.#run.receive(baseName(file.path), stream, mostBytesOf(file));
    const isWhole = incoming.sizeBytes === file.sizeBytes && (await this.#folder.isStill(file));
    if (!isWhole) {
      this.#log.left(file, 'changed');
      return false;
    }
    await this.#run.take({ ...this.#itemOf(file), files: [incoming] }, {});
    return true;
  }

  #itemOf(file: DropFile): Omit<IncomingItem, 'files'> {
    return {
      key: fileKey(file),
      name: baseName(file.path),
      from: this.#from,
      subject: file.path,
      receivedAt: new Date(file.modifiedMs),
      hints: { taxIds: file.path.split('/').slice(0, -1).filter(isTaxId) },
    };
  }

  /** What cannot be moved stays; it is known, and told. */
  async #putAway(file: DropFile): Promise<void> {
    const { afterTaking, doneFolder, marker } = this.#run.settings;
    if (afterTaking === 'keep') return;
    try {
      if (afterTaking === 'move') await this.#folder.moveInto(doneFolder, file);
      else await this.#folder.remove(file);
      for (const name of marker === null ? [] : markersOf(file.path, marker)) {
        const found = this.#seen.get(name);
        if (found !== undefined) await this.#folder.remove(found);
      }
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      // Gone: somebody else put it away. Changed: its new state is an item of its own.
      if (error.kind !== 'gone' && error.kind !== 'changed') this.#log.notPutAway(file);
    }
  }
}

const refusalKey = (file: DropFile) => `refused|${fileKey(file)}`;
const isTaxId = (part: string) => /^\d{10,11}$/.test(part);
const mostBytesOf = ({ path }: DropFile) => (/\.zip$/i.test(path) ? MOST_ARCHIVE_BYTES : MOST_FILE_BYTES);
const isTooLarge = (file: DropFile) => file.sizeBytes > mostBytesOf(file);
