/** Looks into a file on its way in: what it is by its first bytes, and whose tax numbers the invoices in it name. */
import { open, readFile } from 'node:fs/promises';
import { unpackArchive } from '@muhasebi/connectors/archive/unpack-archive.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { type FileKind, sniffFile } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';

const HEAD_BYTES = 4096;
/** As the intake has it: a larger document is refused there. */
const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;
/** Documents that are looked into; in an archive of more, a person says whose it is. */
const MOST_DOCUMENTS = 2_000;

/** The start of a file, and what it is by that. */
export async function headOf(
  scratchPath: string,
): Promise<{ readonly head: Buffer; readonly kind: FileKind }> {
  const file = await open(scratchPath, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return { head, kind: sniffFile(head) };
  } finally {
    await file.close();
  }
}

/** The tax numbers of both sides, of each document that can be read; null where there are too many to look at. */
export async function partiesInside(
  scratchPath: string,
  kind: FileKind,
  sizeBytes: number,
): Promise<string[][] | null> {
  if (kind === 'xml') {
    if (sizeBytes > MOST_DOCUMENT_BYTES) return [];
    return partiesOf(await readFile(scratchPath));
  }
  if (kind !== 'zip') return [];
  const found: string[][] = [];
  for await (const item of unpackArchive(scratchPath, { maxEntryBytes: MOST_DOCUMENT_BYTES })) {
    if (item.kind !== 'file') continue;
    found.push(...partiesOf(item.bytes));
    if (found.length > MOST_DOCUMENTS) return null;
  }
  return found;
}

function partiesOf(bytes: Uint8Array): string[][] {
  const result = readUbl(bytes, { maxBytes: MOST_DOCUMENT_BYTES });
  if (!result.ok) return [];
  return result.documents.map(({ header, invoice }) => {
    const parties = [header.supplier, header.customer, invoice?.buyer ?? null];
    return parties.flatMap((party) => (party?.taxId == null ? [] : [party.taxId.value]));
  });
}
