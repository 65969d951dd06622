/** Collects generated code: functions and constants each once, and the names that the tree has to know. */

import { expanded } from '../tree/scan-xml.ts';
import { XPathFault } from './xpath-fault.ts';

/** Nodes under a node from which on what is asked of it is not worked out again whenever another was asked in between. */
const WIDE = 64;

export class CodeBook {
  readonly names = new Map<string, number>();
  readonly regularExpressions: RegExp[] = [];
  private readonly functions = new Map<string, string>();
  private readonly constants = new Map<string, string>();
  /** Functions whose answers are kept while a document is judged. */
  private readonly keeping: string[] = [];
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

  /**
   * The name of a function from a node to what `code` is for that node, in `c`. An answer is kept until another node is
   * asked; one that many nodes may ask for in turn, as long as the document is judged.
   */
  keptOf(code: string): string {
    const work = this.functionOf('c', `return ${code};`);
    if (!this.keeping.includes(work)) this.keeping.push(work);
    return `${work}k`;
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
    const kept = this.keeping.map(
      (work) =>
        `let ${work}n=-1,${work}v;const ${work}m=new Map();function ${work}k(c){if(c!==${work}n){${work}v=E[c]-c<${WIDE}?${work}(c):T.kept(${work}m,c,${work});${work}n=c;}return ${work}v;}`,
    );
    return [...constants, ...functions, ...kept].join('\n');
  }

  /** Code that lets go of all that is kept. */
  letGo(): string {
    return this.keeping.map((work) => `${work}n=-1;${work}v=undefined;${work}m.clear();`).join('');
  }
}
