/** The functions of XPath 2.0 that compiled expressions may call: how each is written in JavaScript, and what it gives. */
import type { Code } from './code.ts';
import { asItems, asNodes, asNumber, asText, asTruth, literal, make } from './code.ts';
import { CAST_TYPES } from './runtime.ts';
import { translateRegex } from './translate-regex.ts';
import { XPathFault } from './xpath-fault.ts';

export interface CallSite {
  /** The context item, for functions that take it where nothing is given. */
  readonly context: Code;
  /** The literal an argument is, where it is one. */
  literalOf(index: number): string | null;
  /** Keeps a regular expression for the life of the pack; answers its JavaScript. */
  keepRegex(regex: RegExp): string;
}

interface Shape {
  readonly min: number;
  readonly max: number;
  readonly write: (args: readonly Code[], site: CallSite) => Code;
}

const at = (args: readonly Code[], index: number): Code => {
  const found = args[index];
  if (found === undefined) throw new XPathFault('()');
  return found;
};
const orContext = (args: readonly Code[], site: CallSite): Code => args[0] ?? site.context;
const text = (js: string) => make('text', js);
const number = (js: string) => make('number', js);
const truth = (js: string) => make('truth', js);
const items = (js: string) => make('items', js);

const texts2 = (name: (a: string, b: string) => Code): Shape => ({
  min: 2,
  max: 2,
  write: (args) => name(asText(at(args, 0)), asText(at(args, 1))),
});
const ofText = (write: (js: string) => Code): Shape => ({
  min: 0,
  max: 1,
  write: (args, site) => write(asText(orContext(args, site))),
});
const ofNumber = (write: (js: string) => string): Shape => ({
  min: 1,
  max: 1,
  write: (args) => number(write(asNumber(at(args, 0)))),
});
const ofItems = (write: (js: string) => Code): Shape => ({
  min: 1,
  max: 1,
  write: (args) => write(asItems(at(args, 0))),
});
const ofNode = (name: string): Shape => ({
  min: 0,
  max: 1,
  write: (args, site) => text(`R.${name}(${asNodes(orContext(args, site))})`),
});

function regexOf(site: CallSite, index: number, flags: number): string {
  const pattern = site.literalOf(index);
  const flag = site.literalOf(flags);
  if (pattern === null) throw new XPathFault('matches()');
  return site.keepRegex(translateRegex(pattern, flag ?? ''));
}

const casts = Object.fromEntries(
  CAST_TYPES.map((type): [string, Shape] => [
    type,
    { min: 1, max: 1, write: (args) => items(`R.cast(${asItems(at(args, 0))}, ${literal(type)})`) },
  ]),
);

const FUNCTIONS: Readonly<Record<string, Shape>> = {
  ...casts,
  true: { min: 0, max: 0, write: () => truth('true') },
  false: { min: 0, max: 0, write: () => truth('false') },
  not: { min: 1, max: 1, write: (args) => truth(`!(${asTruth(at(args, 0))})`) },
  boolean: { min: 1, max: 1, write: (args) => truth(asTruth(at(args, 0))) },
  exists: ofItems((js) => truth(`(${js}.length > 0)`)),
  empty: ofItems((js) => truth(`(${js}.length === 0)`)),
  count: ofItems((js) => number(`${js}.length`)),
  sum: ofItems((js) => number(`R.sum(${js})`)),
  string: ofText(text),
  'string-length': ofText((js) => number(`R.lengthOf(${js})`)),
  'normalize-space': ofText((js) => text(`R.normalizeSpace(${js})`)),
  'upper-case': { min: 1, max: 1, write: (args) => text(`${asText(at(args, 0))}.toUpperCase()`) },
  'lower-case': { min: 1, max: 1, write: (args) => text(`${asText(at(args, 0))}.toLowerCase()`) },
  concat: { min: 2, max: 50, write: (args) => text(`(${args.map(asText).join(' + ')})`) },
  contains: texts2((a, b) => truth(`${a}.includes(${b})`)),
  'starts-with': texts2((a, b) => truth(`${a}.startsWith(${b})`)),
  'ends-with': texts2((a, b) => truth(`${a}.endsWith(${b})`)),
  'substring-before': texts2((a, b) => text(`R.before(${a}, ${b})`)),
  'substring-after': texts2((a, b) => text(`R.after(${a}, ${b})`)),
  substring: {
    min: 2,
    max: 3,
    write: (args) => {
      const length = args[2] === undefined ? 'Infinity' : asNumber(args[2]);
      return text(`R.substring(${asText(at(args, 0))}, ${asNumber(at(args, 1))}, ${length})`);
    },
  },
  translate: {
    min: 3,
    max: 3,
    write: (args) =>
      text(`R.translate(${asText(at(args, 0))}, ${asText(at(args, 1))}, ${asText(at(args, 2))})`),
  },
  matches: {
    min: 2,
    max: 3,
    write: (args, site) => truth(`${regexOf(site, 1, 2)}.test(${asText(at(args, 0))})`),
  },
  'string-join': {
    min: 2,
    max: 2,
    write: (args) => text(`${asItems(at(args, 0))}.map(R.textOf).join(${asText(at(args, 1))})`),
  },
  'distinct-values': ofItems((js) => items(`[...new Set(${js}.map(R.textOf))]`)),
  number: {
    min: 0,
    max: 1,
    write: (args, site) => number(asNumber(orContext(args, site))),
  },
  floor: ofNumber((js) => `Math.floor(${js})`),
  ceiling: ofNumber((js) => `Math.ceil(${js})`),
  round: ofNumber((js) => `R.round(${js})`),
  abs: ofNumber((js) => `Math.abs(${js})`),
  name: ofNode('nameOf'),
  'local-name': ofNode('localNameOf'),
  'namespace-uri': ofNode('namespaceOf'),
  'current-date': { min: 0, max: 0, write: () => items('[V.today]') },
};

/** The JavaScript of a call; throws XPathFault for a function that is not known, or has too few or too many arguments. */
export function writeCall(name: string, args: readonly Code[], site: CallSite): Code {
  const bare = name.startsWith('fn:') ? name.slice(3) : name;
  const shape = Object.hasOwn(FUNCTIONS, bare) ? FUNCTIONS[bare] : undefined;
  if (shape === undefined || args.length < shape.min || args.length > shape.max)
    throw new XPathFault(`${name}(${args.map(() => '…').join(', ')})`);
  return shape.write(args, site);
}
