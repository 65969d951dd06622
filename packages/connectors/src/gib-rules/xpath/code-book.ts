/** Collects generated code: functions and constants each once, and the names that the tree has to know. */

import { expanded } from '../tree/scan-xml.ts';
import { XPathFault } from './xpath-fault.ts';

export class CodeBook {
  readonly names = new Map<string, number>();
  readonly regularExpressions: RegExp[] = [];
  private readonly functions = new Map<string, string>();
  private readonly constants = new Map<string, string>();
  private readonly namespaces: ReadonlyMap<string, string>;

  /** `namespaces`: prefixes of the pack's rules to their URIs. */
  constructor(namespaces: ReadonlyMap<string, string>) {
    this.namespaces = namespaces;
  }

  /** The number of a name as an expression writes it. A name without a prefix has no namespace. */
  nameId(written: string, expression: string): number {
    const colon = written.indexOf(':');
    const uri = colon === -1 ? '' : this.namespaces.get(written.slice(0, colon));
    if (uri === undefined) throw new XPathFault(`ön ek “${written.slice(0, colon)}”`, expression);
    const key = expanded(uri, written.slice(colon + 1));
    const known = this.names.get(key);
    if (known !== undefined) return known;
    this.names.set(key, this.names.size + 1);
    return this.names.size;
  }

  /** The name of a function with these parameters and this body. */
  functionOf(parameters: string, body: string): string {
    const key = `(${parameters}){${body}}`;
    const known = this.functions.get(key);
    if (known !== undefined) return known;
    const name = `f${this.functions.size}`;
    this.functions.set(key, name);
    return name;
  }

  constant(code: string): string {
    const known = this.constants.get(code);
    if (known !== undefined) return known;
    const name = `k${this.constants.size}`;
    this.constants.set(code, name);
    return name;
  }

  /** Expressions are handed over as objects, not as code. */
  regularExpression(expression: RegExp): string {
    const same = this.regularExpressions.findIndex(
      (other) => other.source === expression.source && other.flags === expression.flags,
    );
    if (same !== -1) return `R[${same}]`;
    this.regularExpressions.push(expression);
    return `R[${this.regularExpressions.length - 1}]`;
  }

  /** All of it as code. */
  source(): string {
    const constants = [...this.constants].map(([code, name]) => `const ${name}=${code};`);
    const functions = [...this.functions].map(([key, name]) => `function ${name}${key}`);
    return [...constants, ...functions].join('\n');
  }
}
