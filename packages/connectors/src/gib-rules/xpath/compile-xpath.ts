/**
 * Writes JavaScript for an XPath 2.0 expression under the rules of compatibility with 1.0: where one item is wanted the
 * first is taken, and texts and numbers meet as `string()` and `number()` have them.
 *
 * Names in the code: K kind, NM name, P parent, C first child, X next sibling, E end, F first of a name, NX next of a
 * name; S text of a node, M its number, V its value for `number()`, Q its name; T the runtime, R regular expressions.
 */

import type { Binding, Expr, GeneralOperator, ValueOperator } from './ast.ts';
import type { CodeBook } from './code-book.ts';
import { compileCall } from './compile-call.ts';
import { compileLater } from './compile-later.ts';
import { compilePath, type PathHost } from './compile-path.ts';
import { Convert } from './convert.ts';
import { askedAbove, DOCUMENT_ALONE, levelOf, looksAtDocument } from './dependence.ts';
import { parseXPath } from './parse.ts';
import type { Item, Scope, Value } from './value.ts';

/** The document node, as code. */
const ROOT = '1';

export class XPathCompiler implements PathHost {
  readonly book: CodeBook;
  readonly convert: Convert;
  readonly expression: string;
  private readonly globals: ReadonlyMap<string, Value>;

  /** `globals`: variables of the pack. Throws XPathFault where the expression is not understood. */
  constructor(book: CodeBook, expression: string, globals: ReadonlyMap<string, Value>) {
    this.book = book;
    this.expression = expression;
    this.convert = new Convert(book, expression);
    this.globals = globals;
  }

  /** The expression as a whole, its context in the variable `c`. */
  whole(scope: Scope): Value {
    return this.compile(parseXPath(this.expression), scope);
  }

  compile(expr: Expr, scope: Scope): Value {
    return this.kept(expr, scope) ?? this.written(expr, scope);
  }

  /** What looks at no more than an ancestor of the context, or at the document: worked out once for it. Null for all else. */
  private kept(expr: Expr, scope: Scope): Value | null {
    const { context } = scope;
    if (context === ROOT || !looksAtDocument(expr)) return null;
    const levels = levelOf(expr, scope.locals);
    if (levels === 0 || (levels !== DOCUMENT_ALONE && context === null)) return null;
    const alone = levels === DOCUMENT_ALONE;
    const inner: Scope = {
      context: alone ? ROOT : 'c',
      position: null,
      size: null,
      current: null,
      locals: new Map(),
    };
    const value = this.compile(alone ? expr : askedAbove(expr, levels), inner);
    if (value.literal !== undefined || value.item === 'empty') return value;
    const asked = alone ? ROOT : `${'P['.repeat(levels)}${context}${']'.repeat(levels)}`;
    const { item, count } = value;
    const list = item === 'node' && count === 'many';
    const code = `${this.book.keptOf(list ? this.convert.list(value) : value.code)}(${asked})`;
    return { item, count, code };
  }

  private written(expr: Expr, scope: Scope): Value {
    switch (expr.kind) {
      case 'string':
        return { item: 'string', count: 'one', code: JSON.stringify(expr.value), literal: expr.value };
      case 'number':
        return { item: 'number', count: 'one', code: String(expr.value), literal: expr.value };
      case 'variable':
        return this.variable(expr.name, scope);
      case 'context':
        if (scope.context === null) throw this.convert.fault('“.” burada');
        return { item: 'node', count: 'one', code: scope.context };
      case 'call':
        return compileCall(this, expr.name, expr.args, scope);
      case 'path':
        return this.path(expr, scope);
      case 'sequence':
        return this.sequence(expr.items, scope);
      case 'if':
        return this.condition(expr, scope);
      case 'for':
        return this.loop(expr.bindings, expr.body, scope);
      case 'some':
      case 'every':
        return boolean(this.quantified(expr.kind, expr.bindings, expr.body, scope));
      default:
        return this.operation(expr, scope);
    }
  }

  private operation(expr: Operation, scope: Scope): Value {
    switch (expr.kind) {
      case 'or':
        return boolean(`(${this.truth(expr.left, scope)}||${this.truth(expr.right, scope)})`);
      case 'and':
        return boolean(`(${this.truth(expr.left, scope)}&&${this.truth(expr.right, scope)})`);
      case 'general':
        return boolean(
          (expr.operator === '=' ? compileLater(this, expr.left, expr.right, scope) : null) ??
            this.general(expr.operator, this.compile(expr.left, scope), this.compile(expr.right, scope)),
        );
      case 'value':
        return this.valueComparison(
          expr.operator,
          this.compile(expr.left, scope),
          this.compile(expr.right, scope),
        );
      case 'arithmetic':
        return this.arithmetic(expr.operator, expr.left, expr.right, scope);
      case 'negate':
        return { item: 'number', count: 'one', code: `(-${this.number(expr.operand, scope)})` };
      case 'set': {
        const sides = [expr.left, expr.right].map((side) => this.nodes(side, scope));
        return { item: 'node', count: 'many', code: `T.setOf("${expr.operator}",${sides.join(',')})` };
      }
      default:
        return this.cast(expr, scope);
    }
  }

