/** Parses XPath 2.0 by its grammar's levels of precedence (W3C XPath 2.0, appendix A); what rule packs do not use is refused. */
import type { ArithmeticOperator, Axis, Binding, Expr, GeneralOperator, NodeTest, Step } from './ast.ts';
import { type Token, tokenize } from './tokenize.ts';
import { XPathFault } from './xpath-fault.ts';

/** Deeper nesting than any rule has would only be there to exhaust the stack. */
const MAX_DEPTH = 200;

const GENERAL = new Set(['=', '!=', '<', '<=', '>', '>=']);
const VALUE: Readonly<Record<string, GeneralOperator>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};
const AXES = new Set<string>([
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
] satisfies Axis[]);

/** URI of a prefix; throws where it is not declared. */
export type PrefixResolver = (prefix: string) => string;

/** Throws XPathFault for what is no XPath, or none that is known here. */
export function parseXPath(source: string, resolve: PrefixResolver): Expr {
  const parser = new Parser(tokenize(source), resolve);
  const expr = parser.sequence();
  parser.end();
  return expr;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #resolve: PrefixResolver;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], resolve: PrefixResolver) {
    this.#tokens = tokens;
    this.#resolve = resolve;
  }

  end(): void {
    if (this.#peek().kind !== 'end') throw this.#unexpected();
  }

  /** Expr ::= ExprSingle ("," ExprSingle)* */
  sequence(): Expr {
    const items = [this.#single()];
    while (this.#takeSymbol(',')) items.push(this.#single());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
  }

  #single(): Expr {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new XPathFault('…((((');
    try {
      const { text } = this.#peek();
      const next = this.#peek(1);
      if (this.#isName() && next.kind === 'symbol') {
        if ((text === 'for' || text === 'some' || text === 'every') && next.text === '$')
          return this.#quantified(text);
        if (text === 'if' && next.text === '(') return this.#conditional();
      }
      return this.#or();
    } finally {
      this.#depth -= 1;
    }
  }

  #quantified(mode: 'for' | 'some' | 'every'): Expr {
    this.#at += 1;
    const bindings: Binding[] = [];
    do {
      this.#expectSymbol('$');
      const name = this.#name();
      this.#expectName('in');
      bindings.push({ name, domain: this.#single() });
    } while (this.#takeSymbol(','));
    this.#expectName(mode === 'for' ? 'return' : 'satisfies');
    return { kind: 'quantified', mode, bindings, body: this.#single() };
  }

  #conditional(): Expr {
    this.#at += 1;
    this.#expectSymbol('(');
    const test = this.sequence();
    this.#expectSymbol(')');
    this.#expectName('then');
    const then = this.#single();
    this.#expectName('else');
    return { kind: 'if', test, then, otherwise: this.#single() };
  }

  #or(): Expr {
    let left = this.#and();
    while (this.#takeName('or')) left = { kind: 'logic', operator: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expr {
    let left = this.#comparison();
    while (this.#takeName('and')) left = { kind: 'logic', operator: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Expr {
    const left = this.#range();
    const token = this.#peek();
    if (token.kind === 'symbol' && GENERAL.has(token.text)) {
      this.#at += 1;
      const operator = token.text as GeneralOperator;
      return { kind: 'compare', operator, style: 'general', left, right: this.#range() };
    }
    const value = token.kind === 'name' ? VALUE[token.text] : undefined;
    if (value === undefined) return left;
    this.#at += 1;
    return { kind: 'compare', operator: value, style: 'value', left, right: this.#range() };
  }

  #range(): Expr {
    const from = this.#additive();
    return this.#takeName('to') ? { kind: 'range', from, to: this.#additive() } : from;
  }

  #additive(): Expr {
    let left = this.#multiplicative();
    for (;;) {
      const operator = this.#takeAny('symbol', ['+', '-']);
      if (operator === null) return left;
      left = arithmetic(operator, left, this.#multiplicative());
    }
  }

  #multiplicative(): Expr {
    let left = this.#union();
    for (;;) {
      const operator = this.#takeAny('symbol', ['*']) ?? this.#takeAny('name', ['div', 'idiv', 'mod']);
      if (operator === null) return left;
      left = arithmetic(operator, left, this.#union());
    }
  }

  #union(): Expr {
    let left = this.#cast();
    while (this.#takeSymbol('|') || this.#takeName('union'))
      left = { kind: 'union', left, right: this.#cast() };
    return left;
  }

  #cast(): Expr {
    const operand = this.#unary();
    const mode = this.#takeAny('name', ['castable', 'cast']);
    if (mode === null) return operand;
    this.#expectName('as');
    const type = this.#name();
    const optional = this.#takeSymbol('?');
    return { kind: 'cast', mode: mode === 'cast' ? 'cast' : 'castable', type, optional, operand };
  }

  #unary(): Expr {
    let negative = false;
    for (;;) {
      const sign = this.#takeAny('symbol', ['+', '-']);
      if (sign === null) break;
      if (sign === '-') negative = !negative;
    }
    const operand = this.#path();
    return negative ? { kind: 'negate', operand } : operand;
  }

  #path(): Expr {
    if (this.#takeSymbol('//')) {
      const steps = [DESCENDANTS, ...this.#relative()];
      return { kind: 'path', absolute: true, start: null, steps };
    }
    if (this.#takeSymbol('/')) {
      const steps = this.#startsStep() ? this.#relative() : [];
      return { kind: 'path', absolute: true, start: null, steps };
    }
    const steps = this.#relative();
    const [first, ...rest] = steps;
    if (first?.kind !== 'expr') return { kind: 'path', absolute: false, start: null, steps };
    if (rest.length === 0 && first.predicates.length === 0) return first.expr;
    const filtered: Step[] =
      first.predicates.length === 0 ? rest : [{ ...first, expr: { kind: 'context' } }, ...rest];
    return { kind: 'path', absolute: false, start: first.expr, steps: filtered };
  }

  #relative(): Step[] {
    const steps = [this.#step()];
    for (;;) {
      if (this.#takeSymbol('//')) steps.push(DESCENDANTS);
      else if (!this.#takeSymbol('/')) return steps;
      steps.push(this.#step());
    }
  }

  #startsStep(): boolean {
    const token = this.#peek();
    return (
      token.kind === 'name' || (token.kind === 'symbol' && ['.', '..', '@', '*', '('].includes(token.text))
    );
  }

  #step(): Step {
    const token = this.#peek();
    if (token.kind === 'string' || token.kind === 'number') return this.#filter(this.#literal());
    if (token.kind === 'symbol') return this.#symbolStep();
    if (token.kind === 'end') throw this.#unexpected();
    const next = this.#peek(1);
    if (next.kind === 'symbol' && next.text === '::') return this.#axisStep();
    if (next.kind === 'symbol' && next.text === '(') {
      if (token.text === 'node' || token.text === 'text')
        return this.#withPredicates('child', this.#nodeTest('child'));
      return this.#filter(this.#call());
    }
    return this.#withPredicates('child', this.#nodeTest('child'));
  }

  #symbolStep(): Step {
    if (this.#takeSymbol('@')) return this.#withPredicates('attribute', this.#nodeTest('attribute'));
    if (this.#takeSymbol('..')) return this.#withPredicates('parent', { kind: 'node' });
    if (this.#takeSymbol('.')) return this.#withPredicates('self', { kind: 'node' });
    if (this.#takeSymbol('$')) return this.#filter({ kind: 'variable', name: this.#name() });
    if (this.#takeSymbol('(')) {
      if (this.#takeSymbol(')')) return this.#filter({ kind: 'sequence', items: [] });
      const inner = this.sequence();
      this.#expectSymbol(')');
      return this.#filter(inner);
    }
    if (this.#peek().text === '*') return this.#withPredicates('child', this.#nodeTest('child'));
    throw this.#unexpected();
  }

  #axisStep(): Step {
    const axis = this.#name();
    this.#expectSymbol('::');
    if (!isAxis(axis)) throw new XPathFault(`${axis}::`);
    return this.#withPredicates(axis, this.#nodeTest(axis));
  }

  #withPredicates(axis: Axis, test: NodeTest): Step {
    return { kind: 'axis', axis, test, predicates: this.#predicates() };
  }

  #filter(expr: Expr): Step {
    return { kind: 'expr', expr, predicates: this.#predicates() };
  }

  #predicates(): Expr[] {
    const predicates: Expr[] = [];
    while (this.#takeSymbol('[')) {
      predicates.push(this.sequence());
      this.#expectSymbol(']');
    }
    return predicates;
  }

  #nodeTest(axis: Axis): NodeTest {
    if (this.#takeSymbol('*')) return { kind: 'any-name' };
    const name = this.#name();
    if ((name === 'node' || name === 'text') && this.#takeSymbol('(')) {
      this.#expectSymbol(')');
      return { kind: name };
    }
    if (this.#peek().text === '(') throw new XPathFault(`${name}()`);
    const [prefix, local] = name.includes(':') ? name.split(':', 2) : ['', name];
    if (local === undefined || prefix === undefined || local === '*') throw new XPathFault(name);
    if (prefix === '*') return { kind: 'name', uri: null, local };
    // A namespace node is named by its prefix.
    const uri = prefix === '' || axis === 'namespace' ? '' : this.#resolve(prefix);
    return { kind: 'name', uri, local };
  }

  #literal(): Expr {
    const { kind, text } = this.#peek();
    this.#at += 1;
    return kind === 'string' ? { kind, value: text } : { kind: 'number', value: Number(text) };
  }

  #call(): Expr {
    const name = this.#name();
    this.#expectSymbol('(');
    const args: Expr[] = [];
    if (!this.#takeSymbol(')')) {
      do args.push(this.#single());
      while (this.#takeSymbol(','));
      this.#expectSymbol(')');
    }
    return { kind: 'call', name, args };
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  #isName(): boolean {
    return this.#peek().kind === 'name';
  }

  #name(): string {
    if (!this.#isName()) throw this.#unexpected();
    const { text } = this.#peek();
    this.#at += 1;
    return text;
  }

  #takeAny(kind: 'symbol' | 'name', texts: readonly string[]): string | null {
    const token = this.#peek();
    if (token.kind !== kind || !texts.includes(token.text)) return null;
    this.#at += 1;
    return token.text;
  }

  #takeSymbol(text: string): boolean {
    return this.#takeAny('symbol', [text]) !== null;
  }

  #takeName(text: string): boolean {
    return this.#takeAny('name', [text]) !== null;
  }

  #expectSymbol(text: string): void {
    if (!this.#takeSymbol(text)) throw this.#unexpected();
  }

  #expectName(text: string): void {
    if (!this.#takeName(text)) throw this.#unexpected();
  }

  #unexpected(): XPathFault {
    return new XPathFault(this.#peek().text || '…');
  }
}

const DESCENDANTS: Step = {
  kind: 'axis',
  axis: 'descendant-or-self',
  test: { kind: 'node' },
  predicates: [],
};

const isAxis = (name: string): name is Axis => AXES.has(name);

function arithmetic(operator: string, left: Expr, right: Expr): Expr {
  return { kind: 'arithmetic', operator: operator as ArithmeticOperator, left, right };
}
