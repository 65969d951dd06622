/** A plain, pruned copy of a UBL subtree: names without prefixes, texts trimmed, nothing that bookkeeping never reads. */

import { XmlCData, XmlElement, type XmlNode, XmlText } from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';
import { ReadRefusal } from './read-error.ts';

const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';

/** Signatures and embedded files are large and never read here. */
const SKIPPED = new Set(['Signature', 'EmbeddedDocumentBinaryObject', 'UBLExtensions']);

/** Amounts whose currency nobody asks for: the payable, the taxes and the prices are compared with the document's. */
const IN_CURRENCY_OF_DOCUMENT = new Set([
  'TaxableAmount',
  'TaxExclusiveAmount',
  'TaxInclusiveAmount',
  'AllowanceTotalAmount',
  'ChargeTotalAmount',
  'BaseAmount',
]);

/** The attribute that matters, by the name of its element. */
function attributeOf(name: string): string | null {
  if (name === 'ID') return 'schemeID';
  if (name.endsWith('Quantity') || name.endsWith('Measure')) return 'unitCode';
  return name.endsWith('Amount') && !IN_CURRENCY_OF_DOCUMENT.has(name) ? 'currencyID' : null;
}

export interface UblNode {
  readonly name: string;
  /** Own text, trimmed; null where there is none, or where there are children. */
  readonly text: string | null;
  /** Value of the one attribute that matters for this element: schemeID, unitCode or currencyID; null as text is. */
  readonly attribute: string | null;
  readonly children: readonly UblNode[];
}

/**
 * Copies `element`, a UBL component called `name`; throws the refusal `xml.too-deep` below `depthLeft` levels. Every
 * text that crosses over from the parser costs: a name is asked for once, and the white space between elements never.
 */
export function toNode(element: XmlElement, name: string, depthLeft: number): UblNode {
  if (depthLeft <= 0) throw new ReadRefusal('xml.too-deep');
  const children: UblNode[] = [];
  const texts: (XmlText | XmlCData)[] = [];
  for (let child: XmlNode | null = element.firstChild; child !== null; child = nextNode(child)) {
    if (child instanceof XmlElement) {
      const childName = readName(child);
      if (childName !== null) children.push(toNode(child, childName, depthLeft - 1));
    } else if (child instanceof XmlText || child instanceof XmlCData) texts.push(child);
  }
  if (children.length > 0) return { name, text: null, attribute: null, children };
  const text =
    texts
      .map((each) => each.content)
      .join('')
      .trim() || null;
  const wanted = attributeOf(name);
  const attribute = wanted === null ? null : element.attr(wanted)?.value.trim() || null;
  return { name, text, attribute, children };
}

/** The name of a UBL component that is not skipped; null for any other element. */
export function readName(element: XmlElement): string | null {
  const name = element.name;
  if (SKIPPED.has(name)) return null;
  const namespace = element.namespaceUri;
  return namespace === CBC || namespace === CAC ? name : null;
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
