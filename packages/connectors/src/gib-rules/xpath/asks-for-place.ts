/** Whether an expression asks for the place of its context, by `position()` or `last()`. */

import type { Expr } from './ast.ts';

/** Steps and predicates inside have a context of their own; only the first step of a path shares this one. */
export function asksForPlace(expr: Expr): boolean {
  switch (expr.kind) {
    case 'call':
      return expr.name === 'position' || expr.name === 'last' || expr.args.some(asksForPlace);
    case 'path': {
      const first = expr.steps[0];
      return first?.kind === 'filter' && asksForPlace(first.expr);
    }
    case 'sequence':
      return expr.items.some(asksForPlace);
    case 'if':
      return [expr.test, expr.yes, expr.no].some(asksForPlace);
    case 'for':
    case 'some':
    case 'every':
      return asksForPlace(expr.body) || expr.bindings.some(({ source }) => asksForPlace(source));
    case 'negate':
    case 'cast':
    case 'castable':
      return asksForPlace(expr.operand);
    case 'string':
    case 'number':
    case 'variable':
    case 'context':
      return false;
    default:
      return asksForPlace(expr.left) || asksForPlace(expr.right);
  }
}
