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
  let zip: ZipFile;
  try {
    zip = await openZip(source);
  } catch (error) {
    if (isSystemError(error)) throw error;
    yield refused(self, await faultOfOpening(source), {}, causeOf(error));
    return;
  }
  try {
    const listed = await listEntries(zip, self, budget);
    yield* unpackEntries(zip, listed.entries, prefix, depth, budget);
    if (listed.fault !== null) yield listed.fault;
  } finally {
    zip.close();
  }
}

function openZip(source: string | Uint8Array): Promise<ZipFile> {
  if (typeof source === 'string') return openPromise(source, READER);
  return fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), READER);
}

interface NamedEntry {
  readonly entry: Entry;
  readonly name: string;
}

/** The table of contents, as far as it can be read; it is needed whole to know which PDF is whose rendering. */
async function listEntries(
  zip: ZipFile,
  self: string | null,
  budget: Budget,
): Promise<{ entries: NamedEntry[]; fault: ArchiveItem | null }> {
  if (zip.entryCount > budget.entriesLeft)
    return { entries: [], fault: tooMany(self, zip.entryCount, budget) };
  const entries: NamedEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      if (!name.endsWith('/')) entries.push({ entry, name });
    }
  } catch (error) {
    return { entries, fault: refused(self, faultOfListing(error), {}, causeOf(error)) };
  }
  budget.entriesLeft -= zip.entryCount;
  return { entries, fault: entries.length === 0 ? refused(self, 'archive.empty') : null };
}

function tooMany(self: string | null, count: number, budget: Budget): ArchiveItem {
  const params = { count: String(count), limit: String(budget.limits.maxEntries) };
  return refused(self, 'archive.too-many-entries', params);
}

async function* unpackEntries(
  zip: ZipFile,
  entries: readonly NamedEntry[],
  prefix: string,
  depth: number,
  budget: Budget,
): AsyncGenerator<ArchiveItem, void, undefined> {
  const xmlNames = namesOfXml(entries.map((one) => one.name));
  for (const { entry, name } of entries) {
    const { isWanted, keepsRenderings = false } = budget.wishes;
    if (isWanted !== undefined && !isWanted(name)) continue;
    const shown = prefix + shownName(name);
    const skip = isWanted === undefined ? skipReason(name, xmlNames) : null;
    if (isUnsafeName(name)) yield refused(shown, 'archive.bad-name');
    else if (skip === 'twin' && keepsRenderings) continue;
    else if (skip !== null) yield skipped(shown, skip);
    else {
      const inflated = await inflateEntry(zip, entry, budget.limits, budget.bytesLeft);
      if (!inflated.ok) {
        yield refused(shown, inflated.code, inflated.params, inflated.cause);
        if (inflated.code === 'archive.total-too-large') return;
        continue;
      }
      budget.bytesLeft -= inflated.bytes.length;
      if (!isZip(inflated.bytes)) yield { kind: 'file', name: shown, bytes: inflated.bytes };
      else if (depth >= budget.limits.maxDepth) {
        yield refused(shown, 'archive.too-deep', { limit: String(budget.limits.maxDepth) });
      } else yield* unpack(inflated.bytes, `${shown}!`, depth + 1, budget);
    }
  }
  if (budget.wishes.keepsRenderings === true) yield* unpackRenderings(zip, entries, prefix, xmlNames, budget);
}

/** One that cannot be unpacked, or whose XML is not certain, is skipped: the document itself is there. */
async function* unpackRenderings(
  zip: ZipFile,
  entries: readonly NamedEntry[],
  prefix: string,
  xmlNames: XmlNames,
  budget: Budget,
): AsyncGenerator<ArchiveItem, void, undefined> {
  for (const { entry, name } of entries) {
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
