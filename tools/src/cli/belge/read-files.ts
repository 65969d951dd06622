/** Turns paths into the documents in them: XML, envelopes and ZIPs, one file at a time. */

import { open, readFile } from 'node:fs/promises';
import { unpackArchive } from '@muhasebi/connectors/archive/unpack-archive.ts';
import { readError } from '@muhasebi/connectors/ubl-tr/read-error.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { sniffFile } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';

/** Why a file gave no document: the code and the Turkish sentence. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** `file` is the path as given; of a ZIP's entry "path!entry". A `note` tells of an entry that was passed over. */
export type FileItem =
  | { readonly kind: 'document'; readonly file: string; readonly document: UblDocument }
  | { readonly kind: 'failure'; readonly file: string; readonly error: Failure }
  | { readonly kind: 'note'; readonly file: string; readonly message: string };

/** The same before anybody reads the bytes. */
export type RawItem =
  | { readonly kind: 'bytes'; readonly file: string; readonly bytes: Uint8Array }
  | Exclude<FileItem, { readonly kind: 'document' }>;

/** Larger files are refused before they are read into memory. */
export const MAX_XML_BYTES = 64 * 1024 * 1024;

/** Reads the files in order; a file that cannot be read becomes a `failure` and the next one goes on. */
export async function* readFiles(files: readonly string[]): AsyncGenerator<FileItem, void, undefined> {
  for await (const item of openFiles(files)) {
    if (item.kind === 'bytes') yield* documentsOf(item.file, item.bytes);
    else yield item;
  }
}

/** The files and the entries of the ZIPs among them, in order, one in memory at a time. */
export async function* openFiles(files: readonly string[]): AsyncGenerator<RawItem, void, undefined> {
  for (const file of files) {
    try {
      yield* openOne(file);
    } catch (error) {
      const failure = systemFailure(error);
      if (failure === null) throw error;
      yield { kind: 'failure', file, error: failure };
    }
  }
}

async function* openOne(file: string): AsyncGenerator<RawItem, void, undefined> {
  const { kind, size } = await look(file);
  if (kind === 'zip') yield* openArchive(file);
  else if (size > MAX_XML_BYTES) {
    const error = readError('file.too-large', { bytes: String(size), limit: String(MAX_XML_BYTES) });
    yield { kind: 'failure', file, error };
  } else yield { kind: 'bytes', file, bytes: await readFile(file) };
}

async function look(file: string): Promise<{ kind: string; size: number }> {
  const handle = await open(file, 'r');
  try {
    const start = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return { kind: sniffFile(start.subarray(0, bytesRead)), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

async function* openArchive(file: string): AsyncGenerator<RawItem, void, undefined> {
  for await (const item of unpackArchive(file)) {
    const name = item.name === null ? file : `${file}!${item.name}`;
    if (item.kind === 'file') yield { kind: 'bytes', file: name, bytes: item.bytes };
    else if (item.kind === 'skipped') yield { kind: 'note', file: name, message: item.message };
    else if (item.kind === 'refused') yield { kind: 'failure', file: name, error: item.error };
  }
}

function* documentsOf(file: string, bytes: Uint8Array): Generator<FileItem, void, undefined> {
  const result = readUbl(bytes, { maxBytes: MAX_XML_BYTES });
  if (!result.ok) {
    yield { kind: 'failure', file, error: result.error };
    return;
  }
  for (const document of result.documents) yield { kind: 'document', file, document };
  for (const { error } of result.refused) yield { kind: 'failure', file, error };
}

const SYSTEM_TEXTS: Readonly<Record<string, Failure>> = {
  ENOENT: { code: 'file.not-found', message: 'Dosya bulunamadı.' },
  EISDIR: { code: 'file.is-folder', message: 'Bu bir klasör; dosyaları tek tek verin.' },
  EACCES: { code: 'file.not-allowed', message: 'Dosyayı okuma izni yok.' },
};

function systemFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const code = String(error.code);
  return SYSTEM_TEXTS[code] ?? { code: 'file.unreadable', message: `Dosya okunamadı (${code}).` };
}
