/** Looks into a file on its way in: what it is by its first bytes, and whose tax numbers the invoices in it name. */
import { open, readFile } from 'node:fs/promises';
import { partiesIn } from '@muhasebi/connectors/ubl-tr/parties-in.ts';
import { readUblOfAnySize } from '@muhasebi/connectors/ubl-tr/read-any-size.ts';
import { type FileKind, sniffFile } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';

export const HEAD_BYTES = 4096;
/** As the intake has it: a larger document is refused there. */
const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;
/** Files of an archive that are looked into; where there are more, a person says whose it is. */
export const MOST_DOCUMENTS = 2_000;

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

/** The tax numbers of both sides, of each document of an XML that can be read. */
export async function partiesInside(scratchPath: string, sizeBytes: number): Promise<string[][]> {
  return sizeBytes > MOST_DOCUMENT_BYTES ? [] : partiesOf(await readFile(scratchPath));
}

export async function partiesOf(bytes: Uint8Array): Promise<string[][]> {
  const result = await readUblOfAnySize(bytes, { maxBytes: MOST_DOCUMENT_BYTES });
  if (!result.ok) return [];
  return result.documents.map((document) =>
    partiesIn(document).flatMap(({ taxId }) => (taxId === null ? [] : [taxId.value])),
  );
}