  private variable(name: string, scope: Scope): Value {
    const found = scope.locals.get(name) ?? this.globals.get(name);
    if (found === undefined) throw this.convert.fault(`$${name}`);
    return found;
  }

  /** A path of one filter step over values has no loop: `(1, 2)[. > 1]` is refused, `$x` is not. */
  private path(expr: Expr & { kind: 'path' }, scope: Scope): Value {
    const [first, ...rest] = expr.steps;
    if (!expr.root && rest.length === 0 && first?.kind === 'axis' && first.axis === 'namespace') {
      if (first.test.test !== 'name' || first.predicates.length > 0 || scope.context === null) {
        throw this.convert.fault('namespace::');
      }
      const prefix = JSON.stringify(first.test.name);
      return { item: 'string', count: 'opt', code: `U(${scope.context},${prefix})` };
    }
    return compilePath(this, expr.root, expr.steps, scope);
  }

  private sequence(items: readonly Expr[], scope: Scope): Value {
    const values = items.map((item) => this.compile(item, scope)).filter(({ item }) => item !== 'empty');
    const [first] = values;
    if (first === undefined) return { item: 'empty', count: 'many', code: '[]' };
    const lists = values.map((value) => `...${this.convert.list(value)}`);
    if (values.some(({ item }) => item !== first.item)) throw this.convert.fault('türleri ayrı dizi');
    return { item: first.item, count: 'many', code: `[${lists.join(',')}]` };
  }

  private condition(expr: Expr & { kind: 'if' }, scope: Scope): Value {
    const test = this.truth(expr.test, scope);
    const yes = this.compile(expr.yes, scope);
    const no = this.compile(expr.no, scope);
    if (yes.item === no.item && yes.count === 'one' && no.count === 'one') {
      return { item: yes.item, count: 'one', code: `(${test}?${yes.code}:${no.code})` };
    }
    const item = yes.item === 'empty' ? no.item : yes.item;
    if (no.item !== item && no.item !== 'empty') throw this.convert.fault('if: iki dalın türü ayrı');
    return { item, count: 'many', code: `(${test}?${this.convert.list(yes)}:${this.convert.list(no)})` };
  }

  /** Binds the variables one after another; `write` gets the scope in which all are bound. */
  private bound(bindings: readonly Binding[], scope: Scope, write: (scope: Scope) => string): string {
    const [binding, ...rest] = bindings;
    if (binding === undefined) return write(scope);
    const source = this.compile(binding.source, scope);
    const name = `l${scope.locals.size}`;
    const locals = new Map(scope.locals);
    // A name bound again inside gets a variable of its own, so the map grows by a key nobody can write.
    if (locals.has(binding.name)) locals.set(` ${name}`, { item: 'empty', count: 'many', code: '[]' });
    const local = `l${locals.size}`;
    locals.set(binding.name, { item: source.item, count: 'one', code: local });
    return `for(const ${local} of ${this.convert.list(source)}){${this.bound(rest, { ...scope, locals }, write)}}`;
  }

  private quantified(kind: 'some' | 'every', bindings: readonly Binding[], body: Expr, scope: Scope): string {
    const some = kind === 'some';
    const loops = this.bound(bindings, scope, (inner) => {
      const test = this.truth(body, inner);
      return `if(${some ? test : `!${test}`})return ${some};`;
    });
    return `(()=>{${loops}return ${!some};})()`;
  }

  private loop(bindings: readonly Binding[], body: Expr, scope: Scope): Value {
    let item: Item = 'empty';
    const loops = this.bound(bindings, scope, (inner) => {
      const value = this.compile(body, inner);
      item = value.item;
      return `o.push(...${this.convert.list(value)});`;
    });
    return { item, count: 'many', code: `(()=>{const o=[];${loops}return o;})()` };
  }

  private general(operator: GeneralOperator, left: Value, right: Value): string {
    if (isTruth(left) || isTruth(right)) {
      const a = this.convert.truth(left);
      const b = this.convert.truth(right);
      return operator === '=' || operator === '!='
        ? `(${a}${SIGNS[operator]}${b})`
        : `(Number(${a})${operator}Number(${b}))`;
    }
    if (left.item === 'empty' || right.item === 'empty') return 'false';
    const moment = [left, right].find(({ item }) => item.startsWith('xs:'))?.item;
    if (moment !== undefined) return this.moments(operator, moment, left, right);
    const relational = operator !== '=' && operator !== '!=';
    const as = relational || left.item === 'number' || right.item === 'number' ? 'number' : 'text';
    const sign = relational ? operator : SIGNS[operator];
    if (right.count === 'one') {
      return this.convert.some(left, as, this.atom(right, as), (item, other) => `(${item}${sign}${other})`);
    }
    if (left.count === 'one') {
      return this.convert.some(right, as, this.atom(left, as), (item, other) => `(${other}${sign}${item})`);
    }
    return `T.anyPair("${operator}",${this.convert.atoms(left, as)},${this.convert.atoms(right, as)})`;
  }

