/** Compiles a schematron to one JavaScript function that judges a tree. */

import { PackRefusal } from '../pack-refusal.ts';
import type { Names } from '../tree/scan-xml.ts';
import type { XmlTree } from '../tree/xml-tree.ts';
import { CodeBook } from '../xpath/code-book.ts';
import { XPathCompiler } from '../xpath/compile-xpath.ts';
import { castDate, type Moment } from '../xpath/dates.ts';
import { parseXPath } from '../xpath/parse.ts';
import { type Runtime, refillBudget, runtime } from '../xpath/runtime.ts';
import type { Scope, Value } from '../xpath/value.ts';
import { XPathFault } from '../xpath/xpath-fault.ts';
import { type CompiledContext, compileContext } from './compile-context.ts';
import { FaultList, type Faults } from './fault-list.ts';
import type { Schema, SchemaAssert, SchemaPlace, SchemaRule } from './schema.ts';

export interface CompiledSchema {
  readonly names: Names;
  readonly asserts: number;
  readonly rules: number;
  /** Judges a tree scanned with `names`. `today` is an ISO day. */
  judge(tree: XmlTree, type: string, today: string): Faults;
}

/** Gives `report` the number of an assert, the node, and its message to be asked for until `tell` was called. */
type Judge = (
  tree: XmlTree,
  type: string,
  today: Moment | null,
  report: (assert: number, node: number, say: () => string) => void,
  tell: () => void,
) => void;

const NOWHERE: Scope = { context: '1', position: null, size: null, current: '1', locals: new Map() };

/** The variable that says how a document is sent; whoever judges gives it. */
const TYPE = 'type';

/** Throws the refusal `pack.unknown-xpath` with the file, the line and the part that is not understood. */
export function compileSchema(schema: Schema): CompiledSchema {
  const compiler = new SchemaCompiler(schema);
  const source = compiler.source();

  const { asserts, book } = compiler;
  // Everything of the pack stands in the source as literals written by JSON.stringify, or as names made here.
  const make = new Function('T', 'R', source) as (runtime: Runtime, expressions: readonly RegExp[]) => Judge;
  const run = make(runtime, book.regularExpressions);
  return {
    names: book.names,
    asserts: asserts.length,
    rules: schema.patterns.reduce((count, pattern) => count + pattern.rules.length, 0),
    judge: (tree, type, today) => {
      const faults = new FaultList();
      refillBudget();
      const report = (assert: number, node: number, say: () => string): void =>
        faults.add(asserts[assert]?.rule ?? '', node, say);
      run(tree, type, castDate(today), report, () => faults.tell());
      return faults.all();
    },
  };
}

class SchemaCompiler {
  readonly book: CodeBook;
  readonly asserts: SchemaAssert[] = [];
  private readonly schema: Schema;
  private readonly globals = new Map<string, Value>();
  private readonly globalCode: string[] = [];
  private readonly resets: string[] = [];

  constructor(schema: Schema) {
    this.schema = schema;
    this.book = new CodeBook(schema.namespaces);
  }

  source(): string {
    this.globals.set(TYPE, { item: 'string', count: 'one', code: 'TYPE' });
    for (const { name, value, ...place } of this.schema.lets) {
      if (name !== TYPE) this.global(name, value, place);
    }
    const runs = this.schema.patterns.flatMap((pattern) => this.pattern(pattern.rules));
    return [
      '"use strict";let t,K,NM,P,C,X,E,F,NX,TYPE,TODAY,report;',
      'const V=(n)=>n===0?undefined:t.stringOf(n),S=(n)=>n===0?"":t.stringOf(n),M=(n)=>T.num(V(n));',
      'const Q=(n)=>n===0?"":t.nameOf(n),L=(n)=>n===0?[]:[n],N=(v)=>v===null?[]:[v];',
      'const U=(n,p)=>n===0?null:t.namespaceOf(n,p);',
      ...this.globalCode,
      this.book.source(),
      'return (tree,type,today,to,tell)=>{t=tree;TYPE=type;TODAY=today;report=to;',
      'K=t.kind;NM=t.name;P=t.parent;C=t.first;X=t.next;E=t.end;F=t.firstOf;NX=t.nextOf;',
      // What is kept may hold texts of the document, and through them all of it.
      'try{',
      ...runs,
      `tell();}finally{${this.resets.join('')}${this.book.letGo()}}};`,
    ].join('\n');
  }

