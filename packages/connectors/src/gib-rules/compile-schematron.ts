/** Compiles a schematron to JavaScript, once: every XPath becomes source text, and the whole one function. */

import { PackRefusal } from './pack-refusal.ts';
import type { Assert, MessagePart, Rule, Schematron } from './read-schematron.ts';
import { NameTable, type Tree, type TreeNode } from './xml-tree.ts';
import type { Expr, Step } from './xpath/ast.ts';
import { asText, asTruth, type Code, literal, make } from './xpath/code.ts';
import { compilePredicates, compileXPath, type Ground } from './xpath/compile-xpath.ts';
import { parseXPath } from './xpath/parse.ts';
import * as runtime from './xpath/runtime.ts';
import { XPathFault } from './xpath/xpath-fault.ts';

/** What rules may ask beside the node they judge. */
export interface Facts {
  readonly tree: Tree;
  /** Kind of document that the rules are told: "efatura", "earchive". */
  readonly type: string;
  /** Beginning of today in Türkiye, in milliseconds. */
  readonly today: number;
}

export interface CompiledAssert {
  readonly id: string;
  /** Throws DynamicFault where the document gives the test nothing it could answer. */
  readonly holds: (node: TreeNode, facts: Facts) => boolean;
  readonly message: (node: TreeNode, facts: Facts) => string;
}

export interface CompiledRule {
  readonly matches: (node: TreeNode, facts: Facts) => boolean;
  readonly asserts: readonly CompiledAssert[];
}

/** Rules of each pattern by the number of the name they judge, first ones first. */
export interface CompiledSchematron {
  readonly names: NameTable;
  readonly patterns: readonly ReadonlyMap<number, readonly CompiledRule[]>[];
  /** Sets the variables of one document; to be called before its rules are. */
  readonly begin: (facts: Facts) => void;
}

/** What the generated source makes. */
interface Made {
  readonly begin: (facts: Facts) => void;
  readonly matches: readonly CompiledRule['matches'][];
  readonly tests: readonly CompiledAssert['holds'][];
  readonly messages: readonly CompiledAssert['message'][];
}

/** Throws PackRefusal for an expression that is not understood, with the rule it stands in. */
export function compileSchematron(schematron: Schematron): CompiledSchematron {
  return new SchematronCompiler(schematron).compile();
}

class SchematronCompiler implements Ground {
  readonly names = new NameTable();
  readonly #schematron: Schematron;
  readonly #regexes: RegExp[] = [];
  readonly #variables = new Map<string, Code>();
  readonly #declarations: string[] = [];
  /** What gives the variables their values, document by document. */
  readonly #settings: string[] = [];
  readonly #matches: string[] = [];
  readonly #tests: string[] = [];
  readonly #messages: string[] = [];
  /** An assert stands in several rules: its functions are written once. */
  readonly #written = new Map<Assert, { test: number; message: number }>();

  constructor(schematron: Schematron) {
    this.#schematron = schematron;
  }

  variable(name: string): Code | null {
    return this.#variables.get(name) ?? null;
  }

  keepRegex(regex: RegExp): string {
    this.#regexes.push(regex);
    return `K[${this.#regexes.length - 1}]`;
  }

  compile(): CompiledSchematron {
    for (const { name, value } of this.#schematron.variables) this.#declare(name, value);
    const planned = this.#schematron.patterns.map((pattern) =>
      pattern.rules.flatMap((rule) => this.#plan(rule)),
    );
    const made = this.#evaluate();
    const patterns = planned.map((rules) => {
      const byName = new Map<number, CompiledRule[]>();
      for (const { name, match, asserts } of rules) {
        const compiled: CompiledRule = {
          matches: at(made.matches, match),
          asserts: asserts.map(({ id, test, message }) => ({
            id,
            holds: at(made.tests, test),
            message: at(made.messages, message),
          })),
        };
        byName.set(name, [...(byName.get(name) ?? []), compiled]);
      }
      return byName;
    });
    return { names: this.names, patterns, begin: made.begin };
  }

  #declare(name: string, value: string): void {
    // Which kind of document it is comes from the caller; the pack holds a preset.
    if (name === 'type') {
      this.#variables.set(name, make('text', 'V.type'));
      return;
    }
    const code = this.#guarded(name, value, () => compileXPath(this.#parse(value), this));
    const variable = `v${this.#variables.size}`;
    this.#variables.set(name, make(code.gives, variable));
    if (isConstant(code)) {
      this.#declarations.push(`const ${variable} = ${code.js};`);
      return;
    }
    this.#declarations.push(`let ${variable};`);
    this.#settings.push(`${variable} = ${code.js};`);
  }

