/** The expressions that an expression is made of, in the same context: what walks them all asks here. */

import type { Expr } from './ast.ts';

/** Steps and predicates have a context of their own; only the first step of a path shares this one. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'call':
      return expr.args;
    case 'path': {
      const first = expr.steps[0];
      return first?.kind === 'filter' ? [first.expr] : [];
    }
    case 'sequence':
      return expr.items;
    case 'if':
      return [expr.test, expr.yes, expr.no];
    case 'for':
    case 'some':
    case 'every':
      return [expr.body, ...expr.bindings.map(({ source }) => source)];
    case 'negate':
    case 'cast':
    case 'castable':
      return [expr.operand];
    case 'string':
    case 'number':
    case 'variable':
    case 'context':
      return [];
    default:
      return [expr.left, expr.right];
  }
}
