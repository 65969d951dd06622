/** The functions of XPath that rule packs use, written as code; any other is refused by its name. */

import type { Expr } from './ast.ts';
import type { PathHost } from './compile-path.ts';
import { toJavaScriptRegExp } from './regular-expression.ts';
import type { Item, Scope, Value } from './value.ts';

/** A call on its way: its arguments compiled when they are asked for. */
class Call {
  readonly host: PathHost;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly scope: Scope;

  constructor(host: PathHost, name: string, args: readonly Expr[], scope: Scope) {
    this.host = host;
    this.name = name;
    this.args = args;
    this.scope = scope;
  }

  /** The argument, or the context where it is left out. */
  value(index: number): Value {
    const arg = this.args[index];
    return this.host.compile(arg ?? { kind: 'context' }, this.scope);
  }

  text(index: number): string {
    return this.host.convert.text(this.value(index));
  }

  number(index: number): string {
    return this.host.convert.number(this.value(index));
  }

  truth(index: number): string {
    return this.host.convert.truth(this.value(index));
  }

  /** The literal text of an argument that may not depend on the document. */
  literal(index: number): string {
    const { literal } = this.value(index);
    if (typeof literal !== 'string')
      throw this.host.convert.fault(`${this.name}(): düzenli ifade sabit değil`);
    return literal;
  }

  regularExpression(flags: string): string {
    const given =
      this.args.length > (this.name === 'replace' ? 3 : 2) ? this.literal(this.args.length - 1) : '';
    const expression = toJavaScriptRegExp(this.literal(1), given);
    return this.host.book.regularExpression(new RegExp(expression.source, expression.flags + flags));
  }
}

interface Known {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly write: (call: Call) => Value;
}

const value = (item: Item, code: string, count: Value['count'] = 'one'): Value => ({ item, count, code });
const known = (fewest: number, most: number, write: (call: Call) => Value): Known => ({
  arity: [fewest, most],
  write,
});
const MANY = Number.POSITIVE_INFINITY;

const cast = (type: Item): Known =>
  known(1, 1, (call) => {
    const arg = call.value(0);
    if (arg.item === type) return arg;
    const test = `T.castOrFail(${JSON.stringify(type)},${call.host.convert.text(arg)})`;
    if (arg.count === 'one') return value(type, test);
    return value(type, `(${call.host.convert.exists(arg)}?${test}:null)`, 'opt');
  });

const nodeName = (code: (node: string) => string): Known =>
  known(0, 1, (call) => value('string', code(call.host.convert.node(call.value(0)))));

const FUNCTIONS: Readonly<Record<string, Known>> = {
  true: known(0, 0, () => value('boolean', 'true')),
  false: known(0, 0, () => value('boolean', 'false')),
  not: known(1, 1, (call) => value('boolean', `!${call.truth(0)}`)),
  boolean: known(1, 1, (call) => value('boolean', call.truth(0))),
  exists: known(1, 1, (call) => value('boolean', call.host.convert.exists(call.value(0)))),
  empty: known(1, 1, (call) => value('boolean', `!${call.host.convert.exists(call.value(0))}`)),
  count: known(1, 1, (call) => value('number', call.host.convert.howMany(call.value(0)))),
  string: known(0, 1, (call) => value('string', call.text(0))),
  data: known(0, 1, (call) => value('string', call.host.convert.atoms(call.value(0), 'text'), 'many')),
  number: known(0, 1, (call) => value('number', call.number(0))),
  concat: known(2, MANY, (call) =>
    value('string', `(${call.args.map((_, index) => call.text(index)).join('+')})`),
  ),
  contains: known(2, 2, contains),
  'starts-with': known(2, 2, (call) => value('boolean', `${call.text(0)}.startsWith(${call.text(1)})`)),
  'ends-with': known(2, 2, (call) => value('boolean', `${call.text(0)}.endsWith(${call.text(1)})`)),
  'substring-before': known(2, 2, (call) => value('string', `T.before(${call.text(0)},${call.text(1)})`)),
  'substring-after': known(2, 2, (call) => value('string', `T.after(${call.text(0)},${call.text(1)})`)),
  substring: known(2, 3, (call) => {
    const length = call.args.length === 3 ? call.number(2) : 'Infinity';
    return value('string', `T.substring(${call.text(0)},${call.number(1)},${length})`);
  }),
  'string-length': known(0, 1, (call) => value('number', `T.length(${call.text(0)})`)),
  'normalize-space': known(0, 1, (call) => value('string', `T.normalizeSpace(${call.text(0)})`)),
  translate: known(3, 3, (call) =>
    value('string', `T.translate(${call.text(0)},${call.text(1)},${call.text(2)})`),
  ),
  'upper-case': known(1, 1, (call) => value('string', `${call.text(0)}.toUpperCase()`)),
  'lower-case': known(1, 1, (call) => value('string', `${call.text(0)}.toLowerCase()`)),
  'string-join': known(1, 2, (call) => {
    const mark = call.args.length === 2 ? call.text(1) : '""';
    return value('string', `${call.host.convert.atoms(call.value(0), 'text')}.join(${mark})`);
  }),
  matches: known(2, 3, (call) =>
    value('boolean', `T.matches(${call.text(0)},${call.regularExpression('')})`),
  ),
  tokenize: known(2, 3, (call) =>
    value('string', `T.tokenize(${call.text(0)},${call.regularExpression('g')})`, 'many'),
  ),
  replace: known(3, 4, (call) => {
    const replacement = JSON.stringify(replacementOf(call.literal(2)));
    return value('string', `T.replace(${call.text(0)},${call.regularExpression('g')},${replacement})`);
  }),
  'distinct-values': known(1, 1, (call) =>
    value('string', `T.distinct(${call.host.convert.atoms(call.value(0), 'text')})`, 'many'),
  ),
  sum: known(1, 1, (call) => value('number', `T.sum(${call.host.convert.atoms(call.value(0), 'number')})`)),
  min: known(1, 1, (call) => value('number', `T.least(${call.host.convert.atoms(call.value(0), 'number')})`)),
  max: known(1, 1, (call) => value('number', `T.most(${call.host.convert.atoms(call.value(0), 'number')})`)),
  floor: known(1, 1, (call) => value('number', `Math.floor(${call.number(0)})`)),
  ceiling: known(1, 1, (call) => value('number', `Math.ceil(${call.number(0)})`)),
  round: known(1, 1, (call) => value('number', `T.round(${call.number(0)})`)),
  abs: known(1, 1, (call) => value('number', `Math.abs(${call.number(0)})`)),
  name: nodeName((node) => `Q(${node})`),
  'local-name': nodeName((node) => `Q(${node}).replace(/^.*:/,"")`),
  current: known(0, 0, (call) => {
    if (call.scope.current === null) throw call.host.convert.fault('current()');
    return value('node', call.scope.current);
  }),
  position: known(0, 0, (call) => place(call, call.scope.position)),
  last: known(0, 0, (call) => place(call, call.scope.size)),
  'current-date': known(0, 0, () => value('xs:date', 'TODAY')),
  'xs:date': cast('xs:date'),
  'xs:time': cast('xs:time'),
  'xs:dateTime': cast('xs:dateTime'),
  'xs:string': known(1, 1, (call) => value('string', call.text(0))),
  'xs:boolean': cast('boolean'),
  'xs:decimal': numeric('xs:decimal'),
  'xs:integer': numeric('xs:integer'),
  'xs:double': numeric('xs:double'),
};

