/** A plain, pruned copy of a UBL subtree: names without prefixes, texts trimmed, nothing that bookkeeping never reads. */

import { XmlCData, XmlElement, type XmlNode, XmlText } from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';
import { ReadRefusal } from './read-error.ts';

const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';

/** Signatures and embedded files are large and never read here. */
const SKIPPED = new Set(['Signature', 'EmbeddedDocumentBinaryObject', 'UBLExtensions']);

/** The attribute that matters, by the name of its element. */
function attributeOf(name: string): string | null {
  if (name === 'ID') return 'schemeID';
  if (name.endsWith('Quantity') || name.endsWith('Measure')) return 'unitCode';
  return name.endsWith('Amount') ? 'currencyID' : null;
}

export interface UblNode {
  readonly name: string;
  /** Own text, trimmed; null where there is none. */
  readonly text: string | null;
  /** Value of the one attribute that matters for this element: schemeID, unitCode or currencyID. */
  readonly attribute: string | null;
  readonly children: readonly UblNode[];
}

/** Copies `element`; throws the refusal `xml.too-deep` below `depthLeft` levels. */
export function toNode(element: XmlElement, depthLeft: number): UblNode {
  if (depthLeft <= 0) throw new ReadRefusal('xml.too-deep');
  const name = element.name;
  const children: UblNode[] = [];
  let text = '';
  for (let child: XmlNode | null = element.firstChild; child !== null; child = nextNode(child)) {
    if (child instanceof XmlElement) {
      if (isRead(child)) children.push(toNode(child, depthLeft - 1));
    } else if (child instanceof XmlText || child instanceof XmlCData) text += child.content;
  }
  const wanted = attributeOf(name);
  const attribute = wanted === null ? null : element.attr(wanted)?.value.trim() || null;
  return { name, text: text.trim() || null, attribute, children };
}

/** Whether `element` is a UBL component that is not skipped. */
export function isRead(element: XmlElement): boolean {
  if (SKIPPED.has(element.name)) return false;
  const namespace = element.namespaceUri;
  return namespace === CBC || namespace === CAC;
}

/** The first child called `name`, or null. */
export function child(node: UblNode | null, name: string): UblNode | null {
  return node?.children.find((entry) => entry.name === name) ?? null;
}

/** All children called `name`, in document order. */
export function childrenOf(node: UblNode, name: string): UblNode[] {
  return node.children.filter((entry) => entry.name === name);
}

/** The text at the end of a path of child names; null where a step is missing or the text is empty. */
export function textAt(node: UblNode | null, ...path: readonly string[]): string | null {
  let at = node;
  for (const name of path) at = child(at, name);
  return at?.text ?? null;
}
