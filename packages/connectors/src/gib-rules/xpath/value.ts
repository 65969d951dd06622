/** What is known of an expression when code is written for it: the kind of its items, how many, and the code. */

export type Item = 'node' | 'string' | 'number' | 'boolean' | 'xs:date' | 'xs:time' | 'xs:dateTime' | 'empty';

/** Names and context that an expression is compiled in. */
export interface Scope {
  /** Code of the context node; null where the context is no node. */
  readonly context: string | null;
  /** Code of the context's place and of the number of items, inside predicates. */
  readonly position: string | null;
  readonly size: string | null;
  /** Code of the node that the rule judges: `current()`. */
  readonly current: string | null;
  /** Variables bound by for, some, every and a rule's let, to their code. */
  readonly locals: ReadonlyMap<string, Value>;
}

/** Nodes that loops find without a list of them. `loop` gives the code that runs `body(node)` for each. */
export interface Loop {
  /** Calls go `name(context, …locals)`. */
  readonly parameters: string;
  readonly args: string;
  /** True where nodes come in document order, each once. */
  readonly inOrder: boolean;
  readonly write: (body: (node: string) => string) => string;
}

/**
 * `one`: the code gives the item. `many`: an array. Nodes are numbers; 0 stands for none where nodes are `opt`, null
 * where other items are.
 */
export interface Value {
  readonly item: Item;
  readonly count: 'one' | 'opt' | 'many';
  readonly code: string;
  readonly loop?: Loop;
  /** Where the value is known already. */
  readonly literal?: string | number;
}
