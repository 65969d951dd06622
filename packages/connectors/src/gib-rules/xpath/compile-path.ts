/** Writes loops for paths: a step is a loop inside the loop of the step before it, and the user's code is the innermost. */

import { asksForPlace } from './asks-for-place.ts';
import type { Axis, AxisStep, Expr, FilterStep, NodeTest, Step } from './ast.ts';
import type { CodeBook } from './code-book.ts';
import type { Convert } from './convert.ts';
import type { Scope, Value } from './value.ts';

/** What a path needs of the compiler around it. */
export interface PathHost {
  readonly book: CodeBook;
  readonly convert: Convert;
  readonly expression: string;
  compile(expr: Expr, scope: Scope): Value;
}

/** How the nodes found so far lie: one, apart from each other, one inside another, or without order. */
type Spread = 'one' | 'apart' | 'nested' | 'mixed';

/** Steps with "descendant-or-self::node()/" or "following::node()/" taken into the step after it. */
type LoopStep = (AxisStep & { readonly deep: boolean; readonly after: boolean }) | FilterStep;
type LoopAxisStep = Exclude<LoopStep, FilterStep>;

export function compilePath(host: PathHost, root: boolean, written: readonly Step[], scope: Scope): Value {
  const steps = folded(written);
  const direct = oneNode(host, root, steps, scope);
  if (direct !== null) return direct;
  const locals = [...scope.locals.values()].map((value) => value.code).filter((code) => /^l\d+$/.test(code));
  const usesContext = !root || steps.some((step) => step.kind === 'filter');
  if (!root && scope.context === null && steps[0]?.kind !== 'filter')
    throw host.convert.fault('bağlam düğüm değil');
  const context = usesContext && scope.context !== null;
  const parameters = [...(context ? ['c'] : []), ...locals].join(',');
  const args = [...(context ? [scope.context ?? '0'] : []), ...locals].join(',');
  const inner: Scope = { ...scope, context: context ? 'c' : null, position: null, size: null };
  const writer = new LoopWriter(host, inner);
  const last = steps.at(-1);
  if (last?.kind === 'filter' && steps.length > 1) {
    const values = atomics(host, writer, root, steps, last, { parameters, args });
    if (values !== null) return values;
  }
  const spread = spreadOf(host, root, steps, inner);
  const loop = {
    parameters,
    args,
    inOrder: spread !== 'mixed',
    write: (body: (node: string) => string): string => writer.write(root, steps, body),
  };
  // Written once now, so whatever is not understood is refused now.
  loop.write(() => '');
  return { item: 'node', count: 'many', code: '', loop };
}

/** `.`, `..`, `../..` and `/` lead to one node without a loop. */
function oneNode(host: PathHost, root: boolean, steps: readonly LoopStep[], scope: Scope): Value | null {
  if (root && steps.length === 0) return { item: 'node', count: 'one', code: '1' };
  if (root || scope.context === null) return null;
  const plain = steps.every(
    (step) =>
      step.kind === 'axis' &&
      !step.deep &&
      step.predicates.length === 0 &&
      step.axis === 'parent' &&
      isNode(step.test),
  );
  if (!plain) return null;
  void host;
  return { item: 'node', count: 'opt', code: steps.reduce((code) => `P[${code}]`, scope.context) };
}

const isNode = (test: NodeTest): boolean => test.test === 'kind' && test.kind === 'node';

function folded(written: readonly Step[]): readonly LoopStep[] {
  const steps: LoopStep[] = [];
  let [deep, after] = [false, false];
  for (const [index, step] of written.entries()) {
    const next = written[index + 1];
    const isAxis = step.kind === 'axis' && isNode(step.test) && step.predicates.length === 0;
    const isDeep =
      isAxis &&
      step.axis === 'descendant-or-self' &&
      next?.kind === 'axis' &&
      (next.axis === 'child' || next.axis === 'attribute');
    const isAfter =
      isAxis &&
      step.axis === 'following' &&
      next?.kind === 'axis' &&
      next.axis === 'child' &&
      next.test.test === 'name';
    if (!isDeep && !isAfter) steps.push(step.kind === 'axis' ? { ...step, deep, after } : step);
    [deep, after] = [isDeep, isAfter];
  }
  return steps;
}

