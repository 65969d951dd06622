/** Unpacks one ZIP entry into memory, stopping at the bound and never inflating past it. */

import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { ArchiveErrorCode, ArchiveLimits } from './archive-item.ts';
import { causeOf } from './name-fault.ts';

const inflate = promisify(inflateRaw);
/** Below this an unpacked entry harms nobody, however tightly it was packed. */
const RATIO_FLOOR_BYTES = 1024 * 1024;
/** Compression methods of ZIP (APPNOTE 4.4.5). */
const STORED = 0;
const DEFLATED = 8;

export type Inflated =
  | { readonly ok: true; readonly bytes: Buffer }
  | {
      readonly ok: false;
      readonly code: ArchiveErrorCode;
      readonly params: Readonly<Record<string, string>>;
      /** What zlib or the archive reader said. */
      readonly cause: string | null;
    };

/** `totalLeft` is how many bytes the whole unpacking may still give. */
export async function inflateEntry(
  zip: ZipFile,
  entry: Entry,
  limits: ArchiveLimits,
  totalLeft: number,
): Promise<Inflated> {
  if (entry.isEncrypted()) return not('archive.encrypted');
  const { compressionMethod: method } = entry;
  if (method !== STORED && method !== DEFLATED)
    return not('archive.unknown-method', { method: String(method) });
  const bound = boundOf(entry, limits, totalLeft);
  if (entry.uncompressedSize > bound.bytes || entry.compressedSize > limits.maxEntryBytes) {
    return not(bound.code, { limit: bound.limit });
  }
  try {
    // The file's own bytes are bounded by the archive; only their inflating needs a bound.
    const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const packed = Buffer.concat(await Array.fromAsync<Buffer>(stream));
    const bytes = await unpack(entry, packed, bound.bytes);
    if (bytes.length !== entry.uncompressedSize) return broken('size');
    return crc32(bytes) === entry.crc32 ? { ok: true, bytes } : broken('CRC-32');
  } catch (error) {
    if (isTooLarge(error)) return not(bound.code, { limit: bound.limit });
    // Whatever zlib or the archive reader finds wrong is a fault of this entry alone.
    return broken(causeOf(error));
  }
}

/** The tightest of the three bounds, and the fault that exceeding it is. */
function boundOf(
  entry: Entry,
  limits: ArchiveLimits,
  totalLeft: number,
): { bytes: number; code: ArchiveErrorCode; limit: string } {
  const byRatio = Math.max(RATIO_FLOOR_BYTES, entry.compressedSize * limits.maxRatio);
  const bytes = Math.min(limits.maxEntryBytes, totalLeft, byRatio);
  if (bytes === byRatio) return { bytes, code: 'archive.ratio', limit: String(limits.maxRatio) };
  if (bytes === limits.maxEntryBytes) return { bytes, code: 'archive.entry-too-large', limit: String(bytes) };
  return { bytes, code: 'archive.total-too-large', limit: String(limits.maxTotalBytes) };
}

async function unpack(entry: Entry, packed: Buffer, maxBytes: number): Promise<Buffer> {
  if (entry.compressionMethod === STORED) return packed;
  // zlib wants a positive bound even where nothing may come out.
  return inflate(packed, { maxOutputLength: Math.max(1, maxBytes) });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function not(
  code: ArchiveErrorCode,
  params: Readonly<Record<string, string>> = {},
  cause: string | null = null,
): Inflated {
  return { ok: false, code, params, cause };
}

const broken = (cause: string) => not('archive.broken-entry', {}, cause);
