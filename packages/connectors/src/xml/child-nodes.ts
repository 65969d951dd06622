/** The children of an element, past what libxml2-wasm cannot step over. */
import { type XmlElement, type XmlNode, XmlTreeNode } from 'libxml2-wasm';

/**
 * In document order. A processing instruction knows no next node in libxml2-wasm: those among the children are taken out of
 * the tree. (Asking by XPath instead takes a minute for 50,000 of them.)
 */
export function childNodes(element: XmlElement): readonly XmlNode[] {
  const nodes: XmlNode[] = [];
  let last: XmlTreeNode | null = null;
  const next = (): XmlNode | null => (last === null ? element.firstChild : last.next);
  for (let child = next(); child !== null; child = next()) {
    if (child instanceof XmlTreeNode) {
      nodes.push(child);
      last = child;
    } else child.remove();
  }
  return nodes;
}
