/** The XML of a pack as plain objects. */

import { XmlElement, type XmlNode, XmlText } from 'libxml2-wasm';
import { decodeXml } from '../../ubl-tr/decode-xml.ts';
import { withXml } from '../../ubl-tr/parse-xml.ts';
import { ReadRefusal } from '../../ubl-tr/read-error.ts';
import { nextNode } from '../../xml/next-node.ts';
import { PackRefusal } from '../pack-refusal.ts';

export interface PackElement {
  readonly kind: 'element';
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PackNode[];
  readonly file: string;
  readonly line: number;
}

export type PackNode = PackElement | { readonly kind: 'text'; readonly text: string };

/** Throws the refusal `pack.broken-xml` where the file is none. */
export function parsePackXml(file: string, bytes: Uint8Array): PackElement {
  try {
    return withXml(decodeXml(bytes).utf8, (root) => copy(root, file));
  } catch (error) {
    if (error instanceof ReadRefusal)
      throw new PackRefusal('pack.broken-xml', { file, what: error.refusal.message });
    throw error;
  }
}

export function elementsOf(parent: PackElement): readonly PackElement[] {
  return parent.children.filter((child) => child.kind === 'element');
}

function copy(element: XmlElement, file: string): PackElement {
  const children: PackNode[] = [];
  for (let child: XmlNode | null = element.firstChild; child !== null; child = nextNode(child)) {
    if (child instanceof XmlElement) children.push(copy(child, file));
    else if (child instanceof XmlText) children.push({ kind: 'text', text: child.content });
  }
  return {
    kind: 'element',
    name: element.name,
    namespace: element.namespaceUri,
    attributes: new Map(element.attrs.map((attribute) => [attribute.name, attribute.value])),
    children,
    file,
    line: element.line,
  };
}
