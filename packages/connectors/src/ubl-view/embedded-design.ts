/** Finds the design (XSLT) that a document brings to be shown by. */

import { XmlElement, type XmlNode } from 'libxml2-wasm';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { withXml } from '../ubl-tr/parse-xml.ts';
import { nextNode } from '../xml/next-node.ts';

/** A design in UTF-8; null where the document brings none. What is attached beside it (a PDF, a table) is none. */
export function findEmbeddedDesign(utf8: Buffer): Buffer | null {
  return withXml(utf8, (root) => {
    for (const object of attachedTo(root)) {
      const design = designOf(object);
      if (design !== null) return design;
    }
    return null;
  });
}

/** Of the document itself; of an application response what its answer carries. */
function* attachedTo(root: XmlElement): Iterable<XmlElement> {
  for (const reference of childrenOf(root, 'AdditionalDocumentReference')) yield* objectsOf(reference);
  for (const answer of childrenOf(root, 'DocumentResponse'))
    for (const reference of childrenOf(answer, 'DocumentReference')) yield* objectsOf(reference);
}

function* objectsOf(reference: XmlElement): Iterable<XmlElement> {
  for (const attachment of childrenOf(reference, 'Attachment'))
    yield* childrenOf(attachment, 'EmbeddedDocumentBinaryObject');
}

function designOf(object: XmlElement): Buffer | null {
  const name = object.attr('filename')?.value ?? '';
  const mime = object.attr('mimeCode')?.value ?? '';
  if (!/\.xslt?$/i.test(name) && !/xml|xsl/i.test(mime)) return null;
  const bytes = Buffer.from(object.content, 'base64');
  if (bytes.length === 0) return null;
  const { utf8 } = decodeXml(bytes);
  return utf8.includes('http://www.w3.org/1999/XSL/Transform') ? utf8 : null;
}

function* childrenOf(parent: XmlElement, name: string): Iterable<XmlElement> {
  for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child))
    if (child instanceof XmlElement && child.name === name) yield child;
}