  private atom(value: Value, as: 'text' | 'number'): string {
    return as === 'text' ? this.convert.text(value) : this.convert.number(value);
  }

  private moments(operator: GeneralOperator, type: Item, left: Value, right: Value): string {
    const cast = (value: Value): string => {
      if (value.item === type) return this.convert.list(value);
      if (value.item !== 'node') throw this.convert.fault(`${value.item} ile ${type} karşılaştırması`);
      return `${this.convert.atoms(value, 'text')}.map((t)=>T.castOrFail("${type}",t))`;
    };
    return `T.anyPair("${operator}",${cast(left)},${cast(right)})`;
  }

  /** One value on each side, or none; then there is no answer, which counts as false. */
  private valueComparison(operator: ValueOperator, left: Value, right: Value): Value {
    if (left.item === 'empty' || right.item === 'empty') return boolean('false');
    const types = [left, right].map(({ item }) => (item === 'node' ? 'string' : item));
    if (types[0] !== types[1]) throw this.convert.fault(`${types[0]} ${operator} ${types[1]}`);
    const sign = VALUE_SIGNS[operator];
    const [a, b] = [left, right].map((value) => this.single(value));
    return boolean(`((a,b)=>a!==null&&b!==null&&T.compare("${sign}",a,b))(${a},${b})`);
  }

  private single(value: Value): string {
    if (value.item !== 'node') return value.count === 'many' ? `T.one(${value.code})` : value.code;
    return value.count === 'one' ? `S(${value.code})` : `T.one(${this.convert.atoms(value, 'text')})`;
  }

  private arithmetic(operator: string, left: Expr, right: Expr, scope: Scope): Value {
    const values = [this.compile(left, scope), this.compile(right, scope)];
    if (values.some(({ item }) => item.startsWith('xs:'))) throw this.convert.fault(`tarihle “${operator}”`);
    const [a, b] = values.map((value) => this.convert.number(value));
    if (operator === 'idiv') return { item: 'number', count: 'one', code: `T.quotient(${a},${b})` };
    const sign = operator === 'div' ? '/' : operator === 'mod' ? '%' : operator;
    return { item: 'number', count: 'one', code: `(${a}${sign} ${b})` };
  }

  private cast(expr: Expr & { kind: 'cast' | 'castable' }, scope: Scope): Value {
    const item = CASTS[expr.type];
    if (item === undefined) throw this.convert.fault(`${expr.kind} as ${expr.type}`);
    const operand = this.compile(expr.operand, scope);
    const type = JSON.stringify(expr.type);
    if (expr.kind === 'castable') {
      const none = String(expr.optional);
      const list = this.convert.atoms(operand, 'text');
      return boolean(`((t)=>t.length===0?${none}:t.length===1&&T.cast(${type},t[0])!==null)(${list})`);
    }
    const cast = `T.castOrFail(${type},${this.convert.text(operand)})`;
    if (!expr.optional) return { item, count: 'one', code: cast };
    return { item, count: 'opt', code: `(${this.convert.exists(operand)}?${cast}:null)` };
  }

  private truth(expr: Expr, scope: Scope): string {
    return this.convert.truth(this.compile(expr, scope));
  }

  private number(expr: Expr, scope: Scope): string {
    return this.convert.number(this.compile(expr, scope));
  }

  private nodes(expr: Expr, scope: Scope): string {
    const value = this.compile(expr, scope);
    if (value.item !== 'node' && value.item !== 'empty') throw this.convert.fault('düğüm yerine değer');
    return this.convert.list(value);
  }
}

type Operation = Extract<
  Expr,
  { kind: 'or' | 'and' | 'general' | 'value' | 'arithmetic' | 'negate' | 'set' | 'cast' | 'castable' }
>;

const VALUE_SIGNS: Readonly<Record<ValueOperator, GeneralOperator>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

const SIGNS: Readonly<Record<GeneralOperator, string>> = {
  '=': '===',
  '!=': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const CASTS: Readonly<Record<string, Item>> = {
  'xs:string': 'string',
  'xs:date': 'xs:date',
  'xs:time': 'xs:time',
  'xs:dateTime': 'xs:dateTime',
  'xs:decimal': 'number',
  'xs:integer': 'number',
  'xs:double': 'number',
  'xs:boolean': 'boolean',
};

function boolean(code: string): Value {
  return { item: 'boolean', count: 'one', code };
}

function isTruth(value: Value): boolean {
  return value.item === 'boolean' && value.count === 'one';
}
