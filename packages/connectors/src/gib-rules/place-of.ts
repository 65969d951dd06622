/** Where a node stands, as an XPath that people and programs can follow. */

import { DOCUMENT, KIND, type XmlTree } from './tree/xml-tree.ts';

/** Finds the places of one document's nodes; the children of an element are counted once, however many are asked for. */
export class PlaceFinder {
  private readonly tree: XmlTree;
  private readonly counted = new Set<number>();
  /** "[2]" of a node whose siblings have its name. */
  private readonly numbers = new Map<number, string>();

  constructor(tree: XmlTree) {
    this.tree = tree;
  }

  /** "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount/@currencyID", with the document's own prefixes. */
  placeOf(node: number): string {
    const { tree } = this;
    const parts: string[] = [];
    for (let at = node; at > DOCUMENT; at = tree.parent[at] ?? 0) {
      const name = tree.nameOf(at);
      parts.unshift(tree.kind[at] === KIND.attribute ? `@${name}` : name + this.numberOf(at));
    }
    return `/${parts.join('/')}`;
  }

  private numberOf(node: number): string {
    const parent = this.tree.parent[node] ?? 0;
    if (!this.counted.has(parent)) this.count(parent);
    return this.numbers.get(node) ?? '';
  }

  private count(parent: number): void {
    const { tree } = this;
    this.counted.add(parent);
    const byName = new Map<string, number[]>();
    for (let at = tree.first[parent] ?? 0; at !== 0; at = tree.next[at] ?? 0) {
      if (tree.kind[at] !== KIND.element) continue;
      const name = tree.nameOf(at);
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [at]);
      else same.push(at);
    }
    for (const same of byName.values())
      if (same.length > 1)
        for (const [index, each] of same.entries()) this.numbers.set(each, `[${index + 1}]`);
  }
}
