/**
 * Reads a schematron and resolves what points elsewhere: `include`, `extends`, abstract patterns. Rules outside any
 * pattern, which GİB's main file has, are patterns of their own: each of them judges every node.
 */

import { PackRefusal } from '../pack-refusal.ts';
import { elementsOf, type PackElement, parsePackXml } from './pack-xml.ts';
import type { MessagePart, Schema, SchemaAssert, SchemaLet, SchemaPattern, SchemaRule } from './schema.ts';

/** ISO schematron, and the older namespace that some tools still write. */
const NAMESPACES: ReadonlySet<string> = new Set([
  'http://purl.oclc.org/dsdl/schematron',
  'http://www.ascc.net/xml/schematron',
]);

/** Says something to people only. */
const REMARKS: ReadonlySet<string> = new Set(['title', 'p', 'diagnostics']);

const MAX_INCLUDES = 50;
const MAX_EXTENDS = 50;

/** `open` gives the bytes of a file that stands beside `file`, undefined where there is none. */
export function readSchematron(
  file: string,
  bytes: Uint8Array,
  open: (href: string) => Uint8Array | undefined,
): Schema {
  return new Reader(open).read(parsePackXml(file, bytes));
}

class Reader {
  private readonly open: (href: string) => Uint8Array | undefined;
  private readonly namespaces = new Map<string, string>();
  private readonly lets: SchemaLet[] = [];
  private readonly abstractRules = new Map<string, PackElement>();
  private readonly abstractPatterns = new Map<string, PackElement>();
  private readonly parsed = new Map<string, PackElement>();
  private codeLists = 0;

  constructor(open: (href: string) => Uint8Array | undefined) {
    this.open = open;
  }

  read(root: PackElement): Schema {
    if (!NAMESPACES.has(root.namespace) || root.name !== 'schema') {
      throw new PackRefusal('pack.not-a-pack', { file: root.file, what: root.name });
    }
    const parts = this.included(root, 0);
    for (const part of parts) this.learn(part);
    const patterns = parts.flatMap((part, index) => this.pattern(part, index));
    return { namespaces: this.namespaces, lets: this.lets, patterns, codeLists: this.codeLists };
  }

  /** The children, with included ones in the place of what includes them. */
  private included(parent: PackElement, depth: number): readonly PackElement[] {
    return elementsOf(parent).flatMap((child) => {
      this.mustBeSchematron(child);
      if (child.name !== 'include') return [child];
      if (depth >= MAX_INCLUDES) throw this.unknown(child, 'include');
      const [file = '', id = ''] = required(child, 'href').split('#');
      const found = this.find(child, file, id);
      if (file.toLowerCase().includes('codelist')) this.codeLists += letsOf(found).length;
      return [{ ...found, children: [...this.included(found, depth + 1)] }];
    });
  }

  private find(include: PackElement, file: string, id: string): PackElement {
    let root = this.parsed.get(file);
    if (root === undefined) {
      const bytes = this.open(file);
      if (bytes === undefined) throw new PackRefusal('pack.missing-file', { file });
      root = parsePackXml(file, bytes);
      this.parsed.set(file, root);
    }
    const found = id === '' ? root : descendants(root).find((element) => element.attributes.get('id') === id);
    if (found === undefined) throw this.unknown(include, `#${id}`);
    return found;
  }

  private learn(part: PackElement): void {
    if (part.name === 'ns') this.namespaces.set(required(part, 'prefix'), required(part, 'uri'));
    else if (part.name === 'let') this.lets.push(letOf(part));
    else if (part.name === 'pattern') {
      // A pattern's variables are known everywhere, as the reference implementation has it.
      this.lets.push(...letsOf(part));
      for (const rule of elementsOf(part)) this.learnRule(rule);
      if (isAbstract(part)) this.abstractPatterns.set(required(part, 'id'), part);
    } else this.learnRule(part);
  }

  private learnRule(rule: PackElement): void {
    if (rule.name === 'rule' && isAbstract(rule)) this.abstractRules.set(required(rule, 'id'), rule);
  }

  private pattern(part: PackElement, index: number): readonly SchemaPattern[] {
    switch (part.name) {
      case 'pattern':
        return this.wholePattern(part, part.attributes.get('id') ?? `pattern-${index + 1}`);
      case 'rule':
        return isAbstract(part) ? [] : [{ id: '', rules: [this.rule(part, '', NO_PARAMETERS)] }];
      case 'ns':
      case 'let':
        return [];
      default:
        if (REMARKS.has(part.name)) return [];
        throw this.unknown(part, part.name);
    }
  }