function numeric(type: string): Known {
  return known(1, 1, (call) => {
    const arg = call.value(0);
    if (arg.item === 'number') return arg;
    const code = `T.castOrFail(${JSON.stringify(type)},${call.host.convert.text(arg)})`;
    return value('number', code);
  });
}

function place(call: Call, code: string | null): Value {
  if (code === null) throw call.host.convert.fault(`${call.name}() burada`);
  return value('number', code);
}

/** A list of codes ",A,B," is looked up as a set, where it is known and what is looked for stands between commas. */
function contains(call: Call): Value {
  const list = call.value(0);
  const sought = call.args[1];
  const entry = sought?.kind === 'call' && sought.name === 'concat' ? between(sought.args) : null;
  if (entry === null || typeof list.literal !== 'string' || !/^,.*,$/s.test(list.literal)) {
    return value('boolean', `${call.host.convert.text(list)}.includes(${call.text(1)})`);
  }
  const { book, convert } = call.host;
  const text = book.constant(JSON.stringify(list.literal));
  const entries = list.literal
    .slice(1, -1)
    .split(',')
    .filter((code) => code !== '');
  const set = book.constant(`new Set(${JSON.stringify(entries)})`);
  const code = entry.map((expr) => convert.text(call.host.compile(expr, call.scope))).join('+');
  return value('boolean', `T.inList(${text},${set},${code})`);
}

function between(args: readonly Expr[]): readonly Expr[] | null {
  const isComma = (expr: Expr | undefined): boolean => expr?.kind === 'string' && expr.value === ',';
  return args.length > 2 && isComma(args[0]) && isComma(args.at(-1)) ? args.slice(1, -1) : null;
}

/** "$1" and "\$" of XPath as JavaScript writes them. */
function replacementOf(text: string): string {
  return text.replaceAll(/\\(.)|\$(\d)|\$/g, (_, escaped, group) => {
    if (group !== undefined) return group === '0' ? '$&' : `$${group}`;
    return escaped === '$' || escaped === undefined ? '$$' : String(escaped);
  });
}

export function compileCall(host: PathHost, name: string, args: readonly Expr[], scope: Scope): Value {
  const plain = name.startsWith('fn:') ? name.slice(3) : name;
  const found = Object.hasOwn(FUNCTIONS, plain) ? FUNCTIONS[plain] : undefined;
  if (found === undefined) throw host.convert.fault(`${name}()`);
  const [fewest, most] = found.arity;
  if (args.length < fewest || args.length > most)
    throw host.convert.fault(`${name}(): ${args.length} bağımsız değişken`);
  return found.write(new Call(host, plain, args, scope));
}
