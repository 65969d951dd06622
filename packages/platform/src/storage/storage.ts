/** Stored files, kept once by content: an office's folder, a file named by its SHA-256. */
import type { Readable } from 'node:stream';

export interface StoredFileRef {
  readonly tenantId: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A store holds immutable files: putting the same content twice is no change, and nothing is half written. */
export interface Storage {
  /** Writes durably (flushed) before it resolves. Idempotent. */
  put(ref: StoredFileRef, content: Uint8Array): Promise<void>;
  /** Moves a finished local file in; the source is gone afterwards. Idempotent. */
  putFile(ref: StoredFileRef, sourcePath: string): Promise<void>;
  /** Throws StoredFileMissing where there is none. */
  read(ref: StoredFileRef): Promise<Buffer>;
  stream(ref: StoredFileRef): Promise<Readable>;
  /** A local path with the content (downloaded where the store is remote), released by `release`. */
  localPath(ref: StoredFileRef): Promise<{ path: string; release: () => Promise<void> }>;
  /**
   * Takes the file away for ever, unless it was put, or put again, since `since`: whoever puts what is there already may be
   * about to name it. Answers whether it is gone; one that is not there is.
   */
  removeUntouched(ref: StoredFileRef, since: Date): Promise<boolean>;
  /** Takes the file away for ever; one that is not there is no fault. For what an office holds no more. */
  remove(ref: StoredFileRef): Promise<void>;
  /** Resolves if the store can be written now. */
  check(): Promise<void>;
}

export class StoredFileMissing extends Error {
  constructor(ref: StoredFileRef, cause?: unknown) {
    super(`no stored file ${ref.sha256}`, { cause });
    this.name = 'StoredFileMissing';
  }
}

/** "tenant/ab/abcdef…": two letters of fan-out keep folders small. */
export function storageKey(ref: StoredFileRef): string {
  if (!/^[0-9a-f]{64}$/.test(ref.sha256) || !/^[0-9a-f-]{36}$/.test(ref.tenantId)) {
    throw new Error('a stored file is named by an office id and a SHA-256');
  }
  return `${ref.tenantId}/${ref.sha256.slice(0, 2)}/${ref.sha256}`;
}
