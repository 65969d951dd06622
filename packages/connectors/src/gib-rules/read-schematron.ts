/** Reads GİB's schematron: Main with what it includes, abstract rules put into the rules that extend them, asserts with their ids. */

import { XmlElement, type XmlNode, XmlText } from 'libxml2-wasm';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { withXml } from '../ubl-tr/parse-xml.ts';
import { ReadRefusal } from '../ubl-tr/read-error.ts';
import { nextNode } from '../xml/next-node.ts';
import type { PackFiles } from './pack-files.ts';
import { PackRefusal } from './pack-refusal.ts';

const SCHEMATRON = 'http://purl.oclc.org/dsdl/schematron';

/** Words of a message: plain text, the name of the context (`name`), or the value of an expression (`select`). */
export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name' }
  | { readonly kind: 'value'; readonly select: string };

export interface Assert {
  /** Official name: that of the abstract rule it stands in, else its own, else that of its pattern. */
  readonly id: string;
  readonly test: string;
  /** A `report` speaks up where its test holds. */
  readonly isReport: boolean;
  readonly message: readonly MessagePart[];
}

export interface Rule {
  readonly context: string;
  readonly asserts: readonly Assert[];
}

/** A node is judged by the first rule of a pattern that it matches. */
export interface Pattern {
  readonly id: string;
  readonly rules: readonly Rule[];
}

export interface Schematron {
  readonly prefixes: ReadonlyMap<string, string>;
  /** In their order: a later one may use an earlier one. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly patterns: readonly Pattern[];
}

/** Throws PackRefusal: no schematron, a file that is missing or broken, an element that is not known. */
export function readSchematron(files: PackFiles): Schematron {
  const main = findFile(files, /(?:^|\/)UBL-TR_Main_Schematron\.xml$/i);
  if (main === null) throw new PackRefusal('pack.not-a-pack', { file: 'UBL-TR_Main_Schematron.xml' });
  return new Reader(files, main).read();
}

export function findFile(files: PackFiles, name: RegExp): string | null {
  return [...files.keys()].find((each) => name.test(each)) ?? null;
}

interface Rules {
  readonly abstracts: Map<string, readonly Assert[]>;
  readonly pending: { pattern: string; elements: PendingRule[] }[];
}

interface PendingRule {
  readonly context: string;
  /** Asserts of its own, and the names of the abstract rules it takes in, in their order. */
  readonly parts: readonly (Assert | string)[];
}

class Reader {
  readonly #files: PackFiles;
  readonly #main: string;
  readonly #prefixes = new Map<string, string>();
  readonly #variables: { name: string; value: string }[] = [];
  readonly #rules: Rules = { abstracts: new Map(), pending: [] };
  #loose = 0;

  constructor(files: PackFiles, main: string) {
    this.#files = files;
    this.#main = main;
  }

  read(): Schematron {
    this.#open(this.#main, (schema) => {
      for (const element of schematronChildren(schema, this.#main)) this.#readTop(element, this.#main);
    });
    const patterns = this.#rules.pending.map(({ pattern, elements }) => ({
      id: pattern,
      rules: elements.map(({ context, parts }) => ({
        context,
        asserts: parts.flatMap((part) => (typeof part === 'string' ? this.#abstract(part) : [part])),
      })),
    }));
    return { prefixes: this.#prefixes, variables: this.#variables, patterns };
  }

  #abstract(id: string): readonly Assert[] {
    const asserts = this.#rules.abstracts.get(id);
    if (asserts === undefined) throw this.#unknown(this.#main, id, `extends rule="${id}"`);
    return asserts;
  }

