/** The node behind a node, past what libxml2-wasm cannot step over. */
import { type XmlNode, XmlTreeNode } from 'libxml2-wasm';

/**
 * Null behind the last one. A processing instruction knows no next node in libxml2-wasm: it is asked for by XPath, from one
 * node to the next (all children at once would take a minute for 50,000 of them). The tree stays as it is.
 */
export function nextNode(node: XmlNode): XmlNode | null {
  return node instanceof XmlTreeNode ? node.next : node.get('following-sibling::node()[1]');
}
