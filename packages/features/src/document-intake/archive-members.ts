/** The members of a container as one stream, whether it is a ZIP or an envelope of several documents. */
import { open, readFile } from 'node:fs/promises';
import type { ArchiveItem } from '@muhasebi/connectors/archive/archive-item.ts';
import { unpackArchive } from '@muhasebi/connectors/archive/unpack-archive.ts';
import { readUblOfAnySize } from '@muhasebi/connectors/ubl-tr/read-any-size.ts';
import type { EnvelopeHeader } from '@muhasebi/connectors/ubl-tr/read-envelope-header.ts';
import { sniffFile } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import type { Fault } from './failure.ts';
import { MAX_DOCUMENT_BYTES } from './limits.ts';
import type { RenderingKind } from './renderings.queries.ts';

export type Member =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: Uint8Array;
      /** Of the envelope that held it, which its own bytes do not tell. */
      readonly envelope: EnvelopeHeader | null;
      /** A rendering of it will be told. */
      readonly isRendered: boolean;
    }
  /** A PDF or HTML of the member told as `of` before. */
  | {
      readonly kind: 'rendering';
      readonly path: string;
      readonly of: string;
      readonly as: RenderingKind;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'skipped' }
  /** `path` null: the container as a whole is at fault. */
  | { readonly kind: 'refused'; readonly path: string | null; readonly fault: Fault };

/** Never throws for what the container holds. */
export async function* membersOf(localPath: string): AsyncGenerator<Member, void, undefined> {
  if (!(await startsAsZip(localPath))) {
    yield* membersOfEnvelope(await readFile(localPath));
    return;
  }
  const bounds = { maxEntryBytes: MAX_DOCUMENT_BYTES };
  for await (const item of unpackArchive(localPath, bounds, { keepsRenderings: true })) {
    if (item.kind === 'skipped') yield { kind: 'skipped' };
    else if (item.kind === 'twin') yield renderingMember(item);
    else if (item.kind === 'refused') yield { kind: 'refused', path: item.name, fault: item.error };
    else {
      const { name, bytes, isRendered } = item;
      yield { kind: 'file', path: name, bytes, isRendered, envelope: null };
    }
  }
}

/** Its bytes decide, not its name: what is neither is no rendering that anyone could look at. */
function renderingMember({ name, of, bytes }: Extract<ArchiveItem, { kind: 'twin' }>): Member {
  const as = sniffFile(bytes);
  if (as !== 'pdf' && as !== 'html') return { kind: 'skipped' };
  return { kind: 'rendering', path: name, of, as, bytes };
}

async function* membersOfEnvelope(bytes: Uint8Array): AsyncGenerator<Member, void, undefined> {
  const result = await readUblOfAnySize(bytes, { maxBytes: MAX_DOCUMENT_BYTES });
  if (!result.ok) {
    yield { kind: 'refused', path: null, fault: result.error };
    return;
  }
  for (const { index, error } of result.refused) {
    yield { kind: 'refused', path: `${index + 1}.xml`, fault: error };
  }
  for (const [index, document] of result.documents.entries()) {
    const name = document.header.id ?? document.header.uuid ?? String(index + 1);
    yield {
      kind: 'file',
      path: `${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 100)}.xml`,
      bytes: document.bytes,
      envelope: result.envelope,
      isRendered: false,
    };
  }
}

async function startsAsZip(localPath: string): Promise<boolean> {
  const file = await open(localPath, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const magic = buffer.toString('latin1');
    return magic === 'PK\u0003\u0004' || magic === 'PK\u0005\u0006';
  } finally {
    await file.close();
  }
}
