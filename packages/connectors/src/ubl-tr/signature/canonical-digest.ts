/** Canonical XML by libxml2, hashed or collected as it comes. */

import { createHash, type Hash } from 'node:crypto';
import { XmlC14NMode, type XmlDocument, type XmlElement } from 'libxml2-wasm';
import type { Canonicalization } from './algorithms.ts';

const MODES = {
  inclusive: XmlC14NMode.XML_C14N_1_0,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  'inclusive-1.1': XmlC14NMode.XML_C14N_1_1,
} as const;

export interface Canonical extends Canonicalization {
  /** ec:InclusiveNamespaces of the exclusive method. */
  readonly prefixes: readonly string[];
}

/** The digest of the whole document as it stands, processing instructions before its root included. */
export function digestDocument(document: XmlDocument, canonical: Canonical, hash: string): Buffer {
  const digest = createHash(hash);
  document.canonicalize(into(digest), optionsOf(canonical));
  return digest.digest();
}

/** The digest of one element with all in it. */
export function digestElement(element: XmlElement, canonical: Canonical, hash: string): Buffer {
  const digest = createHash(hash);
  element.canonicalize(into(digest), optionsOf(canonical));
  return digest.digest();
}

/** One element with all in it, as canonical bytes. */
export function canonicalBytes(element: XmlElement, canonical: Canonical): Buffer {
  const parts: Buffer[] = [];
  const collect = {
    // The bytes are the parser's own memory, which it uses again.
    write: (bytes: Uint8Array) => parts.push(Buffer.from(bytes)) && bytes.length,
    close: () => true,
  };
  element.canonicalize(collect, optionsOf(canonical));
  return Buffer.concat(parts);
}

function into(digest: Hash) {
  return {
    write: (bytes: Uint8Array): number => {
      digest.update(bytes);
      return bytes.length;
    },
    close: () => true,
  };
}

function optionsOf({ mode, withComments, prefixes }: Canonical) {
  const shared = { mode: MODES[mode], withComments };
  return mode === 'exclusive' && prefixes.length > 0
    ? { ...shared, inclusiveNamespacePrefixes: [...prefixes] }
    : shared;
}
