/** Looks into a ZIP on its way in: what each file in it is and whom it names, so that each may go its own way. */
import { createHash } from 'node:crypto';
import type { ArchiveItem } from '@muhasebi/connectors/archive/archive-item.ts';
import { unpackArchive } from '@muhasebi/connectors/archive/unpack-archive.ts';
import { type FileKind, sniffFile } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import { plainName } from '../plain-name.ts';
import type { Words } from '../table-export.ts';
import { HEAD_BYTES, MOST_DOCUMENTS, partiesOf } from './look-inside.ts';

/** One file in a ZIP. */
export interface ArchiveEntry {
  /** "arsiv.zip!a.xml": by it a person knows where it came from. */
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly kind: FileKind;
  readonly isStatement: boolean;
  /** Tax numbers of each document in it. */
  readonly parties: readonly (readonly string[])[];
}

export interface ArchiveLook {
  readonly entries: readonly ArchiveEntry[];
  /** What cannot be unpacked, each by itself; the ZIP keeps it. */
  readonly refused: readonly { readonly fileName: string; readonly reason: Words }[];
  /** False where its table of contents is damaged: it then stays whole, so that nothing of it is lost. */
  readonly isWhole: boolean;
}

/** All files of a ZIP together, unpacked. Bytes. */
const MOST_TOTAL_BYTES = 512 * 1024 * 1024;
const BOUNDS = { maxTotalBytes: MOST_TOTAL_BYTES } as const;
/** Faults behind which there is more that is not looked at. */
const ENDS_IT = new Set(['archive.total-too-large', 'archive.too-many-entries']);
/** How many entries are stored at a time: the store flushes each file to the disk. */
const STORED_AT_ONCE = 8;

type Sniff = (head: Buffer) => unknown;

/**
 * Null where it holds more than is looked at. `asksParties`: whether the documents are read
 * for their tax numbers. At most one entry of each nesting level is in memory at a time.
 */
export async function lookIntoArchive(
  scratchPath: string,
  fileName: string,
  { sniff, asksParties }: { readonly sniff: Sniff; readonly asksParties: boolean },
): Promise<ArchiveLook | null> {
  const entries: ArchiveEntry[] = [];
  const refused: { fileName: string; reason: Words }[] = [];
  let isWhole = true;
  for await (const item of unpackArchive(scratchPath, BOUNDS)) {
    if (entries.length + refused.length > MOST_DOCUMENTS) return null;
    if (item.kind === 'file') entries.push(await seenEntry(item, fileName, sniff, asksParties));
    if (item.kind !== 'refused') continue;
    const { name, error } = item;
    if (ENDS_IT.has(error.code)) return null;
    if (name === null) isWhole = false;
    else {
      const reason = { tr: error.message, en: error.messageEn };
      refused.push({ fileName: nameInside(fileName, name), reason });
    }
  }
  return { entries, refused, isWhole };
}

async function seenEntry(
  { name, bytes }: Extract<ArchiveItem, { kind: 'file' }>,
  archiveName: string,
  sniff: Sniff,
  asksParties: boolean,
): Promise<ArchiveEntry> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES));
  const kind = sniffFile(head);
  const isStatement = sniff(head) !== null;
  return {
    fileName: nameInside(archiveName, name),
    sha256: digestOf(bytes),
    sizeBytes: bytes.byteLength,
    kind,
    isStatement,
    parties: asksParties && !isStatement && kind === 'xml' ? await partiesOf(bytes) : [],
  };
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const nameInside = (archiveName: string, entryName: string) =>
  plainName(`${archiveName}!${entryName.split(/[/!\\]/).at(-1) ?? entryName}`);

/** Puts every file of the ZIP into the store; the same again changes nothing there. */
export async function storeEntries(storage: Storage, tenantId: string, scratchPath: string): Promise<void> {
  let batch: Uint8Array[] = [];
  const flush = async () => {
    await Promise.all(batch.map((bytes) => storage.put({ tenantId, sha256: digestOf(bytes) }, bytes)));
    batch = [];
  };
  for await (const item of unpackArchive(scratchPath, BOUNDS)) {
    if (item.kind !== 'file') continue;
    batch.push(item.bytes);
    if (batch.length >= STORED_AT_ONCE || item.bytes.byteLength > 8 * 1024 * 1024) await flush();
  }
  await flush();
}
