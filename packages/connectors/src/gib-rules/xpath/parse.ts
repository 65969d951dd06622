/** Parses XPath 2.0 by descent, one method a rung of the grammar; what it does not know it refuses by name. */

import type {
  ArithmeticOperator,
  Axis,
  AxisStep,
  Binding,
  Expr,
  GeneralOperator,
  NodeTest,
  Step,
  ValueOperator,
} from './ast.ts';
import { type Token, tokenize } from './tokenize.ts';
import { XPathFault } from './xpath-fault.ts';

const AXES: ReadonlySet<string> = new Set<Axis>([
  'child',
  'attribute',
  'self',
  'parent',
  'descendant',
  'descendant-or-self',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'namespace',
]);

const GENERAL: ReadonlySet<string> = new Set<GeneralOperator>(['=', '!=', '<', '<=', '>', '>=']);
const VALUE: ReadonlySet<string> = new Set<ValueOperator>(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);
const KIND_TESTS: ReadonlySet<string> = new Set(['node', 'text', 'comment']);
/** Names before a bracket that are no functions; of these the three kind tests are known. */
const RESERVED: ReadonlySet<string> = new Set([
  'processing-instruction',
  'element',
  'attribute',
  'schema-element',
  'schema-attribute',
  'document-node',
  'item',
  'empty-sequence',
  'typeswitch',
]);

/** Deeper expressions are refused, so a hostile pack cannot exhaust the stack. */
const MAX_DEPTH = 200;

export function parseXPath(expression: string): Expr {
  return new Parser(expression).parse();
}

class Parser {
  private readonly expression: string;
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(expression: string) {
    this.expression = expression;
    this.tokens = tokenize(expression);
  }

  parse(): Expr {
    const expr = this.sequence();
    if (this.token.kind !== 'end') throw this.fault();
    return expr;
  }