/** `a/normalize-space(b)`: values rather than nodes, gathered in a list. Null where the last step gives nodes. */
function atomics(
  host: PathHost,
  writer: LoopWriter,
  root: boolean,
  steps: readonly LoopStep[],
  last: FilterStep,
  call: { readonly parameters: string; readonly args: string },
): Value | null {
  let item: Value['item'] = 'node';
  const before = steps.slice(0, -1);
  const body = writer.write(root, before, (node) => {
    const value = host.compile(last.expr, { ...writer.scope, context: node });
    item = value.item;
    return item === 'node' || item === 'empty' ? '' : `for(const v of ${host.convert.list(value)})o.push(v);`;
  });
  if (item === 'node' || item === 'empty') return null;
  if (last.predicates.length > 0) throw host.convert.fault('değerler üstünde koşul');
  const name = host.book.functionOf(call.parameters, `const o=[];${body}return o;`);
  return { item, count: 'many', code: `${name}(${call.args})` };
}

function spreadOf(host: PathHost, root: boolean, steps: readonly LoopStep[], scope: Scope): Spread {
  let spread: Spread = 'one';
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'filter') {
      const first = index === 0 ? host.compile(step.expr, scope) : null;
      if (first === null) return 'mixed';
      spread = first.count === 'many' ? 'nested' : 'one';
    } else spread = afterStep(spread, step);
  }
  void root;
  return spread;
}

function afterStep(before: Spread, step: LoopAxisStep): Spread {
  if (before === 'mixed') return 'mixed';
  if (step.after) return before === 'one' ? 'nested' : 'mixed';
  if (step.axis === 'self') return before;
  if (step.axis === 'attribute' && !step.deep) return before === 'one' ? 'apart' : before;
  if (step.axis === 'child' && !step.deep) return before === 'nested' ? 'mixed' : 'apart';
  if (before !== 'one') return 'mixed';
  if (step.axis === 'parent') return 'one';
  if (step.axis === 'following-sibling') return 'apart';
  const forward = ['child', 'attribute', 'descendant', 'descendant-or-self', 'following'].includes(step.axis);
  return forward ? 'nested' : 'mixed';
}

class LoopWriter {
  readonly scope: Scope;
  private readonly host: PathHost;
  private variables = 0;

  constructor(host: PathHost, scope: Scope) {
    this.host = host;
    this.scope = scope;
  }

  write(root: boolean, steps: readonly LoopStep[], body: (node: string) => string): string {
    this.variables = 0;
    return this.steps(root ? '1' : (this.scope.context ?? '0'), root, steps, body);
  }

  private variable(): string {
    return `n${this.variables++}`;
  }

  private steps(
    from: string,
    atRoot: boolean,
    steps: readonly LoopStep[],
    body: (node: string) => string,
  ): string {
    const [step, ...rest] = steps;
    if (step === undefined) return body(from);
    const node = this.variable();
    const inner = (): string => this.steps(node, false, rest, body);
    if (step.kind === 'filter') return this.filter(from, node, step, inner);
    if (step.axis === 'namespace') throw this.host.convert.fault('namespace:: ekseni burada');
    const walk = (then: string): string => this.walk(step, from, node, atRoot, then);
    return this.predicated(step.predicates, node, walk, inner);
  }

  private filter(from: string, node: string, step: FilterStep, inner: () => string): string {
    const value = this.host.compile(step.expr, { ...this.scope, context: from === '1' ? '1' : from });
    if (value.item !== 'node' && value.item !== 'empty')
      throw this.host.convert.fault('yolun ortasında değer');
    const list = this.host.convert.list(value);
    return this.predicated(step.predicates, node, (then) => `for(const ${node} of ${list}){${then}}`, inner);
  }

  /** Predicates that are numbers or ask for places need the list of the step first; others are an `if` in the loop. */
  private predicated(
    predicates: readonly Expr[],
    node: string,
    walk: (then: string) => string,
    inner: () => string,
  ): string {
    if (!predicates.some((predicate) => this.isPositional(predicate, node))) {
      const tests = predicates.map((predicate) => this.test(predicate, node, null));
      const then = tests.length === 0 ? inner() : `if(${tests.join('&&')}){${inner()}}`;
      return walk(then);
    }
    let list = `a${this.variables++}`;
    let code = `const ${list}=[];${walk(`${list}.push(${node});`)}`;
    for (const predicate of predicates) {
      const kept = `a${this.variables++}`;
      const test = this.test(predicate, node, list);
      code += `const ${kept}=[];for(let p=1;p<=${list}.length;p++){const ${node}=${list}[p-1];if(${test})${kept}.push(${node});}`;
      list = kept;
    }
    return `{${code}for(const ${node} of ${list}){${inner()}}}`;
  }

