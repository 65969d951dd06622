/** Turns the value of an expression into what its user needs: one text, one number, a truth, a list of nodes. */

import type { CodeBook } from './code-book.ts';
import type { Value } from './value.ts';
import { XPathFault } from './xpath-fault.ts';

/** Conversions of one expression: `expression` names the place in refusals. */
export class Convert {
  private readonly book: CodeBook;
  private readonly expression: string;

  constructor(book: CodeBook, expression: string) {
    this.book = book;
    this.expression = expression;
  }

  fault(what: string): XPathFault {
    return new XPathFault(what, this.expression);
  }

  /** The first item as text, as 1.0 takes it; "" where there is none. */
  text(value: Value): string {
    if (value.literal !== undefined) return JSON.stringify(String(value.literal));
    if (value.item === 'empty') return '""';
    if (value.item === 'node') return `S(${this.node(value)})`;
    if (value.count === 'many') return `T.str(${value.code}[0])`;
    if (value.count === 'opt')
      return value.item === 'string' ? `(${value.code}??"")` : `T.str(${value.code}??"")`;
    return value.item === 'string' ? value.code : `T.str(${value.code})`;
  }

  /** The first item as a number, NaN where there is none. */
  number(value: Value): string {
    if (typeof value.literal === 'string') return `T.num(${JSON.stringify(value.literal)})`;
    if (value.item === 'empty') return 'NaN';
    if (value.item === 'node') return `T.num(V(${this.node(value)}))`;
    if (value.count === 'many') return `T.num(${value.code}[0])`;
    if (value.count === 'opt') return `T.num(${value.code}??undefined)`;
    return value.item === 'number' ? value.code : `T.num(${value.code})`;
  }

  /** The effective boolean value. */
  truth(value: Value): string {
    if (value.item === 'empty') return 'false';
    if (value.item === 'node') return this.exists(value);
    if (value.item.startsWith('xs:')) throw this.fault('tarihin doğruluk değeri');
    if (value.count === 'many') return `T.truth(${value.code}[0])`;
    if (value.count === 'opt') return `T.truth(${value.code}??undefined)`;
    if (value.item === 'boolean') return value.code;
    return value.item === 'string' ? `(${value.code}!=="")` : `T.truth(${value.code})`;
  }

  /** The first node, 0 where there is none. */
  node(value: Value): string {
    if (value.item === 'empty') return '0';
    if (value.item !== 'node') throw this.fault('düğüm yerine değer');
    if (value.count !== 'many') return value.code;
    const { loop } = value;
    if (loop === undefined || !loop.inOrder) return `(${this.list(value)}[0]??0)`;
    return this.call(
      value,
      loop.write((node) => `return ${node};`),
      'return 0;',
    );
  }

  /** All items as an array. */
  list(value: Value): string {
    if (value.item === 'empty') return '[]';
    const { loop } = value;
    if (value.item === 'node' && loop !== undefined) {
      const result = loop.inOrder ? 'return o;' : 'return T.ordered(o);';
      return this.call(value, `const o=[];${loop.write((node) => `o.push(${node});`)}`, result);
    }
    if (value.count === 'many') return value.code;
    if (value.count === 'one') return `[${value.code}]`;
    return value.item === 'node' ? `L(${value.code})` : `N(${value.code})`;
  }

  exists(value: Value): string {
    if (value.item === 'empty') return 'false';
    if (value.count === 'one') return 'true';
    if (value.count === 'opt')
      return value.item === 'node' ? `(${value.code}!==0)` : `(${value.code}!==null)`;
    if (value.loop === undefined) return `(${value.code}.length!==0)`;
    return this.call(
      value,
      value.loop.write(() => 'return true;'),
      'return false;',
    );
  }

  howMany(value: Value): string {
    if (value.item === 'empty') return '0';
    if (value.count !== 'many') return value.count === 'one' ? '1' : `(${this.exists(value)}?1:0)`;
    const { loop } = value;
    if (loop?.inOrder !== true) return `${this.list(value)}.length`;
    return this.call(value, `let o=0;${loop.write(() => 'o++;')}`, 'return o;');
  }

  /** True where `test(item)` holds for some item, the items taken as `as` says. */
  some(
    value: Value,
    as: 'text' | 'number',
    other: string,
    test: (item: string, other: string) => string,
  ): string {
    const atom = as === 'text' ? 'S' : 'M';
    const { loop } = value;
    if (value.item === 'node' && loop !== undefined) {
      const body = loop.write((node) => `if(${test(`${atom}(${node})`, 'w')})return true;`);
      const name = this.book.functionOf(join(loop.parameters, 'w'), `${body}return false;`);
      return `${name}(${join(loop.args, other)})`;
    }
    if (value.item === 'node') {
      const body = `for(const n of o)if(${test(`${atom}(n)`, 'w')})return true;return false;`;
      return `${this.book.functionOf('o,w', body)}(${this.list(value)},${other})`;
    }
    if (value.count !== 'one') {
      const convert = as === 'text' ? 'T.str(n)' : 'T.num(n)';
      return `${this.list(value)}.some((n)=>${test(convert, other)})`;
    }
    return test(as === 'text' ? this.text(value) : this.number(value), other);
  }

  /** All items as texts or numbers, an array. */
  atoms(value: Value, as: 'text' | 'number'): string {
    if (value.item === 'node') return `${this.list(value)}.map(${as === 'text' ? 'S' : 'M'})`;
    return `${this.list(value)}.map(${as === 'text' ? 'T.str' : 'T.num'})`;
  }

  private call(value: Value, body: string, result: string): string {
    const loop = value.loop;
    if (loop === undefined) throw this.fault('yol');
    return `${this.book.functionOf(loop.parameters, body + result)}(${loop.args})`;
  }
}

function join(first: string, second: string): string {
  return first === '' ? second : `${first},${second}`;
}
