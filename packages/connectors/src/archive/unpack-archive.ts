/** Unpacks a ZIP within bounds, one entry at a time; a bad entry is reported and the others go on. */

import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import {
  type ArchiveItem,
  type ArchiveLimits,
  DEFAULT_ARCHIVE_LIMITS,
  refused,
  skipped,
} from './archive-item.ts';
import {
  entryName,
  isUnsafeName,
  namesOfXml,
  shownName,
  skipReason,
  type XmlNames,
  xmlOfRendering,
} from './entry-name.ts';
import { inflateEntry } from './inflate-entry.ts';
import { causeOf, faultOfListing, faultOfOpening } from './name-fault.ts';

/** Names are checked here, entry by entry: the reader's own checks would end the whole archive. */
const READER = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: false,
} as const;

export interface Wishes {
  /** Entries of other names are left unopened and untold, and none is skipped for its name. */
  readonly isWanted?: (name: string) => boolean;
  /** Renderings are unpacked too, after all else of their archive, so that they take no room from documents. */
  readonly keepsRenderings?: boolean;
}

/** What is left to spend, over the archive and all inside it. */
interface Budget {
  readonly limits: ArchiveLimits;
  readonly wishes: Wishes;
  entriesLeft: number;
  bytesLeft: number;
}

/**
 * Yields the entries of the ZIP at path or in bytes `source` in the archive's order; folders yield nothing, archives
 * inside yield their own entries as "inner.zip!name". At most one entry of each nesting level is in memory at a time.
 * Never throws for what the archive holds; a path that cannot be opened rejects with the system's error.
 */
export async function* unpackArchive(
  source: string | Uint8Array,
  limits: Partial<ArchiveLimits> = {},
  wishes: Wishes = {},
): AsyncGenerator<ArchiveItem, void, undefined> {
  const all = { ...DEFAULT_ARCHIVE_LIMITS, ...limits };
  const budget: Budget = { limits: all, wishes, entriesLeft: all.maxEntries, bytesLeft: all.maxTotalBytes };
  yield* unpack(source, '', 0, budget);
}

async function* unpack(
  source: string | Uint8Array,
  prefix: string,
  depth: number,
  budget: Budget,
): AsyncGenerator<ArchiveItem, void, undefined> {
  // The archive itself is named by its place in the outer one.
  const self = prefix === '' ? null : prefix.slice(0, -1);
  try {
    const xmlNames = await lookThrough(source, budget);
    if (typeof xmlNames === 'function') yield xmlNames(self);
    else yield* unpackEntries({ source, self, prefix, depth, xmlNames }, budget);
  } catch (error) {
    if (!(error instanceof Unopenable)) throw error;
    yield refused(self, await faultOfOpening(source), {}, causeOf(error.cause));
  }
}

/** What the bytes hold is no ZIP; its `cause` is what the reader said. */
class Unopenable extends Error {}

async function withZip<T>(source: string | Uint8Array, use: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await openZip(source);
  try {
    return await use(zip);
  } finally {
    zip.close();
  }
}

async function openZip(source: string | Uint8Array): Promise<ZipFile> {
  try {
    if (typeof source === 'string') return await openPromise(source, READER);
    return await fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), READER);
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw new Unopenable('no ZIP', { cause: error });
  }
}

interface NamedEntry {
  readonly entry: Entry;
  readonly name: string;
}

/** Told with the archive's own name. */
type OwnFault = (self: string | null) => ArchiveItem;

/**
 * Reads the table of contents once for its names: which PDF is whose rendering is known by all of them. The entries are
 * read again one by one, so that an archive of a hundred thousand takes no more memory than one of a hundred.
 */
function lookThrough(source: string | Uint8Array, budget: Budget): Promise<XmlNames | OwnFault> {
  return withZip(source, async (zip) => {
    const { entryCount } = zip;
    if (entryCount > budget.entriesLeft) return (self) => tooMany(self, entryCount, budget);
    const names: string[] = [];
    for await (const item of entriesOf(zip)) {
      // Told where the entries are unpacked: those before the fault are there.
      if ('fault' in item) return namesOfXml(names);
      names.push(item.name);
    }
    budget.entriesLeft -= entryCount;
    return names.length === 0 ? (self) => refused(self, 'archive.empty') : namesOfXml(names);
  });
}