  /** A variable is worked out when it is first asked for, once a document. */
  private global(name: string, expression: string, place: SchemaPlace): void {
    const value = this.compile(expression, place, (compiler) => compiler.whole(NOWHERE));
    if (value.literal !== undefined) {
      this.globals.set(name, value);
      return;
    }
    const store = `g${this.globalCode.length}`;
    const { convert } = new XPathCompiler(this.book, expression, this.globals);
    const code = value.count === 'one' ? value.code : convert.list(value);
    this.globalCode.push(
      `let ${store};const ${store}v=()=>${store}===undefined?(${store}=${code}):${store};`,
    );
    this.resets.push(`${store}=undefined;`);
    this.globals.set(name, {
      item: value.item,
      count: value.count === 'one' ? 'one' : 'many',
      code: `${store}v()`,
    });
  }

  /** Code that runs a pattern over the tree: by the chains of the names its contexts end in. */
  private pattern(rules: readonly SchemaRule[]): readonly string[] {
    const compiled = rules.map((rule) => ({ contexts: this.contexts(rule), body: this.rule(rule) }));
    const all = compiled.flatMap(({ contexts }) => contexts.map(({ name }) => name));
    const cases = (name: number | null): string =>
      compiled
        .flatMap(({ contexts, body }) =>
          contexts
            .filter((context) => name === null || context.name === name)
            .map(({ matches }) => `if(${matches}(n)){${body}(n);return;}`),
        )
        .join('');
    if (all.includes(null)) {
      const judge = this.book.functionOf('n', cases(null));
      return [`for(let n=1;n<E[1];n++)${judge}(n);`];
    }
    return [...new Set(all)].map((name) => {
      const judge = this.book.functionOf('n', cases(name));
      return `for(let n=F[${name}];n!==0;n=NX[n])${judge}(n);`;
    });
  }

  private contexts(rule: SchemaRule): readonly CompiledContext[] {
    return this.compile(rule.context, rule, (compiler) => compileContext(compiler, parseXPath(rule.context)));
  }

  /** The name of a function that tries all asserts of a rule on a node. */
  private rule(rule: SchemaRule): string {
    const locals = new Map<string, Value>();
    let code = '';
    for (const { name, value, ...place } of rule.lets) {
      const scope: Scope = {
        context: 'c',
        position: null,
        size: null,
        current: 'c',
        locals: new Map(locals),
      };
      const compiled = this.compile(value, place, (compiler) => compiler.whole(scope));
      const { convert } = new XPathCompiler(this.book, value, this.globals);
      const local = `l${locals.size}`;
      code += `const ${local}=${compiled.count === 'one' ? compiled.code : convert.list(compiled)};`;
      locals.set(name, {
        item: compiled.item,
        count: compiled.count === 'one' ? 'one' : 'many',
        code: local,
      });
    }
    const scope: Scope = { context: 'c', position: null, size: null, current: 'c', locals };
    const tests = rule.asserts.map((assert) => this.assert(assert, scope));
    return this.book.functionOf('c', code + tests.join(''));
  }

  private assert(assert: SchemaAssert, scope: Scope): string {
    const number = this.asserts.push(assert) - 1;
    const locals = [...scope.locals.values()].map(({ code }) => code);
    const parameters = ['c', ...locals].join(',');
    const truth = this.compile(assert.test, assert, (compiler) =>
      compiler.convert.truth(compiler.whole(scope)),
    );
    // A test that has no value is not passed, be it an assert or a report.
    const holds = assert.report ? `!(${truth})` : truth;
    const test = this.book.functionOf(parameters, `try{return ${holds};}catch(e){return T.caught(e);}`);
    const message = this.book.functionOf(parameters, `return ${this.message(assert, scope)};`);
    return `if(!${test}(${parameters}))report(${number},c,()=>${message}(${parameters}));`;
  }

  private message(assert: SchemaAssert, scope: Scope): string {
    const parts = assert.message.map((part) => {
      if (part.kind === 'text') return JSON.stringify(part.text);
      if (part.kind === 'name' && part.path === null) return 'Q(c)';
      const expression = part.kind === 'name' ? (part.path ?? '.') : part.select;
      return this.compile(expression, assert, (compiler) => {
        const value = compiler.whole(scope);
        const text =
          part.kind === 'name' ? `Q(${compiler.convert.node(value)})` : compiler.convert.text(value);
        return `((c)=>{try{return ${text};}catch(e){T.caught(e);return"";}})(c)`;
      });
    });
    return ['""', ...parts].join('+');
  }

  private compile<R>(
    expression: string,
    { file, line }: SchemaPlace,
    work: (compiler: XPathCompiler) => R,
  ): R {
    try {
      return work(new XPathCompiler(this.book, expression, this.globals));
    } catch (error) {
      if (!(error instanceof XPathFault)) throw error;
      throw new PackRefusal('pack.unknown-xpath', { file, line: String(line), what: error.what, expression });
    }
  }
}
