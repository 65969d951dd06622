/** Reads one UBL-TR document from its root element. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { XmlElement, type XmlNode } from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';
import { foreignFormat } from './foreign-format.ts';
import { readDespatch, readDespatchLine } from './read-despatch.ts';
import { ReadRefusal } from './read-error.ts';
import { readFinding } from './read-finding.ts';
import { readHeader } from './read-header.ts';
import { readInvoice } from './read-invoice.ts';
import { readLine } from './read-line.ts';
import { readReceipt, readReceiptLine } from './read-receipt.ts';
import { readResponse } from './read-response.ts';
import { UBL_ROOTS, type UblDocument, type UblRoot } from './ubl-document.ts';
import { readName, toNode, type UblNode } from './ubl-node.ts';

const UBL_ROOT = 'urn:oasis:names:specification:ubl:schema:xsd:';
/** GİB's user account requests ride in the same envelopes, in the HR-XML namespace. */
const HR_XML = 'http://www.hr-xml.org/3';
const XSLT = 'http://www.w3.org/1999/XSL/Transform';

/** Without the bytes, which the caller knows. */
export type DocumentContent = UblDocument extends infer Kind
  ? Kind extends UblDocument
    ? Omit<Kind, 'bytes'>
    : never
  : never;

/** Throws `xml.xslt`, `ubl.other-format`, `ubl.unknown-root`, `ubl.not-tr`, `xml.too-deep`. */
export function readDocument(root: XmlElement, maxDepth: number): DocumentContent {
  const name = knownRoot(root);
  switch (name) {
    case 'Invoice':
    case 'CreditNote': {
      const { node, header, findings, lines } = readParts(root, name, maxDepth, readLine);
      const read = readInvoice(node, header, lines);
      return { root: name, header, invoice: read.invoice, findings: [...findings, ...read.findings] };
    }
    case 'DespatchAdvice': {
      const { node, header, findings, lines } = readParts(root, name, maxDepth, readDespatchLine);
      return { root: name, header, invoice: null, despatch: readDespatch(node, header, lines), findings };
    }
    case 'ReceiptAdvice': {
      const { node, header, findings, lines } = readParts(root, name, maxDepth, readReceiptLine);
      return { root: name, header, invoice: null, receipt: readReceipt(node, header, lines), findings };
    }
    case 'ApplicationResponse': {
      const { node, header, findings } = readParts(root, name, maxDepth, () => null);
      return { root: name, header, invoice: null, response: readResponse(node, header), findings };
    }
    case 'ProcessUserAccount':
    case 'CancelUserAccount': {
      const { header } = readParts(root, name, maxDepth, () => null);
      return { root: name, header, invoice: null, findings: [] };
    }
  }
}

const isKnown = (name: string): name is UblRoot => UBL_ROOTS.some((root) => root === name);
const isAccount = (name: UblRoot): boolean => name === 'ProcessUserAccount' || name === 'CancelUserAccount';

function knownRoot(root: XmlElement): UblRoot {
  const { name, namespaceUri } = root;
  if (namespaceUri === XSLT) throw new ReadRefusal('xml.xslt');
  if (isKnown(name) && namespaceUri === (isAccount(name) ? HR_XML : `${UBL_ROOT}${name}-2`)) return name;
  const foreign = foreignFormat(name, namespaceUri);
  if (foreign !== null) throw new ReadRefusal('ubl.other-format', { root: name.slice(0, 80), ...foreign });
  throw new ReadRefusal('ubl.unknown-root', {
    root: name.slice(0, 80),
    namespace: namespaceUri.slice(0, 120) || '—',
  });
}

/** Copies the root; each line is read at once and its copy let go, so that a long document stays small. */
function readParts<Line>(
  root: XmlElement,
  name: UblRoot,
  maxDepth: number,
  readOne: (line: UblNode, currency: string | null) => Line,
) {
  const lineName = LINES[name];
  const children: UblNode[] = [];
  const lines: Line[] = [];
  let currency: string | null = null;
  for (let child: XmlNode | null = root.firstChild; child !== null; child = nextNode(child)) {
    const childName = child instanceof XmlElement ? readName(child) : null;
    if (!(child instanceof XmlElement) || childName === null) continue;
    const copy = toNode(child, childName, maxDepth - 1);
    if (copy.name === lineName) lines.push(readOne(copy, currency));
    else children.push(copy);
    if (copy.name === 'DocumentCurrencyCode') currency = copy.text;
  }
  const node: UblNode = { name, text: null, attribute: null, children };
  const header = readHeader(name, node);
  return { node, header, lines, findings: isAccount(name) ? [] : checkCustomization(header.customization) };
}

const LINES: Readonly<Partial<Record<UblRoot, string>>> = {
  Invoice: 'InvoiceLine',
  CreditNote: 'CreditNoteLine',
  DespatchAdvice: 'DespatchLine',
  ReceiptAdvice: 'ReceiptLine',
};

/** Every UBL-TR document says TR1.0, TR1.2 or TR1.2.1; another country's names its own profile. */
function checkCustomization(customization: string | null): Finding[] {
  if (customization === null) return [readFinding('ubl.customization-missing')];
  if (!/^TR\d/i.test(customization)) {
    throw new ReadRefusal('ubl.not-tr', { customization: customization.slice(0, 120) });
  }
  return [];
}
