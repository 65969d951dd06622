/** Reads documents of any size: the large ones in a process of their own, as libxml2's memory grows with them and never shrinks. */
import path from 'node:path';
import { askApart } from '@muhasebi/platform/process/ask-apart.ts';
import { readUbl } from './read-ubl.ts';
import { checkSignature } from './signature/check-signature.ts';
import type { SignatureState } from './signature/signature-state.ts';
import { pemOf, readTrustedRoots, type TrustedRoots } from './signature/trusted-roots.ts';
import type { ReadOptions, ReadResult } from './ubl-document.ts';

/** A tree takes up to thirty times its text, where that is dense: `node bench/large-documents.ts`. */
export const MOST_BYTES_HERE = 4 * 1024 * 1024;

/** Twenty megabytes of the densest text take some 775 MB, nearly all of it libxml2's, and seconds. */
export const APART_BOUNDS = { timeMs: 120_000, memoryMb: 768 } as const;

const PROCESS = path.join(import.meta.dirname, 'read-any-size.process.ts');

/** As `readUbl`. Throws ApartFailed where the process of a large one dies or takes too long. */
export async function readUblOfAnySize(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  if (isSmall(bytes, options)) return readUbl(bytes, options);
  return askApart(PROCESS, { bytes, options, signatures: null } satisfies ReadQuestion, APART_BOUNDS);
}

/** Null of an envelope of several, whose documents are looked at one by one. */
export interface SignedRead {
  readonly result: ReadResult;
  readonly signature: SignatureState | null;
}

/** The same, and the signature of the one document that it is, as `checkSignature` sees it. */
export async function readSignedOfAnySize(
  bytes: Uint8Array,
  options: ReadOptions,
  roots: TrustedRoots | null,
): Promise<SignedRead> {
  if (isSmall(bytes, options)) return readSigned(bytes, options, roots);
  const signatures = { pem: roots === null ? null : pemOf(roots) };
  return askApart(PROCESS, { bytes, options, signatures } satisfies ReadQuestion, APART_BOUNDS);
}

/** What is over its limit is refused without a look at it. */
const isSmall = ({ byteLength }: Uint8Array, { maxBytes }: ReadOptions): boolean =>
  byteLength <= MOST_BYTES_HERE || (maxBytes !== undefined && byteLength > maxBytes);

/** What the process is asked. `signatures`: null where they are not looked at; the operator's roots as PEM. */
export interface ReadQuestion {
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
  readonly signatures: { readonly pem: string | null } | null;
}

/** Here, in this process. */
export function answerRead({ bytes, options, signatures }: ReadQuestion): ReadResult | SignedRead {
  if (signatures === null) return readUbl(bytes, options);
  const roots = signatures.pem === null ? null : readTrustedRoots(signatures.pem);
  return readSigned(bytes, options, roots);
}

function readSigned(bytes: Uint8Array, options: ReadOptions, roots: TrustedRoots | null): SignedRead {
  const result = readUbl(bytes, options);
  const [only] = result.ok ? result.documents : [];
  const isOne = only !== undefined && result.ok && result.documents.length + result.refused.length === 1;
  return { result, signature: isOne ? checkSignature(only.bytes, roots) : null };
}
