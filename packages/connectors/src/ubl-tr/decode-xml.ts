/** Decides by the bytes how an XML file is encoded, and hands over UTF-8 whatever it was. */

import { isAscii, isUtf8 } from 'node:buffer';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { ReadRefusal } from './read-error.ts';
import { readFinding } from './read-finding.ts';

export interface DecodedXml {
  /** The XML in UTF-8 without a byte order mark; its declaration may still name another encoding. */
  readonly utf8: Buffer;
  readonly findings: readonly Finding[];
}

/**
 * A byte order mark wins, then the shape of UTF-16, then bytes that are valid UTF-8, then the declared encoding;
 * undeclared bytes that are not UTF-8 are windows-1254, the encoding of older Turkish programs (ISO 8859-9 is its
 * subset). Throws the refusal `xml.encoding-unknown`.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf16 = utf16Label(buffer);
  if (utf16 !== null) return transcode(buffer, utf16, []);
  const body = startsWith(buffer, [0xef, 0xbb, 0xbf]) ? buffer.subarray(3) : buffer;
  const declared = declaredEncoding(body);
  if (isUtf8(body)) return { utf8: body, findings: mismatch(body, declared) };
  if (declared === null || isUtf8Name(declared) || /^utf-?16/i.test(declared)) return guess(body);
  return transcode(body, knownLabel(declared), []);
}

function utf16Label(buffer: Buffer): string | null {
  if (startsWith(buffer, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(buffer, [0xfe, 0xff])) return 'utf-16be';
  // Without a mark the first character is "<" all the same.
  if (startsWith(buffer, [0x3c, 0x00])) return 'utf-16le';
  return startsWith(buffer, [0x00, 0x3c]) ? 'utf-16be' : null;
}

function declaredEncoding(body: Buffer): string | null {
  const head = body.subarray(0, 200).toString('latin1');
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(head)?.[1]?.trim() ?? null;
}

const isUtf8Name = (name: string): boolean => /^utf-?8$/i.test(name);

function mismatch(body: Buffer, declared: string | null): Finding[] {
  if (declared === null || isUtf8Name(declared) || /^us-ascii$/i.test(declared)) return [];
  const single = !/^utf-?16/i.test(declared);
  if (single && knownLabel(declared) !== '' && isAscii(body)) return [];
  return [readFinding('xml.encoding-mismatch', null, { declared, actual: 'UTF-8' })];
}

function knownLabel(declared: string): string {
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    // An unknown label is the only error that the constructor knows.
    throw new ReadRefusal('xml.encoding-unknown', { encoding: declared.slice(0, 40) });
  }
}

/** Whole UTF-8 letters among the bytes mean damaged UTF-8; none means windows-1254. */
function guess(body: Buffer): DecodedXml {
  const damaged = /[\u00c3-\u00c5][\u0080-\u00bf]/.test(body.toString('latin1'));
  const finding = readFinding(damaged ? 'xml.encoding-damaged' : 'xml.encoding-guessed');
  return transcode(body, damaged ? 'utf-8' : 'windows-1254', [finding]);
}

function transcode(body: Buffer, label: string, findings: readonly Finding[]): DecodedXml {
  return { utf8: Buffer.from(new TextDecoder(label).decode(body), 'utf8'), findings };
}

function startsWith(buffer: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => buffer[index] === byte);
}
