/**
 * Writes `a = following::node()/b`: whether a value comes again further on. GİB asks so of each user account of a
 * document; looking through all that follows each time would take the square of its length.
 */

import type { Expr, Step } from './ast.ts';
import type { PathHost } from './compile-path.ts';
import type { Scope } from './value.ts';

/** Functions that give any text one value and never a fault. */
const PLAIN_CALLS = new Set(['normalize-space', 'string']);

/** Code for the comparison, a truth; null where `right` is no path of that kind, or does not compare as text. */
export function compileLater(host: PathHost, left: Expr, right: Expr, scope: Scope): string | null {
  if (right.kind !== 'path' || right.root || scope.context === null) return null;
  const [first, ...rest] = right.steps;
  if (first?.kind !== 'axis' || !isNodes(first) || rest.length === 0 || !rest.every(isPlain)) return null;
  const among = AMONG[first.axis];
  if (among === undefined) return null;
  const { convert, book } = host;
  const sought = host.compile(left, scope);
  if (sought.item !== 'node' && sought.item !== 'string') return null;
  const inner: Scope = { context: 'r', position: null, size: null, current: null, locals: new Map() };
  const [only] = rest;
  const each: Expr =
    rest.length === 1 && only?.kind === 'filter' ? only.expr : { kind: 'path', root: false, steps: rest };
  const values = convert.atoms(host.compile(each, inner), 'text');
  const last = book.functionOf(
    'c',
    `const o=new Map();${among.loop}for(const v of ${values})o.set(v,r);return o;`,
  );
  const { context } = scope;
  // Where the last node stands that has the value: behind the context, or it comes no more.
  const later = `T.later(${book.keptOf(`${last}(c)`)}(${among.key(context)}),${among.from(context)})`;
  return convert.some(sought, 'text', later, (item, other) => `${other}(${item})`);
}

interface Among {
  /** The node whose nodes `r` are gone through, all that may follow any context under it. */
  readonly key: (context: string) => string;
  readonly loop: string;
  /** The first of them that follows the context. */
  readonly from: (context: string) => string;
}

const AMONG: Readonly<Partial<Record<string, Among>>> = {
  following: {
    key: () => '1',
    loop: 'for(let r=2;r<E[1];r++)if(K[r]!==2)',
    from: (context) => `E[${context}]`,
  },
  'following-sibling': {
    key: (context) => `P[${context}]`,
    loop: 'for(let r=C[c];r!==0;r=X[r])',
    // Attributes have no siblings.
    from: (context) => `K[${context}]===2?Infinity:E[${context}]`,
  },
};

function isNodes(step: Step): boolean {
  return (
    step.kind === 'axis' &&
    step.test.test === 'kind' &&
    step.test.kind === 'node' &&
    step.predicates.length === 0
  );
}

function isPlain(step: Step): boolean {
  if (step.predicates.length > 0) return false;
  if (step.kind === 'axis') return step.axis === 'child' || step.axis === 'attribute';
  const { expr } = step;
  if (expr.kind !== 'call' || !PLAIN_CALLS.has(expr.name)) return false;
  return expr.args.every((arg) => arg.kind === 'path' && !arg.root && arg.steps.every(isPlain));
}
