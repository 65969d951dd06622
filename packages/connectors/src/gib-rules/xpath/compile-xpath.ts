/** Writes a parsed XPath expression as JavaScript that calls the runtime: `n` is the context item, `V` the variables of the document. */
import type { NameTable } from '../xml-tree.ts';
import type { Expr, NodeTest, Step } from './ast.ts';
import { asItems, asNodes, asNumber, asTruth, type Code, type Gives, literal, make } from './code.ts';
import { writeCall } from './functions.ts';
import { XPathFault } from './xpath-fault.ts';

const SWAPPED = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** What the compiler needs to know of the pack it compiles for. */
export interface Ground {
  readonly names: NameTable;
  /** JavaScript and kind of a variable; null where the pack declares none of this name. */
  variable(name: string): Code | null;
  keepRegex(regex: RegExp): string;
}

/** Where an expression stands: what `n` is, and the variables that surround it. */
interface Scope {
  readonly context: Gives;
  readonly bound: ReadonlyMap<string, string>;
  readonly depth: number;
}

const OUTER: Scope = { context: 'nodes', bound: new Map(), depth: 0 };

/** JavaScript of `expr` for one context node `n`. Throws XPathFault. */
export function compileXPath(expr: Expr, ground: Ground): Code {
  return new Compiler(ground).write(expr, OUTER);
}

/** JavaScript that is true for a node `n` which passes the predicates of a pattern's step. Throws XPathFault. */
export function compilePredicates(predicates: readonly Expr[], ground: Ground): string {
  const compiler = new Compiler(ground);
  const written = predicates.map((predicate) => {
    if (compiler.countsPositions(predicate)) throw new XPathFault('[position()]');
    return asTruth(compiler.write(predicate, OUTER));
  });
  return written.length === 0 ? 'true' : written.join(' && ');
}

class Compiler {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  write(expr: Expr, scope: Scope): Code {
    switch (expr.kind) {
      case 'number':
        return make('number', literal(expr.value));
      case 'string':
        return make('text', literal(expr.value));
      case 'context':
        return make(scope.context, '[n]');
      case 'variable':
        return this.#variable(expr.name, scope);
      case 'logic': {
        const operator = expr.operator === 'and' ? '&&' : '||';
        const [left, right] = [this.#truth(expr.left, scope), this.#truth(expr.right, scope)];
        return make('truth', `(${left} ${operator} ${right})`);
      }
      case 'compare':
        return this.#compare(expr, scope);
      case 'arithmetic':
        return this.#arithmetic(expr, scope);
      case 'negate':
        return make('number', `(-${asNumber(this.write(expr.operand, scope))})`);
      case 'union':
        return make('nodes', `R.union(${this.#nodes(expr.left, scope)}, ${this.#nodes(expr.right, scope)})`);
      case 'sequence':
        return make(
          'items',
          `[${expr.items.map((item) => `...${asItems(this.write(item, scope))}`).join(', ')}]`,
        );
      case 'range': {
        const [from, to] = [expr.from, expr.to].map((each) => asNumber(this.write(each, scope)));
        return make('items', `R.range(${from}, ${to})`);
      }
      case 'path':
        return this.#path(expr, scope);
      case 'call':
        return this.#call(expr, scope);
      case 'cast':
        return this.#cast(expr, scope);
      case 'quantified':
        return this.#quantified(expr, scope);
      case 'if':
        return this.#conditional(expr, scope);
    }
  }

  /** Whether a predicate's value is a position, or asks for one. */
  countsPositions(expr: Expr): boolean {
    return (
      expr.kind === 'number' || expr.kind === 'arithmetic' || expr.kind === 'negate' || asksPosition(expr)
    );
  }

  #truth(expr: Expr, scope: Scope): string {
    return asTruth(this.write(expr, scope));
  }