  #parse(source: string): Expr {
    return parseXPath(source, (prefix) => {
      const uri =
        prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : this.#schematron.prefixes.get(prefix);
      if (uri === undefined) throw new XPathFault(`${prefix}:`);
      return uri;
    });
  }

  #guarded<T>(rule: string, source: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof XPathFault)) throw error;
      const what = `${error.what} · ${source.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
      throw new PackRefusal('pack.unknown-construct', { file: 'schematron', rule, what });
    }
  }

  #plan(rule: Rule) {
    const expr = this.#guarded('context', rule.context, () => this.#parse(rule.context));
    const asserts = rule.asserts.map((assert) => ({ id: assert.id, ...this.#writeAssert(assert) }));
    return alternatives(expr).map((path) => {
      const { name, js } = this.#guarded('context', rule.context, () => this.#matcher(path));
      this.#matches.push(`(n, V) => ${js}`);
      return { name, match: this.#matches.length - 1, asserts };
    });
  }

  #writeAssert(assert: Assert): { test: number; message: number } {
    const known = this.#written.get(assert);
    if (known !== undefined) return known;
    const test = this.#guarded(assert.id, assert.test, () =>
      asTruth(compileXPath(this.#parse(assert.test), this)),
    );
    this.#tests.push(`(n, V) => ${assert.isReport ? `!(${test})` : test}`);
    const parts = assert.message.map((part) => this.#writePart(assert.id, part));
    this.#messages.push(`(n, V) => ${parts.length === 0 ? '""' : parts.join(' + ')}`);
    const written = { test: this.#tests.length - 1, message: this.#messages.length - 1 };
    this.#written.set(assert, written);
    return written;
  }

  #writePart(rule: string, part: MessagePart): string {
    if (part.kind === 'text') return literal(part.text);
    if (part.kind === 'name') return 'n.qName';
    return this.#guarded(rule, part.select, () => asText(compileXPath(this.#parse(part.select), this)));
  }

  /** An XSLT pattern, read from its end: "inv:Invoice/cac:TaxTotal" is a TaxTotal whose parent is an Invoice. */
  #matcher(path: Extract<Expr, { kind: 'path' }>): { name: number; js: string } {
    const steps = path.steps.filter((step, index) => !(index === 0 && isDescent(step)));
    const isAnchored = path.absolute && steps.length === path.steps.length;
    const last = steps.at(-1);
    if (last === undefined) throw new XPathFault('/');
    const name = this.#nameOf(last);
    let inner = isAnchored ? '(n.parent !== null && n.parent.parent === null)' : 'true';
    for (const [index, step] of steps.entries()) {
      if (isDescent(step)) {
        inner = `ANCESTOR(n, (n) => ${inner})`;
        continue;
      }
      const above = steps[index - 1];
      const outer =
        index === 0 || above === undefined ? inner : isDescent(above) ? inner : `PARENT(n, (n) => ${inner})`;
      const kind = step.kind === 'axis' && step.axis === 'attribute' ? 2 : 1;
      const predicates = compilePredicates(step.kind === 'axis' ? step.predicates : [], this);
      inner = `(n.kind === ${kind} && n.name === ${this.#nameOf(step)} && ${outer} && ${predicates})`;
    }
    return { name, js: inner };
  }

  #nameOf(step: Step): number {
    const isName = step.kind === 'axis' && (step.axis === 'child' || step.axis === 'attribute');
    if (!isName || step.test.kind !== 'name' || step.test.uri === null) throw new XPathFault('context');
    return this.names.add(step.test.uri, step.test.local);
  }

  /** The source holds nothing of the pack but literals (`literal`) and numbers that were given here. */
  #evaluate(): Made {
    const source = [
      '"use strict";',
      'const PARENT = (n, test) => n.parent !== null && test(n.parent);',
      'const ANCESTOR = (n, test) => { for (let a = n.parent; a !== null; a = a.parent) if (test(a)) return true; return false; };',
      ...this.#declarations,
      `const begin = (V) => { const n = V.tree.document; ${this.#settings.join(' ')} };`,
      `return { begin, matches: [${this.#matches.join(',\n')}],`,
      `tests: [${this.#tests.join(',\n')}], messages: [${this.#messages.join(',\n')}] };`,
    ].join('\n');
    const build = new Function('R', 'K', source) as (r: typeof runtime, k: readonly RegExp[]) => Made;
    return build(runtime, this.#regexes);
  }
}

/** A list of codes is a text that stays what it is. */
function isConstant({ gives, js }: Code): boolean {
  return gives === 'text' && js.startsWith('"');
}

function at<T>(items: readonly T[], index: number): T {
  const found = items[index];
  if (found === undefined) throw new Error(`no compiled function ${index}`);
  return found;
}

/** "a | b" is two patterns. */
function alternatives(expr: Expr): Extract<Expr, { kind: 'path' }>[] {
  if (expr.kind === 'union') return [...alternatives(expr.left), ...alternatives(expr.right)];
  if (expr.kind !== 'path' || expr.start !== null) throw new XPathFault('context');
  return [expr];
}

function isDescent(step: Step): boolean {
  return step.kind === 'axis' && step.axis === 'descendant-or-self' && step.test.kind === 'node';
}
