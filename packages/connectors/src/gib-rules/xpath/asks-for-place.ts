/** Whether an expression asks for the place of its context, by `position()` or `last()`. */

import type { Expr } from './ast.ts';
import { partsOf } from './parts-of.ts';

export function asksForPlace(expr: Expr): boolean {
  const asks = expr.kind === 'call' && (expr.name === 'position' || expr.name === 'last');
  return asks || partsOf(expr).some(asksForPlace);
}