/** Files in the archive's order, and last the fault of a table of contents that cannot be read to its end. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<NamedEntry | { readonly fault: OwnFault }> {
  const entries = zip.eachEntry();
  for (;;) {
    let next: IteratorResult<Entry>;
    try {
      next = await entries.next();
    } catch (error) {
      const [code, cause] = [faultOfListing(error), causeOf(error)];
      yield { fault: (self) => refused(self, code, {}, cause) };
      return;
    }
    if (next.done === true) return;
    const name = entryName(next.value);
    if (!name.endsWith('/')) yield { entry: next.value, name };
  }
}

function tooMany(self: string | null, count: number, budget: Budget): ArchiveItem {
  const params = { count: String(count), limit: String(budget.limits.maxEntries) };
  return refused(self, 'archive.too-many-entries', params);
}

/** One archive on its way: where it lies, what it is called, how deep, and what its XML files are called. */
interface Archive {
  readonly source: string | Uint8Array;
  readonly self: string | null;
  readonly prefix: string;
  readonly depth: number;
  readonly xmlNames: XmlNames;
}

async function* unpackEntries(archive: Archive, budget: Budget): AsyncGenerator<ArchiveItem, void> {
  const { isWanted, keepsRenderings = false } = budget.wishes;
  let twins = 0;
  const zip = await openZip(archive.source);
  try {
    for await (const item of entriesOf(zip)) {
      if ('fault' in item) {
        yield item.fault(archive.self);
        continue;
      }
      const { name } = item;
      if (isWanted !== undefined && !isWanted(name)) continue;
      const shown = archive.prefix + shownName(name);
      const skip = isWanted === undefined ? skipReason(name, archive.xmlNames) : null;
      if (isUnsafeName(name)) yield refused(shown, 'archive.bad-name');
      else if (skip === 'twin' && keepsRenderings) twins++;
      else if (skip !== null) yield skipped(shown, skip);
      else if (!(yield* unpackEntry(zip, item, archive, budget))) return;
    }
    if (twins > 0) yield* unpackRenderings(archive, budget);
  } finally {
    zip.close();
  }
}

/** False where no room is left for the entries behind it. */
async function* unpackEntry(
  zip: ZipFile,
  { entry, name }: NamedEntry,
  { prefix, depth, xmlNames }: Archive,
  budget: Budget,
): AsyncGenerator<ArchiveItem, boolean> {
  const shown = prefix + shownName(name);
  const inflated = await inflateEntry(zip, entry, budget.limits, budget.bytesLeft);
  if (!inflated.ok) {
    yield refused(shown, inflated.code, inflated.params, inflated.cause);
    return inflated.code !== 'archive.total-too-large';
  }
  const { bytes } = inflated;
  budget.bytesLeft -= bytes.length;
  if (!isZip(bytes)) yield { kind: 'file', name: shown, bytes, isRendered: xmlNames.rendered.has(name) };
  else if (depth >= budget.limits.maxDepth) {
    yield refused(shown, 'archive.too-deep', { limit: String(budget.limits.maxDepth) });
  } else yield* unpack(bytes, `${shown}!`, depth + 1, budget);
  return true;
}

/** One that cannot be unpacked, or whose XML is not certain, is skipped: the document itself is there. */
async function* unpackRenderings(archive: Archive, budget: Budget): AsyncGenerator<ArchiveItem, void> {
  const { prefix, xmlNames } = archive;
  const zip = await openZip(archive.source);
  try {
    for await (const item of entriesOf(zip)) {
      if ('fault' in item) return;
      const { entry, name } = item;
      if (isUnsafeName(name) || skipReason(name, xmlNames) !== 'twin') continue;
      const shown = prefix + shownName(name);
      const of = xmlOfRendering(name, xmlNames);
      const inflated = of === null ? null : await inflateEntry(zip, entry, budget.limits, budget.bytesLeft);
      if (of === null || !inflated?.ok) {
        yield skipped(shown, 'twin');
        continue;
      }
      budget.bytesLeft -= inflated.bytes.length;
      yield { kind: 'twin', name: shown, of: prefix + shownName(of), bytes: inflated.bytes };
    }
  } finally {
    zip.close();
  }
}

/** By content: an inner archive may be called anything. Office files (xlsx, docx) are archives too and are left whole. */
function isZip(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start !== 'PK\u0003\u0004' && start !== 'PK\u0005\u0006') return false;
  return !bytes.subarray(0, 2048).includes('[Content_Types].xml');
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