  #nodes(expr: Expr, scope: Scope): string {
    return asNodes(this.write(expr, scope));
  }

  #variable(name: string, scope: Scope): Code {
    const bound = scope.bound.get(name);
    if (bound !== undefined) return make('items', `[${bound}]`);
    const found = this.#ground.variable(name);
    if (found === null) throw new XPathFault(`$${name}`);
    return found;
  }

  #compare(expr: Extract<Expr, { kind: 'compare' }>, scope: Scope): Code {
    const [left, right] = [this.write(expr.left, scope), this.write(expr.right, scope)];
    const { operator } = expr;
    if (expr.style === 'value')
      return make('truth', `R.single(${literal(operator)}, ${asItems(left)}, ${asItems(right)})`);
    const js = operator === '!=' ? '!==' : operator === '=' ? '===' : operator;
    if (left.gives === 'truth' || right.gives === 'truth')
      return make('truth', `(Number(${asTruth(left)}) ${js} Number(${asTruth(right)}))`);
    if (left.gives === 'number' && right.gives === 'number')
      return make('truth', `(${left.js} ${js} ${right.js})`);
    if (left.gives === 'text' && right.gives === 'text' && (operator === '=' || operator === '!='))
      return make('truth', `(${left.js} ${js} ${right.js})`);
    if (left.gives === 'nodes' && right.gives === 'text' && operator === '=')
      return make('truth', `R.anyIs(${left.js}, ${right.js})`);
    if (left.gives === 'nodes' && right.gives === 'text' && operator === '!=')
      return make('truth', `R.anyIsNot(${left.js}, ${right.js})`);
    if (left.gives === 'text' && right.gives === 'nodes')
      return make('truth', `R.anyPair(${literal(SWAPPED[operator])}, ${right.js}, [${left.js}])`);
    return make('truth', `R.anyPair(${literal(operator)}, ${asItems(left)}, ${asItems(right)})`);
  }

  #arithmetic(expr: Extract<Expr, { kind: 'arithmetic' }>, scope: Scope): Code {
    const [left, right] = [expr.left, expr.right].map((each) => asNumber(this.write(each, scope)));
    if (expr.operator === 'idiv') return make('number', `Math.trunc(${left} / ${right})`);
    const js = { div: '/', mod: '%', '+': '+', '-': '-', '*': '*' }[expr.operator];
    return make('number', `(${left} ${js} ${right})`);
  }

  #call({ name, args }: Extract<Expr, { kind: 'call' }>, scope: Scope): Code {
    if (args.length === 0 && name === 'position') return make('number', 'p');
    if (args.length === 0 && name === 'last') return make('number', 'z');
    const literals = args.map((arg) => (arg.kind === 'string' ? arg.value : null));
    return writeCall(
      name,
      args.map((arg) => this.write(arg, scope)),
      {
        context: make(scope.context, '[n]'),
        literalOf: (index) => literals[index] ?? null,
        keepRegex: (regex) => this.#ground.keepRegex(regex),
      },
    );
  }

  #cast(expr: Extract<Expr, { kind: 'cast' }>, scope: Scope): Code {
    const items = asItems(this.write(expr.operand, scope));
    // Known types are those that have a function of their name.
    writeCall(expr.type, [make('items', '[]')], {
      context: make('items', '[]'),
      literalOf: () => null,
      keepRegex: () => '',
    });
    if (expr.mode === 'castable')
      return make('truth', `R.castable(${items}, ${literal(expr.type)}, ${expr.optional})`);
    return make('items', `R.cast(${items}, ${literal(expr.type)})`);
  }

  #quantified({ mode, bindings, body }: Extract<Expr, { kind: 'quantified' }>, scope: Scope): Code {
    const [first, ...rest] = bindings;
    if (first === undefined) {
      if (mode !== 'for') return make('truth', this.#truth(body, scope));
      return make('items', asItems(this.write(body, scope)));
    }
    const variable = `b${scope.depth}`;
    const inner: Scope = {
      ...scope,
      bound: new Map([...scope.bound, [first.name, variable]]),
      depth: scope.depth + 1,
    };
    const domain = asItems(this.write(first.domain, scope));
    const written = this.#quantified({ kind: 'quantified', mode, bindings: rest, body }, inner).js;
    if (mode === 'for') return make('items', `${domain}.flatMap((${variable}) => ${written})`);
    return make('truth', `${domain}.${mode}((${variable}) => ${written})`);
  }

  #conditional(expr: Extract<Expr, { kind: 'if' }>, scope: Scope): Code {
    const [then, otherwise] = [this.write(expr.then, scope), this.write(expr.otherwise, scope)];
    const test = this.#truth(expr.test, scope);
    if (then.gives === otherwise.gives) return make(then.gives, `(${test} ? ${then.js} : ${otherwise.js})`);
    return make('items', `(${test} ? ${asItems(then)} : ${asItems(otherwise)})`);
  }

  #path({ absolute, start, steps }: Extract<Expr, { kind: 'path' }>, scope: Scope): Code {
    if (start === null && scope.context !== 'nodes' && !absolute) {
      const [only] = steps;
      // "." inside the predicate of a sequence is the item itself.
      if (steps.length === 1 && only !== undefined && isSelf(only)) return make('items', '[n]');
    }
    let at: Code = absolute ? make('nodes', '[V.tree.document]') : make(scope.context, '[n]');
    if (start !== null) at = this.write(start, scope);
    let rest = steps;
    const [first, second] = steps;
    if (absolute && first !== undefined && second !== undefined && isDescent(first)) {
      const name = this.#nameOfStep(second);
      if (name !== null) {
        at = this.#filtered(make('nodes', `R.everywhere(V.tree, ${name})`), second.predicates, scope);
        rest = steps.slice(2);
      }
    }
    for (let index = 0; index < rest.length; index++) {
      const step = rest[index];
      const next = rest[index + 1];
      if (step === undefined) break;
      // "//x" is "descendant::x" as long as no predicate counts positions.
      if (next !== undefined && isDescent(step) && isPlainChild(next, this)) {
        at = this.#axisStep(at, { ...next, axis: 'descendant' }, scope);
        index += 1;
      } else at = this.#step(at, step, scope);
    }
    return at;
  }

  #nameOfStep(step: Step): number | null {
    if (step.kind !== 'axis' || step.axis !== 'child' || step.test.kind !== 'name' || step.test.uri === null)
      return null;
    if (step.predicates.some((each) => this.countsPositions(each))) return null;
    return this.#ground.names.add(step.test.uri, step.test.local);
  }

  #step(at: Code, step: Step, scope: Scope): Code {
    if (step.kind === 'axis') return this.#axisStep(at, step, scope);
    const inner: Scope = { ...scope, context: at.gives === 'nodes' ? 'nodes' : 'items' };
    if (step.expr.kind === 'context') return this.#filtered(at, step.predicates, scope);
    const written = this.write(step.expr, inner);
    const made = `${asItems(at)}.flatMap((n) => ${asItems(written)})`;
    return this.#filtered(make(written.gives === 'nodes' ? 'nodes' : 'items', made), step.predicates, scope);
  }

  #axisStep(at: Code, step: Extract<Step, { kind: 'axis' }>, scope: Scope): Code {
    const nodes = asNodes(at);
    const isOne = at.js === '[n]';
    const { axis, test, predicates } = step;
    if (isSelf(step)) return this.#filtered(make('nodes', nodes), predicates, scope);
    if (predicates.some((each) => this.countsPositions(each))) {
      const narrowed = this.#filtered(make('nodes', 'found'), predicates, scope).js;
      return make(
        'nodes',
        `R.stepByStep(${nodes}, ${literal(axis)}, ${this.#test(test, axis)}, (found) => ${narrowed})`,
      );
    }
    let js: string;
    if (test.kind === 'name' && test.uri !== null && (axis === 'child' || axis === 'attribute')) {
      const name = this.#ground.names.add(test.uri, test.local);
      if (axis === 'child') js = isOne ? `R.child(n, ${name})` : `R.children(${nodes}, ${name})`;
      else js = isOne ? `R.attribute(n, ${name})` : `R.attributes(${nodes}, ${name})`;
    } else if (axis === 'parent' && test.kind === 'node') js = isOne ? 'R.parent(n)' : `R.parents(${nodes})`;
    else js = `R.along(${nodes}, ${literal(axis)}, ${this.#test(test, axis)})`;
    return this.#filtered(make('nodes', js), predicates, scope);
  }

  #test(test: NodeTest, axis: string): string {
    const kind = axis === 'attribute' ? 2 : 1;
    switch (test.kind) {
      case 'node':
        return '(() => true)';
      case 'text':
        return 'R.isText';
      case 'any-name':
        return axis === 'namespace' ? '(() => true)' : `((e) => e.kind === ${kind})`;
      case 'name':
        if (axis === 'namespace') return `((e) => e.qName === ${literal(test.local)})`;
        if (test.uri === null)
          return `((e) => e.kind === ${kind} && R.localNameOf([e]) === ${literal(test.local)})`;
        return `((e) => e.kind === ${kind} && e.name === ${this.#ground.names.add(test.uri, test.local)})`;
    }
  }

  #filtered(at: Code, predicates: readonly Expr[], scope: Scope): Code {
    const inner: Scope = { ...scope, context: at.gives === 'nodes' ? 'nodes' : 'items' };
    return predicates.reduce((filtered: Code, predicate) => {
      const written = this.write(predicate, inner);
      const wanted = written.gives === 'number' ? `p === ${written.js}` : asTruth(written);
      const items = filtered.gives === 'nodes' ? filtered.js : asItems(filtered);
      return make(
        filtered.gives === 'nodes' ? 'nodes' : 'items',
        `R.filter(${items}, (n, p, z) => ${wanted})`,
      );
    }, at);
  }
}

function isSelf(step: Step): boolean {
  return step.kind === 'axis' && step.axis === 'self' && step.test.kind === 'node';
}

function isDescent(step: Step): boolean {
  return (
    step.kind === 'axis' &&
    step.axis === 'descendant-or-self' &&
    step.test.kind === 'node' &&
    step.predicates.length === 0
  );
}

function isPlainChild(step: Step, compiler: Compiler): step is Extract<Step, { kind: 'axis' }> {
  if (step.kind !== 'axis' || step.axis !== 'child') return false;
  return !step.predicates.some((each) => compiler.countsPositions(each));
}

/** Whether position() or last() is called in it, for the predicate's own context. */
function asksPosition(expr: Expr): boolean {
  switch (expr.kind) {
    case 'call':
      return expr.name === 'position' || expr.name === 'last' || expr.args.some(asksPosition);
    case 'logic':
    case 'compare':
    case 'arithmetic':
      return asksPosition(expr.left) || asksPosition(expr.right);
    case 'negate':
    case 'cast':
      return asksPosition(expr.operand);
    default:
      return false;
  }
}
