/** A schematron with everything that points elsewhere resolved: what is left is patterns, rules, asserts and variables. */

/** Where a line of the pack stands, for refusals. */
export interface SchemaPlace {
  readonly file: string;
  readonly line: number;
}

export interface SchemaLet extends SchemaPlace {
  readonly name: string;
  readonly value: string;
}

/** Text as it stands, the name of the judged node (or of the node at `path`), or the value of an expression. */
export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly path: string | null }
  | { readonly kind: 'value'; readonly select: string };

export interface SchemaAssert extends SchemaPlace {
  /** Official id: of the abstract rule it comes from, else its own, its rule's or its pattern's. */
  readonly rule: string;
  readonly test: string;
  /** A `report` speaks up where its test holds, an `assert` where it does not. */
  readonly report: boolean;
  readonly message: readonly MessagePart[];
}

export interface SchemaRule extends SchemaPlace {
  readonly context: string;
  readonly lets: readonly SchemaLet[];
  readonly asserts: readonly SchemaAssert[];
}

/** A node is judged by the first rule of a pattern whose context it matches. */
export interface SchemaPattern {
  readonly id: string;
  readonly rules: readonly SchemaRule[];
}

export interface Schema {
  /** Prefixes to URIs. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly lets: readonly SchemaLet[];
  readonly patterns: readonly SchemaPattern[];
  /** How many code lists the pack's list file declares. */
  readonly codeLists: number;
}
