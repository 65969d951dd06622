/** Expressions of XPath 2.0, as far as rule packs write them. */

export type Axis =
  | 'child'
  | 'attribute'
  | 'self'
  | 'parent'
  | 'descendant'
  | 'descendant-or-self'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'following-sibling'
  | 'preceding-sibling'
  | 'following'
  | 'preceding'
  | 'namespace';

/** `name` is written with its prefix; `any` is `*`; `kind` tests are `node()`, `text()`, `comment()`, `element()`. */
export type NodeTest =
  | { readonly test: 'name'; readonly name: string }
  | { readonly test: 'any' }
  | { readonly test: 'kind'; readonly kind: 'node' | 'text' | 'comment' };

export interface AxisStep {
  readonly kind: 'axis';
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly Expr[];
}

/** A step that is an expression: `$x`, `(a | b)`, `normalize-space(b)`. */
export interface FilterStep {
  readonly kind: 'filter';
  readonly expr: Expr;
  readonly predicates: readonly Expr[];
}

export type Step = AxisStep | FilterStep;

export type GeneralOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ValueOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type ArithmeticOperator = '+' | '-' | '*' | 'div' | 'idiv' | 'mod';
export type SetOperator = 'union' | 'intersect' | 'except';

export interface Binding {
  readonly name: string;
  readonly source: Expr;
}

export type Expr =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'context' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly kind: 'path'; readonly root: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'or' | 'and'; readonly left: Expr; readonly right: Expr }
  | {
      readonly kind: 'general';
      readonly operator: GeneralOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'value'; readonly operator: ValueOperator; readonly left: Expr; readonly right: Expr }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'negate'; readonly operand: Expr }
  | { readonly kind: 'set'; readonly operator: SetOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'sequence'; readonly items: readonly Expr[] }
  | { readonly kind: 'if'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly kind: 'for'; readonly bindings: readonly Binding[]; readonly body: Expr }
  | { readonly kind: 'some' | 'every'; readonly bindings: readonly Binding[]; readonly body: Expr }
  | {
      readonly kind: 'castable' | 'cast';
      readonly operand: Expr;
      readonly type: string;
      readonly optional: boolean;
    };