  private wholePattern(part: PackElement, id: string): readonly SchemaPattern[] {
    if (isAbstract(part)) return [];
    const model = part.attributes.get('is-a');
    const source = model === undefined ? part : this.abstractPatterns.get(model);
    if (source === undefined) throw this.unknown(part, `is-a="${model}"`);
    const parameters = new Map(
      elementsOf(part)
        .filter(({ name }) => name === 'param')
        .map((param) => [required(param, 'name'), required(param, 'value')]),
    );
    const rules = elementsOf(source).flatMap((child) => {
      this.mustBeSchematron(child);
      if (child.name === 'rule') return isAbstract(child) ? [] : [this.rule(child, id, parameters)];
      if (child.name === 'let' || child.name === 'param' || REMARKS.has(child.name)) return [];
      throw this.unknown(child, child.name);
    });
    return rules.length === 0 ? [] : [{ id, rules }];
  }

  private rule(rule: PackElement, pattern: string, parameters: ReadonlyMap<string, string>): SchemaRule {
    const own = rule.attributes.get('id') ?? pattern;
    const content = this.content(rule, own, parameters, 0);
    return { ...placeOf(rule), context: filled(required(rule, 'context'), parameters), ...content };
  }

  /** The asserts and variables of a rule, those of the rules it extends in their place. */
  private content(
    rule: PackElement,
    id: string,
    parameters: ReadonlyMap<string, string>,
    depth: number,
  ): { readonly lets: readonly SchemaLet[]; readonly asserts: readonly SchemaAssert[] } {
    const lets: SchemaLet[] = [];
    const asserts: SchemaAssert[] = [];
    for (const child of elementsOf(rule)) {
      this.mustBeSchematron(child);
      if (child.name === 'extends') {
        const name = required(child, 'rule');
        const model = this.abstractRules.get(name);
        if (model === undefined || depth >= MAX_EXTENDS) throw this.unknown(child, `extends rule="${name}"`);
        const inner = this.content(model, name, parameters, depth + 1);
        lets.push(...inner.lets);
        asserts.push(...inner.asserts);
      } else if (child.name === 'let') lets.push(letOf(child, parameters));
      else if (child.name === 'assert' || child.name === 'report') {
        asserts.push(this.assert(child, depth > 0 ? id : (child.attributes.get('id') ?? id), parameters));
      } else if (!REMARKS.has(child.name)) throw this.unknown(child, child.name);
    }
    return { lets, asserts };
  }

  private assert(element: PackElement, rule: string, parameters: ReadonlyMap<string, string>): SchemaAssert {
    return {
      ...placeOf(element),
      rule,
      test: filled(required(element, 'test'), parameters),
      report: element.name === 'report',
      message: element.children.map((child) => this.messagePart(child, parameters)),
    };
  }

  private messagePart(
    child: PackElement['children'][number],
    parameters: ReadonlyMap<string, string>,
  ): MessagePart {
    if (child.kind === 'text') return child;
    if (child.name === 'name') return { kind: 'name', path: child.attributes.get('path') ?? null };
    if (child.name === 'value-of')
      return { kind: 'value', select: filled(required(child, 'select'), parameters) };
    const text = child.children.map((inner) => (inner.kind === 'text' ? inner.text : '')).join('');
    if (['emph', 'span', 'dir'].includes(child.name)) return { kind: 'text', text };
    throw this.unknown(child, child.name);
  }

  private mustBeSchematron(element: PackElement): void {
    if (!NAMESPACES.has(element.namespace))
      throw this.unknown(element, `${element.name} (${element.namespace})`);
  }

  private unknown(element: PackElement, what: string): PackRefusal {
    return new PackRefusal('pack.unknown-schematron', {
      file: element.file,
      line: String(element.line),
      what,
    });
  }
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function isAbstract(element: PackElement): boolean {
  return element.attributes.get('abstract') === 'true';
}

function required(element: PackElement, attribute: string): string {
  const value = element.attributes.get(attribute);
  if (value !== undefined) return value;
  const what = `${element.name}/@${attribute}`;
  throw new PackRefusal('pack.unknown-schematron', { file: element.file, line: String(element.line), what });
}

function placeOf({ file, line }: PackElement): { file: string; line: number } {
  return { file, line };
}

function letsOf(pattern: PackElement): readonly SchemaLet[] {
  return elementsOf(pattern)
    .filter(({ name }) => name === 'let')
    .map((element) => letOf(element));
}

function letOf(element: PackElement, parameters = NO_PARAMETERS): SchemaLet {
  const value = filled(required(element, 'value'), parameters);
  return { ...placeOf(element), name: required(element, 'name'), value };
}

/** Parameters of an abstract pattern are written like variables, and put in as text. */
function filled(text: string, parameters: ReadonlyMap<string, string>): string {
  if (parameters.size === 0) return text;
  return text.replaceAll(
    /\$([\p{L}_][\p{L}\p{N}_.-]*)/gu,
    (whole, name: string) => parameters.get(name) ?? whole,
  );
}

function descendants(root: PackElement): readonly PackElement[] {
  return elementsOf(root).flatMap((child) => [child, ...descendants(child)]);
}
