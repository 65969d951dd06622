/** Finds its way in a ds:Signature: children by name and namespace, texts, base64, elements by their Id. */

import { XmlElement, type XmlNode } from 'libxml2-wasm';
import { nextNode } from '../../xml/next-node.ts';
import { SignatureRefusal } from './signature-fault.ts';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';

/** Children called `name` in `namespace`. */
export function all(parent: XmlElement | null, name: string, namespace = DS): XmlElement[] {
  const found: XmlElement[] = [];
  for (let child: XmlNode | null = parent?.firstChild ?? null; child !== null; child = nextNode(child)) {
    if (child instanceof XmlElement && child.name === name && child.namespaceUri === namespace)
      found.push(child);
  }
  return found;
}

/** The first child called `name`, or null. */
export function first(parent: XmlElement | null, name: string, namespace = DS): XmlElement | null {
  return all(parent, name, namespace)[0] ?? null;
}

/** The one child called `name`; throws `incomplete` where it is missing or stands twice. */
export function only(parent: XmlElement, name: string, namespace = DS): XmlElement {
  const [one, another] = all(parent, name, namespace);
  if (one === undefined || another !== undefined) {
    throw new SignatureRefusal('incomplete', { part: name });
  }
  return one;
}

export function algorithmOf(element: XmlElement): string {
  return element.attr('Algorithm')?.value ?? '';
}

export function base64Of(element: XmlElement): Buffer {
  return Buffer.from(element.content, 'base64');
}

/** Elements of `within`, itself included, whose Id is what `uri` ("#…") names. */
export function elementsById(within: XmlElement, uri: string): XmlElement[] {
  const id = uri.slice(1);
  return within
    .find('descendant-or-self::*[@Id or @ID or @id]')
    .filter((node): node is XmlElement => node instanceof XmlElement)
    .filter((element) => ['Id', 'ID', 'id'].some((name) => element.attr(name)?.value === id));
}

/**
 * The one element whose Id is what `uri` names. None or two of them are no answer: by a second element of the same Id
 * other content could be shown than was signed.
 */
export function elementById(root: XmlElement, uri: string): XmlElement {
  const [one, another] = elementsById(root, uri);
  if (one === undefined || another !== undefined) {
    throw new SignatureRefusal('reference-unclear', { uri: uri.slice(0, 80) });
  }
  return one;
}
