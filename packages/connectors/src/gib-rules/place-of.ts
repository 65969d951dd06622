/** Where a node stands, as an XPath that people and programs can follow. */

import { DOCUMENT, KIND, type XmlTree } from './tree/xml-tree.ts';

/** "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount/@currencyID", with the document's own prefixes. */
export function placeOf(tree: XmlTree, node: number): string {
  const parts: string[] = [];
  for (let at = node; at > DOCUMENT; at = tree.parent[at] ?? 0) {
    const name = tree.nameOf(at);
    parts.unshift(tree.kind[at] === KIND.attribute ? `@${name}` : name + numberOf(tree, at, name));
  }
  return `/${parts.join('/')}`;
}

/** "[2]" where siblings have the same name. */
function numberOf(tree: XmlTree, node: number, name: string): string {
  let count = 0;
  let own = 0;
  for (let at = tree.first[tree.parent[node] ?? 0] ?? 0; at !== 0; at = tree.next[at] ?? 0) {
    if (tree.kind[at] !== KIND.element || tree.nameOf(at) !== name) continue;
    count++;
    if (at === node) own = count;
  }
  return count > 1 ? `[${own}]` : '';
}
