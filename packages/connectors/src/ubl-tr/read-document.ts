/** Reads one UBL-TR document from its root element. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { InvoiceLine } from '@muhasebi/accounting/fatura/invoice.ts';
import { XmlElement } from 'libxml2-wasm';
import { ReadRefusal } from './read-error.ts';
import { readFinding } from './read-finding.ts';
import { readHeader } from './read-header.ts';
import { readInvoice, readLine } from './read-invoice.ts';
import { OTHER_ROOTS, type OtherRoot, type UblDocument } from './ubl-document.ts';
import { isRead, toNode, type UblNode } from './ubl-node.ts';

const UBL_ROOT = 'urn:oasis:names:specification:ubl:schema:xsd:';
/** GİB's user account requests ride in the same envelopes, in the HR-XML namespace. */
const HR_XML = 'http://www.hr-xml.org/3';
const XSLT = 'http://www.w3.org/1999/XSL/Transform';

const isOtherRoot = (name: string): name is OtherRoot => OTHER_ROOTS.some((root) => root === name);

/** Without the bytes, which the caller knows. Throws `xml.xslt`, `ubl.unknown-root`, `ubl.not-tr`, `xml.too-deep`. */
export type DocumentContent = UblDocument extends infer Kind
  ? Kind extends UblDocument
    ? Omit<Kind, 'bytes'>
    : never
  : never;

export function readDocument(root: XmlElement, maxDepth: number): DocumentContent {
  const name = knownRoot(root);
  const { node, lines } = copyRoot(root, name, maxDepth);
  const header = readHeader(name, node);
  const findings = checkCustomization(name, header.customization);
  if (name !== 'Invoice') return { root: name, header, invoice: null, findings };
  const read = readInvoice(node, header, lines);
  return { root: name, header, invoice: read.invoice, findings: [...findings, ...read.findings] };
}

function knownRoot(root: XmlElement): 'Invoice' | OtherRoot {
  const { name, namespaceUri } = root;
  if (namespaceUri === XSLT) throw new ReadRefusal('xml.xslt');
  if (namespaceUri === `${UBL_ROOT}${name}-2` && (name === 'Invoice' || isOtherRoot(name))) return name;
  if (namespaceUri === HR_XML && isOtherRoot(name)) return name;
  throw new ReadRefusal('ubl.unknown-root', {
    root: name.slice(0, 80),
    namespace: namespaceUri.slice(0, 120) || '—',
  });
}

/** Copies the root; each invoice line is read at once and its copy let go. */
function copyRoot(root: XmlElement, name: string, maxDepth: number): { node: UblNode; lines: InvoiceLine[] } {
  const children: UblNode[] = [];
  const lines: InvoiceLine[] = [];
  for (let child = root.firstChild; child !== null; child = child.next) {
    if (!(child instanceof XmlElement) || !isRead(child)) continue;
    const isLine = child.name.endsWith('Line');
    // Lines of other documents (despatch, receipt) are not read yet.
    if (isLine && name !== 'Invoice') continue;
    const copy = toNode(child, maxDepth - 1);
    if (isLine) lines.push(readLine(copy));
    else children.push(copy);
  }
  return { node: { name, text: null, attribute: null, children }, lines };
}

/** Every UBL-TR document says TR1.0, TR1.2 or TR1.2.1; another country's names its own profile. */
function checkCustomization(root: string, customization: string | null): Finding[] {
  if (root === 'ProcessUserAccount' || root === 'CancelUserAccount') return [];
  if (customization === null) return [readFinding('ubl.customization-missing')];
  if (!/^TR\d/i.test(customization)) {
    throw new ReadRefusal('ubl.not-tr', { customization: customization.slice(0, 120) });
  }
  return [];
}
