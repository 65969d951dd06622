/** Tells from the first bytes what a file is, whatever its name says. */

import type { ReadErrorCode } from './read-error.ts';
import { skipProlog } from './skip-prolog.ts';

/** `xml` only promises that the first character is `<`. */
export type FileKind = 'xml' | 'zip' | 'pdf' | 'html' | 'png' | 'jpeg' | 'empty' | 'other';

const MAGIC: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
];

/** What `bytes` are by their start; byte order marks and leading white space are passed over. */
export function sniffFile(bytes: Uint8Array): FileKind {
  for (const [kind, magic] of MAGIC) if (magic.every((byte, index) => bytes[index] === byte)) return kind;
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  // Zero bytes are dropped so that UTF-16 looks like its ASCII twin.
  const head = start
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*/, '');
  if (head === '') return bytes.length <= 4096 ? 'empty' : 'other';
  if (/^<(?:!doctype\s+)?html[\s>]/i.test(head.slice(skipProlog(head)))) return 'html';
  return head.startsWith('<') ? 'xml' : 'other';
}

/** The refusal for a file of this kind where XML is wanted. */
export function refusalOfKind(kind: FileKind): ReadErrorCode | null {
  if (kind === 'xml') return null;
  if (kind === 'empty') return 'file.empty';
  if (kind === 'png' || kind === 'jpeg') return 'file.image';
  return kind === 'other' ? 'xml.not-xml' : `file.${kind}`;
}
