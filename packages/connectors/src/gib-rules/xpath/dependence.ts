/**
 * On what an expression depends: on its context, on an ancestor of it, or on the document alone. GİB's rules for a line
 * ask things of the whole invoice on each of its lines ("../cbc:ProfileID = 'IHRACAT'"); such are worked out once.
 */

import type { Binding, Expr, Step } from './ast.ts';
import { partsOf } from './parts-of.ts';

/** The document alone. Below that: so many levels above the context; 0 is the context itself. */
export const DOCUMENT_ALONE = Number.POSITIVE_INFINITY;

/** Axes that lead into the node asked; others would have to know what "no node" is. */
const INWARD = new Set(['child', 'attribute', 'descendant', 'descendant-or-self']);

/** Calls without arguments that do not ask for the context. */
const CONSTANT = new Set(['true', 'false', 'current-date']);

/** Variables that have a value for one context only: those of the rule, and those bound around the expression. */
type Locals = { has(name: string): boolean };

/** How many levels above its context the expression begins to look; 0 where it looks at the context, or may not be kept. */
export function levelOf(expr: Expr, locals: Locals): number {
  return level(expr, locals, false);
}

/** `inside`: in a predicate or a later step, whose context is a node that the expression itself has found. */
function level(expr: Expr, locals: Locals, inside: boolean): number {
  const of = (each: Expr): number => level(each, locals, inside);
  switch (expr.kind) {
    case 'string':
    case 'number':
      return DOCUMENT_ALONE;
    case 'variable':
      return locals.has(expr.name) ? 0 : DOCUMENT_ALONE;
    case 'context':
      return inside ? DOCUMENT_ALONE : 0;
    case 'call':
      return Math.min(ofCall(expr.name, expr.args.length, inside), ...expr.args.map(of));
    case 'path':
      return ofPath(expr.root, expr.steps, locals, inside);
    case 'sequence':
      return Math.min(DOCUMENT_ALONE, ...expr.items.map(of));
    case 'if':
      return Math.min(of(expr.test), of(expr.yes), of(expr.no));
    case 'for':
    case 'some':
    case 'every':
      return Math.min(ofBindings(expr.bindings, locals, inside), of(expr.body));
    case 'negate':
    case 'cast':
    case 'castable':
      return of(expr.operand);
    default:
      return Math.min(of(expr.left), of(expr.right));
  }
}

function ofCall(name: string, args: number, inside: boolean): number {
  const plain = name.replace(/^fn:/, '');
  if (plain === 'current') return 0;
  return inside || args > 0 || CONSTANT.has(plain) ? DOCUMENT_ALONE : 0;
}

function ofBindings(bindings: readonly Binding[], locals: Locals, inside: boolean): number {
  const levels = bindings.map(({ name, source }) => (locals.has(name) ? 0 : level(source, locals, inside)));
  return Math.min(DOCUMENT_ALONE, ...levels);
}

function ofPath(root: boolean, steps: readonly Step[], locals: Locals, inside: boolean): number {
  const [first] = steps;
  const begins = first?.kind === 'filter' ? level(first.expr, locals, inside) : upwards(steps);
  const others = steps.flatMap((step, index) => [
    ...(step.kind === 'filter' && index > 0 ? [step.expr] : []),
    ...step.predicates,
  ]);
  const found = others.map((each) => level(each, locals, true));
  return Math.min(root || (inside && first?.kind !== 'filter') ? DOCUMENT_ALONE : begins, ...found);
}

/** The ".." that a path begins with, where a step into that node follows. */
function upwards(steps: readonly Step[]): number {
  const next = steps.findIndex((step) => !isUp(step));
  const step = steps[next];
  return step?.kind === 'axis' && INWARD.has(step.axis) ? next : 0;
}

function isUp(step: Step): boolean {
  return (
    step.kind === 'axis' &&
    step.axis === 'parent' &&
    step.test.test === 'kind' &&
    step.test.kind === 'node' &&
    step.predicates.length === 0
  );
}

/** Whether it looks at the document at all. */
export function looksAtDocument(expr: Expr): boolean {
  return expr.kind === 'path' || partsOf(expr).some(looksAtDocument);
}

/** The same expression as it is asked `levels` above: so many ".." less at the beginning of each path. */
export function askedAbove(expr: Expr, levels: number): Expr {
  const above = (each: Expr): Expr => askedAbove(each, levels);
  switch (expr.kind) {
    case 'path': {
      const [first, ...rest] = expr.steps;
      if (expr.root || first === undefined) return expr;
      if (first.kind === 'axis') return { ...expr, steps: expr.steps.slice(levels) };
      return { ...expr, steps: [{ ...first, expr: above(first.expr) }, ...rest] };
    }
    case 'call':
      return { ...expr, args: expr.args.map(above) };
    case 'sequence':
      return { ...expr, items: expr.items.map(above) };
    case 'if':
      return { ...expr, test: above(expr.test), yes: above(expr.yes), no: above(expr.no) };
    case 'for':
    case 'some':
    case 'every': {
      const bindings = expr.bindings.map(({ name, source }) => ({ name, source: above(source) }));
      return { ...expr, bindings, body: above(expr.body) };
    }
    case 'negate':
    case 'cast':
    case 'castable':
      return { ...expr, operand: above(expr.operand) };
    case 'string':
    case 'number':
    case 'variable':
    case 'context':
      return expr;
    default:
      return { ...expr, left: above(expr.left), right: above(expr.right) };
  }
}