  private isPositional(predicate: Expr, node: string): boolean {
    if (asksForPlace(predicate)) return true;
    return (
      this.host.compile(predicate, { ...this.scope, context: node, position: null, size: null }).item ===
      'number'
    );
  }

  private test(predicate: Expr, node: string, list: string | null): string {
    const places = list === null ? { position: null, size: null } : { position: 'p', size: `${list}.length` };
    const value = this.host.compile(predicate, { ...this.scope, context: node, ...places });
    if (value.item !== 'number') return this.host.convert.truth(value);
    if (value.count === 'many') throw this.host.convert.fault('sayılar koşul olarak');
    return `p===${this.host.convert.number(value)}`;
  }

  private walk(step: LoopAxisStep, from: string, node: string, atRoot: boolean, then: string): string {
    const id = step.test.test === 'name' ? this.host.book.nameId(step.test.name, this.host.expression) : null;
    const kind = step.axis === 'attribute' ? 2 : 1;
    const deep = step.deep || step.axis === 'descendant';
    if (deep && atRoot && id !== null) {
      return `for(let ${node}=F[${id}];${node}!==0;${node}=NX[${node}])if(K[${node}]===${kind}){${then}}`;
    }
    if (step.after && id !== null) {
      return `for(let ${node}=F[${id}];${node}!==0;${node}=NX[${node}])if(K[${node}]===1&&P[${node}]>=E[${from}]){${then}}`;
    }
    const test = this.nodeTest(step, node, id);
    const loop = step.deep ? deepLoop(step.axis, from, node) : loopOf(step.axis, from, node);
    return `${loop}if(${test}){${then}}`;
  }

  private nodeTest(step: LoopAxisStep, node: string, id: number | null): string {
    const principal = step.axis === 'attribute' ? 2 : 1;
    // Children and siblings are never attributes, so their name says all.
    if (id !== null) {
      const named = `NM[${node}]===${id}`;
      return step.axis === 'child' && !step.deep ? named : `${named}&&K[${node}]===${principal}`;
    }
    if (step.test.test === 'any') return `K[${node}]===${principal}`;
    if (step.test.test !== 'kind') throw this.host.convert.fault('düğüm sınaması');
    if (step.test.kind === 'text') return `K[${node}]===4`;
    if (step.test.kind === 'comment') return `K[${node}]===5`;
    return step.axis === 'attribute' ? `K[${node}]===2` : 'true';
  }
}

const SIMPLE: Readonly<Partial<Record<Axis, (from: string, node: string) => string>>> = {
  child: (from, node) => `for(let ${node}=C[${from}];${node}!==0;${node}=X[${node}])`,
  attribute: (from, node) => `for(let ${node}=${from}+1;K[${from}]===1&&K[${node}]===2;${node}++)`,
  self: (from, node) => `for(let ${node}=${from};${node}!==0;${node}=0)`,
  parent: (from, node) => `for(let ${node}=P[${from}];${node}!==0;${node}=0)`,
  descendant: (from, node) => `for(let ${node}=${from}+1;${node}<E[${from}];${node}++)if(K[${node}]!==2)`,
  'descendant-or-self': (from, node) =>
    `for(let ${node}=${from};${node}<E[${from}];${node}++)if(K[${node}]!==2||${node}===${from})`,
  ancestor: (from, node) => `for(let ${node}=P[${from}];${node}!==0;${node}=P[${node}])`,
  'ancestor-or-self': (from, node) => `for(let ${node}=${from};${node}!==0;${node}=P[${node}])`,
  'following-sibling': (from, node) => `for(let ${node}=X[${from}];${node}!==0;${node}=X[${node}])`,
  'preceding-sibling': (from, node) =>
    `for(let ${node}=${from}-1;K[${from}]!==2&&${node}>P[${from}];${node}--)if(P[${node}]===P[${from}]&&K[${node}]!==2)`,
  following: (from, node) => `for(let ${node}=E[${from}];${node}<E[1];${node}++)if(K[${node}]!==2)`,
  preceding: (from, node) =>
    `for(let ${node}=${from}-1;${node}>1;${node}--)if(K[${node}]!==2&&E[${node}]<=${from})`,
};

function loopOf(axis: Axis, from: string, node: string): string {
  return SIMPLE[axis]?.(from, node) ?? '';
}

function deepLoop(axis: Axis, from: string, node: string): string {
  const loop = `for(let ${node}=${from}+1;${node}<E[${from}];${node}++)`;
  return axis === 'attribute' ? loop : `${loop}if(K[${node}]!==2)`;
}