  #unknown(file: string, rule: string, what: string): PackRefusal {
    return new PackRefusal('pack.unknown-construct', { file, rule, what: what.slice(0, 120) });
  }

  #open<T>(file: string, read: (root: XmlElement) => T): T {
    const bytes = this.#files.get(file);
    if (bytes === undefined) throw new PackRefusal('pack.broken-file', { file, reason: '—', reasonEn: '—' });
    try {
      return withXml(decodeXml(bytes).utf8, read);
    } catch (error) {
      if (!(error instanceof ReadRefusal)) throw error;
      const { message, messageEn } = error.refusal;
      throw new PackRefusal('pack.broken-file', { file, reason: message, reasonEn: messageEn });
    }
  }

  #readTop(element: XmlElement, file: string): void {
    switch (element.name) {
      case 'ns':
        this.#prefixes.set(wanted(element, 'prefix'), wanted(element, 'uri'));
        return;
      case 'let':
        this.#variables.push({ name: wanted(element, 'name'), value: wanted(element, 'value') });
        return;
      case 'include':
        this.#include(wanted(element, 'href'), file);
        return;
      case 'pattern':
        this.#readPattern(element, file);
        return;
      case 'rule':
        // Outside of any pattern: judged by itself, whatever others match the same node.
        this.#readRule(element, file, this.#pattern(`general${this.#loose++}`));
        return;
      case 'title':
      case 'p':
        return;
      default:
        throw this.#unknown(file, element.name, `<${element.name}>`);
    }
  }

  /** "UBL-TR_Codelist.xml#codes": the pattern of this id in the file beside. */
  #include(href: string, from: string): void {
    const [name = '', id] = href.split('#', 2);
    const file = from.slice(0, from.lastIndexOf('/') + 1) + name;
    this.#open(file, (schema) => {
      const found = schematronChildren(schema, file).find((each) => textOfAttribute(each, 'id') === id);
      if (found === undefined) throw this.#unknown(from, href, `include href="${href}"`);
      this.#readTop(found, file);
    });
  }

  #pattern(id: string): PendingRule[] {
    const elements: PendingRule[] = [];
    this.#rules.pending.push({ pattern: id, elements });
    return elements;
  }

  #readPattern(element: XmlElement, file: string): void {
    const id = textOfAttribute(element, 'id') ?? '';
    for (const name of ['is-a', 'abstract'])
      if (element.attr(name) !== null) throw this.#unknown(file, id, `pattern/@${name}`);
    const own: PendingRule[] = [];
    for (const child of schematronChildren(element, file)) {
      if (child.name === 'rule') this.#readRule(child, file, own, id);
      else if (child.name === 'let')
        // GİB keeps the code lists of all rules in a pattern.
        this.#variables.push({ name: wanted(child, 'name'), value: wanted(child, 'value') });
      else if (child.name !== 'p' && child.name !== 'title') throw this.#unknown(file, id, `<${child.name}>`);
    }
    if (own.length > 0) this.#rules.pending.push({ pattern: id, elements: own });
  }

  #readRule(element: XmlElement, file: string, into: PendingRule[], patternId = ''): void {
    const isAbstract = textOfAttribute(element, 'abstract') === 'true';
    const id = textOfAttribute(element, 'id') ?? patternId;
    const parts = schematronChildren(element, file).map((child): Assert | string => {
      if (child.name === 'extends') return wanted(child, 'rule');
      if (child.name !== 'assert' && child.name !== 'report')
        throw this.#unknown(file, id, `<${child.name}>`);
      return {
        id: textOfAttribute(child, 'id') ?? id,
        test: wanted(child, 'test'),
        isReport: child.name === 'report',
        message: messageOf(child, (what) => this.#unknown(file, id, what)),
      };
    });
    if (!isAbstract) {
      into.push({ context: wanted(element, 'context'), parts });
      return;
    }
    const nested = parts.find((part) => typeof part === 'string');
    if (nested !== undefined) throw this.#unknown(file, id, `extends rule="${String(nested)}"`);
    this.#rules.abstracts.set(
      id,
      parts.filter((part) => typeof part !== 'string'),
    );
  }
}

/** Its children of schematron's own namespace; any other one would be a rule unread. */
function schematronChildren(parent: XmlElement, file: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child)) {
    if (!(child instanceof XmlElement)) continue;
    if (child.namespaceUri !== SCHEMATRON)
      throw new PackRefusal('pack.unknown-construct', { file, rule: parent.name, what: `<${child.name}>` });
    found.push(child);
  }
  return found;
}

function textOfAttribute(element: XmlElement, name: string): string | null {
  return element.attr(name)?.value ?? null;
}

function wanted(element: XmlElement, name: string): string {
  const value = textOfAttribute(element, name);
  if (value === null)
    throw new PackRefusal('pack.unknown-construct', {
      file: 'schematron',
      rule: element.name,
      what: `${element.name}/@${name}`,
    });
  return value;
}

function messageOf(assert: XmlElement, unknown: (what: string) => PackRefusal): MessagePart[] {
  const parts: MessagePart[] = [];
  for (let child: XmlNode | null = assert.firstChild; child !== null; child = nextNode(child)) {
    if (child instanceof XmlText) parts.push({ kind: 'text', text: child.content.replaceAll(/\s+/g, ' ') });
    else if (child instanceof XmlElement) {
      if (child.name === 'name' && child.attr('path') === null) parts.push({ kind: 'name' });
      else if (child.name === 'value-of') parts.push({ kind: 'value', select: wanted(child, 'select') });
      else throw unknown(`<${child.name}>`);
    }
  }
  return parts;
}
