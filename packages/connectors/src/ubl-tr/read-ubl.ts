/** The way in: bytes of a UBL-TR document or envelope to documents, or a refusal. Never throws for what a file holds. */

import { XmlElement, type XmlNode } from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';
import { type DecodedXml, decodeXml } from './decode-xml.ts';
import { withXml } from './parse-xml.ts';
import { readDocument } from './read-document.ts';
import { readEnvelopeHeader } from './read-envelope-header.ts';
import { type ReadError, ReadRefusal, readError } from './read-error.ts';
import { sliceEnvelope } from './slice-envelope.ts';
import { refusalOfKind, sniffFile } from './sniff-file.ts';
import type { ReadOptions, ReadResult, RefusedDocument, UblDocument } from './ubl-document.ts';

const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
const DEFAULTS = { maxBytes: 64 * 1024 * 1024, maxDepth: 100, maxDocuments: 10_000 };
type Limits = Required<ReadOptions>;

/**
 * Reads `bytes`: one UBL-TR document, or a GİB envelope (StandardBusinessDocument) of several. A document of an
 * envelope that cannot be read stands in `refused` and leaves the others unharmed; where none can be read the whole
 * is refused with the first fault. All codes: `READ_ERROR_CODES`.
 */
export function readUbl(bytes: Uint8Array, options: ReadOptions = {}): ReadResult {
  const limits = { ...DEFAULTS, ...options };
  try {
    refuseNonXml(bytes, limits);
    const xml = decodeXml(bytes);
    return withXml(xml.utf8, (root) =>
      isEnvelope(root) ? readEnvelope(root, xml, limits) : readSingle(root, xml, bytes, limits),
    );
  } catch (error) {
    return { ok: false, error: refusalOf(error) };
  }
}

function refuseNonXml(bytes: Uint8Array, limits: Limits): void {
  if (bytes.byteLength > limits.maxBytes) {
    throw new ReadRefusal('file.too-large', {
      bytes: String(bytes.byteLength),
      limit: String(limits.maxBytes),
    });
  }
  const kind = sniffFile(bytes);
  const refusal = refusalOfKind(kind);
  if (refusal !== null) throw new ReadRefusal(refusal, { kind });
}

/** Anything but a refusal is our own fault and goes on. */
function refusalOf(error: unknown): ReadError {
  if (error instanceof ReadRefusal) return error.refusal;
  throw error;
}

const isEnvelope = (root: XmlElement): boolean =>
  root.name === 'StandardBusinessDocument' && root.namespaceUri === SBDH;

function readSingle(root: XmlElement, xml: DecodedXml, bytes: Uint8Array, limits: Limits): ReadResult {
  const content = readDocument(root, limits.maxDepth);
  const document: UblDocument = { ...content, findings: [...xml.findings, ...content.findings], bytes };
  return { ok: true, documents: [document], refused: [], envelope: null };
}

function readEnvelope(root: XmlElement, xml: DecodedXml, limits: Limits): ReadResult {
  const roots = envelopeRoots(root);
  if (roots.length === 0) throw new ReadRefusal('envelope.empty');
  if (roots.length > limits.maxDocuments) {
    const params = { count: String(roots.length), limit: String(limits.maxDocuments) };
    throw new ReadRefusal('envelope.too-many', params);
  }
  const slices = sliceEnvelope(xml.utf8);
  const documents: UblDocument[] = [];
  const refused: RefusedDocument[] = [];
  for (const [index, element] of roots.entries()) {
    try {
      const content = readDocument(element, limits.maxDepth);
      const bytes = slices[index] ?? xml.utf8;
      documents.push({ ...content, findings: [...xml.findings, ...content.findings], bytes });
    } catch (error) {
      refused.push({ index, error: refusalOf(error) });
    }
  }
  if (documents.length > 0) return { ok: true, documents, refused, envelope: readEnvelopeHeader(root) };
  return { ok: false, error: refused[0]?.error ?? readError('envelope.empty') };
}

/** StandardBusinessDocument / Package / Elements / ElementList / documents. */
function envelopeRoots(root: XmlElement): XmlElement[] {
  const step = (parents: readonly XmlElement[], name: string): XmlElement[] =>
    parents.flatMap(elementsOf).filter((element) => element.name === name);
  return step(step(step([root], 'Package'), 'Elements'), 'ElementList').flatMap(elementsOf);
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const elements: XmlElement[] = [];
  for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child)) {
    if (child instanceof XmlElement) elements.push(child);
  }
  return elements;
}
