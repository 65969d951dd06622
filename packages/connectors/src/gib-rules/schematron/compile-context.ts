/** Turns a rule's context, a match pattern of XSLT, into a function that asks a node whether it matches. */

import { asksForPlace } from '../xpath/asks-for-place.ts';
import type { AxisStep, Expr, Step } from '../xpath/ast.ts';
import type { XPathCompiler } from '../xpath/compile-xpath.ts';
import type { Scope } from '../xpath/value.ts';

export interface CompiledContext {
  /** The name that a matching node has; null where any may match. */
  readonly name: number | null;
  /** Function from a node to a truth. */
  readonly matches: string;
}

interface PatternStep {
  readonly step: AxisStep;
  /** True where "//" stands before it. */
  readonly deep: boolean;
}

/** One for each branch of a union. */
export function compileContext(compiler: XPathCompiler, expr: Expr): readonly CompiledContext[] {
  if (expr.kind === 'set' && expr.operator === 'union') {
    return [...compileContext(compiler, expr.left), ...compileContext(compiler, expr.right)];
  }
  if (expr.kind !== 'path' || expr.steps.length === 0) throw compiler.convert.fault('context');
  const steps = patternSteps(compiler, expr.steps);
  const last = steps.at(-1);
  if (last === undefined) throw compiler.convert.fault('context');
  const { test } = last.step;
  const name = test.test === 'name' ? compiler.book.nameId(test.name, compiler.expression) : null;
  return [{ name, matches: matcher(compiler, expr.root, steps) }];
}

function patternSteps(compiler: XPathCompiler, steps: readonly Step[]): readonly PatternStep[] {
  const out: PatternStep[] = [];
  let deep = false;
  for (const step of steps) {
    if (step.kind !== 'axis') throw compiler.convert.fault('context: ifade');
    if (step.axis === 'descendant-or-self') {
      deep = true;
      continue;
    }
    if (step.axis !== 'child' && step.axis !== 'attribute')
      throw compiler.convert.fault(`context: ${step.axis}::`);
    out.push({ step, deep });
    deep = false;
  }
  return out;
}

/** A function for the steps up to the last, which calls the function for the steps before it. */
function matcher(compiler: XPathCompiler, root: boolean, steps: readonly PatternStep[]): string {
  const last = steps.at(-1);
  if (last === undefined) throw compiler.convert.fault('context');
  const tests = [
    nodeTest(compiler, last.step),
    ...last.step.predicates.map((test) => predicate(compiler, test)),
  ];
  const before = steps.slice(0, -1);
  if (before.length === 0) {
    if (root && !last.deep) tests.push('P[n]===1');
  } else {
    const outer = matcher(compiler, root, before);
    tests.push(last.deep ? `${ancestor(compiler, outer)}(n)` : `P[n]!==0&&${outer}(P[n])`);
  }
  return compiler.book.functionOf('n', `return ${tests.join('&&')};`);
}

function ancestor(compiler: XPathCompiler, outer: string): string {
  return compiler.book.functionOf(
    'n',
    `for(let a=P[n];a!==0;a=P[a])if(${outer}(a))return true;return false;`,
  );
}

function nodeTest(compiler: XPathCompiler, step: AxisStep): string {
  const kind = `K[n]===${step.axis === 'attribute' ? 2 : 1}`;
  if (step.test.test === 'name')
    return `NM[n]===${compiler.book.nameId(step.test.name, compiler.expression)}&&${kind}`;
  if (step.test.test === 'any') return kind;
  throw compiler.convert.fault('context: düğüm sınaması');
}

function predicate(compiler: XPathCompiler, expr: Expr): string {
  const scope: Scope = { context: 'n', position: null, size: null, current: 'n', locals: new Map() };
  const value = compiler.compile(expr, scope);
  if (value.item === 'number' || asksForPlace(expr)) throw compiler.convert.fault('context: sıra numarası');
  return compiler.convert.truth(value);
}