  private get token(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  private ahead(offset: number): Token {
    return this.tokens[this.at + offset] ?? { kind: 'end', text: '' };
  }

  private fault(what = this.token.text === '' ? 'ifade yarım' : this.token.text): XPathFault {
    return new XPathFault(what, this.expression);
  }

  private symbol(text: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === text;
  }

  private keyword(text: string): boolean {
    return this.token.kind === 'name' && this.token.text === text;
  }

  private accept(text: string): boolean {
    if (!(this.symbol(text) || this.keyword(text))) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw this.fault();
  }

  private sequence(): Expr {
    const items = [this.single()];
    while (this.accept(',')) items.push(this.single());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
  }

  private single(): Expr {
    if (++this.depth > MAX_DEPTH) throw this.fault('ifade çok derin');
    try {
      return this.special() ?? this.or();
    } finally {
      this.depth--;
    }
  }

  /** `for`, `some`, `every` and `if` are keywords only before what belongs to them. */
  private special(): Expr | null {
    const { kind, text } = this.token;
    if (kind !== 'name') return null;
    const next = this.ahead(1);
    if ((text === 'for' || text === 'some' || text === 'every') && next.kind === 'variable') {
      this.at++;
      const bindings = this.bindings();
      this.expect(text === 'for' ? 'return' : 'satisfies');
      return { kind: text, bindings, body: this.single() };
    }
    if (text !== 'if' || next.text !== '(' || next.kind !== 'symbol') return null;
    this.at += 2;
    const test = this.sequence();
    this.expect(')');
    this.expect('then');
    const yes = this.single();
    this.expect('else');
    return { kind: 'if', test, yes, no: this.single() };
  }

  private bindings(): readonly Binding[] {
    const bindings: Binding[] = [];
    do {
      const { kind, text } = this.token;
      if (kind !== 'variable') throw this.fault();
      this.at++;
      this.expect('in');
      bindings.push({ name: text, source: this.single() });
    } while (this.accept(','));
    return bindings;
  }

  private or(): Expr {
    let left = this.and();
    while (this.accept('or')) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  private and(): Expr {
    let left = this.comparison();
    while (this.accept('and')) left = { kind: 'and', left, right: this.comparison() };
    return left;
  }

  private comparison(): Expr {
    const left = this.additive();
    const { kind, text } = this.token;
    if (kind === 'symbol' && isOneOf<GeneralOperator>(text, GENERAL)) {
      this.at++;
      return { kind: 'general', operator: text, left, right: this.additive() };
    }
    if (kind === 'name' && isOneOf<ValueOperator>(text, VALUE)) {
      this.at++;
      return { kind: 'value', operator: text, left, right: this.additive() };
    }
    return left;
  }

  private additive(): Expr {
    let left = this.multiplicative();
    for (;;) {
      if (this.accept('+')) left = { kind: 'arithmetic', operator: '+', left, right: this.multiplicative() };
      else if (this.accept('-'))
        left = { kind: 'arithmetic', operator: '-', left, right: this.multiplicative() };
      else return left;
    }
  }

  private multiplicative(): Expr {
    let left = this.union();
    for (;;) {
      const operator = ['*', 'div', 'idiv', 'mod'].find((sign) => this.accept(sign));
      if (operator === undefined) return left;
      left = { kind: 'arithmetic', operator: operator as ArithmeticOperator, left, right: this.union() };
    }
  }

  private union(): Expr {
    let left = this.intersect();
    while (this.accept('|') || this.accept('union')) {
      left = { kind: 'set', operator: 'union', left, right: this.intersect() };
    }
    return left;
  }

  private intersect(): Expr {
    let left = this.cast();
    for (;;) {
      if (this.accept('intersect')) left = { kind: 'set', operator: 'intersect', left, right: this.cast() };
      else if (this.accept('except')) left = { kind: 'set', operator: 'except', left, right: this.cast() };
      else return left;
    }
  }

  private cast(): Expr {
    const operand = this.unary();
    const { kind, text } = this.token;
    if (kind !== 'name' || !(text === 'castable' || text === 'cast') || this.ahead(1).text !== 'as')
      return operand;
    this.at += 2;
    const type = this.token;
    if (type.kind !== 'name') throw this.fault();
    this.at++;
    return { kind: text, operand, type: type.text, optional: this.accept('?') };
  }

  private unary(): Expr {
    let negative = false;
    for (;;) {
      if (this.accept('-')) negative = !negative;
      else if (!this.accept('+')) break;
    }
    const operand = this.path();
    return negative ? { kind: 'negate', operand } : operand;
  }

  private path(): Expr {
    const steps: Step[] = [];
    const root = this.symbol('/') || this.symbol('//');
    if (this.accept('//')) steps.push(ANYWHERE);
    else if (this.accept('/') && !this.startsStep()) return { kind: 'path', root: true, steps };
    do {
      steps.push(this.step());
      if (this.accept('//')) steps.push(ANYWHERE);
      else if (!this.accept('/')) break;
    } while (this.token.kind !== 'end');
    const [only] = steps;
    if (!root && steps.length === 1 && only?.kind === 'filter' && only.predicates.length === 0)
      return only.expr;
    return { kind: 'path', root, steps };
  }

  private startsStep(): boolean {
    const { kind, text } = this.token;
    if (kind === 'symbol') return ['.', '..', '@', '*', '('].includes(text);
    return (
      kind !== 'end' && !(kind === 'name' && ['and', 'or', 'eq', 'ne', 'union', 'intersect'].includes(text))
    );
  }

  private step(): Step {
    const { kind, text } = this.token;
    if (kind === 'symbol') {
      if (text === '..') {
        this.at++;
        return { kind: 'axis', axis: 'parent', test: NODE, predicates: this.predicates() };
      }
      if (text === '@') {
        this.at++;
        return this.axisStep('attribute');
      }
      if (text === '*') return this.axisStep('child');
      return this.filterStep();
    }
    if (kind !== 'name') return this.filterStep();
    const next = this.ahead(1);
    if (next.kind === 'symbol' && next.text === '::') {
      if (!isOneOf<Axis>(text, AXES)) throw this.fault(`${text}::`);
      this.at += 2;
      return this.axisStep(text);
    }
    const opens = next.kind === 'symbol' && next.text === '(';
    return opens && !KIND_TESTS.has(text) ? this.filterStep() : this.axisStep('child');
  }

  private axisStep(axis: Axis): AxisStep {
    return { kind: 'axis', axis, test: this.nodeTest(), predicates: this.predicates() };
  }

  private nodeTest(): NodeTest {
    const { kind, text } = this.token;
    if (this.accept('*')) return { test: 'any' };
    if (kind !== 'name' || text.includes('*')) throw this.fault();
    this.at++;
    if (!this.symbol('(')) return { test: 'name', name: text };
    if (!KIND_TESTS.has(text)) throw this.fault(`${text}()`);
    this.at++;
    this.expect(')');
    return { test: 'kind', kind: text as 'node' | 'text' | 'comment' };
  }

  private filterStep(): Step {
    const expr = this.primary();
    return { kind: 'filter', expr, predicates: this.predicates() };
  }

  private predicates(): readonly Expr[] {
    const predicates: Expr[] = [];
    while (this.accept('[')) {
      predicates.push(this.sequence());
      this.expect(']');
    }
    return predicates;
  }

  private primary(): Expr {
    const { kind, text } = this.token;
    if (kind === 'string' || kind === 'variable' || kind === 'number') {
      this.at++;
      if (kind === 'number') return { kind, value: Number(text) };
      return kind === 'string' ? { kind, value: text } : { kind, name: text };
    }
    if (this.accept('.')) return { kind: 'context' };
    if (this.accept('(')) return this.parenthesised();
    if (kind !== 'name' || RESERVED.has(text)) throw this.fault(kind === 'name' ? `${text}()` : undefined);
    this.at++;
    this.expect('(');
    const args: Expr[] = [];
    if (this.accept(')')) return { kind: 'call', name: text, args };
    do args.push(this.single());
    while (this.accept(','));
    this.expect(')');
    return { kind: 'call', name: text, args };
  }

  private parenthesised(): Expr {
    if (this.accept(')')) return { kind: 'sequence', items: [] };
    const expr = this.sequence();
    this.expect(')');
    return expr;
  }
}

const NODE: NodeTest = { test: 'kind', kind: 'node' };
const ANYWHERE: AxisStep = { kind: 'axis', axis: 'descendant-or-self', test: NODE, predicates: [] };

function isOneOf<T extends string>(text: string, set: ReadonlySet<string>): text is T {
  return set.has(text);
}
