/** The shapes of a parsed XPath expression: the part of XPath 2.0 that rule packs are written in. */

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

export type NodeTest =
  /** `uri` is null for "*". */
  | { readonly kind: 'name'; readonly uri: string | null; readonly local: string }
  | { readonly kind: 'any-name' }
  | { readonly kind: 'node' }
  | { readonly kind: 'text' };

export type Step =
  | {
      readonly kind: 'axis';
      readonly axis: Axis;
      readonly test: NodeTest;
      readonly predicates: readonly Expr[];
    }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly predicates: readonly Expr[] };

export type GeneralOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | 'div' | 'idiv' | 'mod';

export interface Binding {
  readonly name: string;
  readonly domain: Expr;
}

export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'context' }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | {
      readonly kind: 'compare';
      readonly operator: GeneralOperator;
      /** `eq` and its kin compare single values, `=` and its kin any pair. */
      readonly style: 'general' | 'value';
      readonly left: Expr;
      readonly right: Expr;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'negate'; readonly operand: Expr }
  | { readonly kind: 'union'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'sequence'; readonly items: readonly Expr[] }
  | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr }
  /** `start` null: the context node; `absolute`: the document. */
  | {
      readonly kind: 'path';
      readonly absolute: boolean;
      readonly start: Expr | null;
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | {
      readonly kind: 'cast';
      readonly mode: 'cast' | 'castable';
      readonly type: string;
      readonly optional: boolean;
      readonly operand: Expr;
    }
  | {
      readonly kind: 'quantified';
      readonly mode: 'some' | 'every' | 'for';
      readonly bindings: readonly Binding[];
      readonly body: Expr;
    }
  | { readonly kind: 'if'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr };
