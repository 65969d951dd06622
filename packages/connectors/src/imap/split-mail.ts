/** Takes a mail apart into its heads and the parts that are more than its text; the text itself is let go. */
import { Readable } from 'node:stream';
import { type MimeNode, Splitter } from '@zone-eu/mailsplit';
import libmime from 'libmime';
import { decode as decodeQuotedPrintable } from 'libqp';
import addressParser from 'nodemailer/lib/addressparser';

export interface SplitPart {
  /** As the mail writes it, decoded; null where the part has none. */
  readonly fileName: string | null;
  /** "application/pdf"; lower case. */
  readonly contentType: string;
  /** Shown inside of the text. */
  readonly inText: boolean;
  readonly bytes: Buffer;
}

export interface SplitMail {
  readonly contentType: string;
  /** The first head of this name, decoded; null where there is none. */
  head(name: string): string | null;
  /** Every address of all heads of these names, lower case, groups opened. */
  addresses(...names: readonly string[]): string[];
  readonly parts: readonly SplitPart[];
}

/** The heads of one part; a mail of a person has a few KB of them. */
const MAX_HEAD_BYTES = 1024 * 1024;
const MAX_PARTS = 1_000;
const SLICE_BYTES = 64 * 1024;

/** Mails in it stay whole parts. Rejects where heads or parts are more than any mail of a person has. */
export async function splitMail(source: Uint8Array): Promise<SplitMail> {
  const splitter = Readable.from(slices(source), { objectMode: false }).pipe(
    new Splitter({ ignoreEmbedded: true, maxHeadSize: MAX_HEAD_BYTES, maxChildNodes: MAX_PARTS }),
  );
  let root: MimeNode | null = null;
  const leaves: { node: MimeNode; chunks: Buffer[] }[] = [];
  for await (const piece of splitter as AsyncIterable<Piece>) {
    if (piece.type === 'node') {
      root ??= piece;
      if (piece.multipart === false && !isText(piece)) leaves.push({ node: piece, chunks: [] });
    } else if (piece.type === 'body' && piece.node === leaves.at(-1)?.node)
      leaves.at(-1)?.chunks.push(piece.value);
  }
  return { ...headsOf(root), parts: leaves.map(({ node, chunks }) => partOf(node, Buffer.concat(chunks))) };
}

type Piece = MimeNode | { readonly type: 'body' | 'data'; readonly node: MimeNode; readonly value: Buffer };

function* slices(source: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

/** What a person reads as the mail; a text with a name is a file. */
const isText = ({ contentType, disposition, filename }: MimeNode) =>
  (contentType === 'text/plain' || contentType === 'text/html' || contentType === 'text/enriched') &&
  disposition !== 'attachment' &&
  filename === false;

function partOf(node: MimeNode, body: Buffer): SplitPart {
  const hasContentId = node.headers !== false && node.headers.hasHeader('content-id');
  const related = node.parentNode !== false && node.parentNode.multipart === 'related';
  return {
    fileName: node.filename === false ? null : node.filename,
    contentType: node.contentType === false ? 'application/octet-stream' : node.contentType,
    inText: hasContentId && (related || node.disposition === 'inline'),
    bytes: decoded(body, node.encoding === false ? '' : node.encoding),
  };
}

function decoded(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return body;
}

function headsOf(root: MimeNode | null): Pick<SplitMail, 'contentType' | 'head' | 'addresses'> {
  const headers = root === null || root.headers === false ? null : root.headers;
  const all = (name: string) =>
    (headers?.get(name) ?? []).map((line) =>
      line
        .slice(line.indexOf(':') + 1)
        .replaceAll(/\r?\n/g, '')
        .trim(),
    );
  return {
    contentType: root === null || root.contentType === false ? 'text/plain' : root.contentType,
    head: (name) => {
      const [value] = all(name);
      return value === undefined ? null : words(value);
    },
    addresses: (...names) =>
      names
        .flatMap(all)
        .flatMap((value) => addressParser(value, { flatten: true }))
        .map(({ address }) => (address ?? '').trim().toLowerCase())
        .filter((address) => /^[^\s@<>]+@[^\s@<>]+$/.test(address)),
  };
}

/** Words in a charset that nobody knows stay as the mail writes them. */
function words(value: string): string {
  try {
    return libmime.decodeWords(value);
  } catch {
    // The library's own converter refused the charset.
    return value;
  }
}
