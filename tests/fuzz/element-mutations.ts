/** Mutations of elements and attributes: dropped, doubled, swapped, moved, renamed, nested, torn. */
import type { Prng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { pickOf, type TextMutation } from './mutation.ts';
import { contentOf, type Span, spansOf, wholeOf, withContent, withWhole } from './xml-spans.ts';

/** Any element below the root, or null. */
function anyBelow(text: string, prng: Prng, wanted: (span: Span) => boolean = () => true): Span | null {
  return pickOf(
    spansOf(text).filter((span) => span.depth > 0 && wanted(span)),
    prng,
  );
}

const changed =
  (change: (text: string, span: Span, prng: Prng) => string): TextMutation =>
  (text, prng) => {
    const span = anyBelow(text, prng);
    return span === null ? null : change(text, span, prng);
  };

/** Names that the reader looks for, put where they do not belong. */
const NAMES = [
  'cbc:ID',
  'cbc:PayableAmount',
  'cbc:IssueDate',
  'cac:TaxTotal',
  'cac:WithholdingTaxTotal',
  'cac:TaxSubtotal',
  'cac:InvoiceLine',
  'cac:AllowanceCharge',
  'cac:PricingExchangeRate',
  'cac:AccountingSupplierParty',
  'cac:LegalMonetaryTotal',
  'Invoice',
  'x',
];

export const elementMutations = {
  'drop an element': changed((text, span) => withWhole(text, span, '')),
  'drop all elements of a name': (text, prng) => {
    const chosen = anyBelow(text, prng);
    if (chosen === null) return null;
    const kept: string[] = [];
    let at = 0;
    for (const span of spansOf(text).toSorted((one, other) => one.start - other.start)) {
      if (span.name !== chosen.name || span.start < at) continue;
      kept.push(text.slice(at, span.start));
      at = span.end;
    }
    return kept.join('') + text.slice(at);
  },
  'double an element': changed((text, span) => withWhole(text, span, wholeOf(text, span).repeat(2))),
  'repeat an element': changed((text, span, prng) => {
    const whole = wholeOf(text, span);
    return withWhole(
      text,
      span,
      whole.repeat(Math.min(prng.between(3, 60), Math.ceil(400_000 / whole.length))),
    );
  }),
  'swap two elements': (text, prng) => {
    const first = anyBelow(text, prng);
    const second = anyBelow(text, prng, ({ start }) => first !== null && start >= first.end);
    if (first === null || second === null) return null;
    const one = wholeOf(text, first);
    return withWhole(withWhole(text, second, one), first, wholeOf(text, second));
  },
  'put one element into another': (text, prng) => {
    const from = anyBelow(text, prng);
    const into = anyBelow(text, prng);
    return from === null || into === null
      ? null
      : withContent(text, into, contentOf(text, into) + wholeOf(text, from));
  },
  'empty an element': changed((text, span) => withContent(text, span, '')),
  'put text before the children': changed((text, span) =>
    withContent(text, span, `12,5 ${contentOf(text, span)}`),
  ),
  'rename an element': changed((text, span, prng) => {
    const name = prng.pick(NAMES);
    const whole = wholeOf(text, span);
    const opened = whole.replace(`<${span.name}`, `<${name}`);
    const close = opened.lastIndexOf('</');
    return withWhole(text, span, close < 0 ? opened : `${opened.slice(0, close)}</${name}>`);
  }),
  'nest an element in itself': changed((text, span, prng) => {
    const times = prng.between(1, 250);
    const open = text.slice(span.start, span.openEnd);
    const close = text.slice(span.closeStart, span.end);
    return close === ''
      ? text
      : withWhole(text, span, open.repeat(times) + wholeOf(text, span) + close.repeat(times));
  }),
  'turn the order of children': changed((text, span) => {
    const children = spansOf(contentOf(text, span)).filter(({ depth }) => depth === 0);
    const content = contentOf(text, span);
    return withContent(
      text,
      span,
      children
        .map((child) => wholeOf(content, child))
        .reverse()
        .join('\n'),
    );
  }),
  'tear a start tag': changed((text, span) => text.slice(0, span.start) + text.slice(span.openEnd)),
  'tear an end tag': changed((text, span) => text.slice(0, span.closeStart) + text.slice(span.end)),
  'close two elements across': changed((text, span) =>
    withContent(text, span, `<x>${contentOf(text, span)}`),
  ),
  'a second root': (text) => `${text}\n<Invoice/>`,
} as const satisfies Readonly<Record<string, TextMutation>>;

const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*("[^"<]*"|'[^'<]*')/g;
/** What a value of an attribute becomes. */
const VALUES = [
  '',
  ' ',
  'XXX',
  'TRY ',
  'try',
  'TCKN',
  'VKN',
  'MERSISNO',
  'C62',
  '"',
  "'",
  '&amp;',
  'ü'.repeat(300),
  '-1',
  'null',
];

/** An attribute of the document's own elements; what a stylesheet inside it brings stands in text. */
function attributeMutation(change: (whole: string, name: string, prng: Prng) => string): TextMutation {
  return (text, prng) => {
    const span = pickOf(
      spansOf(text).filter(({ start, openEnd }) => text.slice(start, openEnd).includes('=')),
      prng,
    );
    if (span === null) return null;
    const tag = text.slice(span.start, span.openEnd);
    const found = pickOf([...tag.matchAll(ATTRIBUTE)], prng);
    if (found === null) return null;
    const [whole, name = ''] = found;
    const at = span.start + found.index;
    return text.slice(0, at) + change(whole, name, prng) + text.slice(at + whole.length);
  };
}

export const attributeMutations = {
  'drop an attribute': attributeMutation(() => ''),
  'double an attribute': attributeMutation((whole) => whole + whole),
  'another value of an attribute': attributeMutation((_whole, name, prng) => {
    const value = prng.pick(VALUES);
    return value.includes('"') ? ` ${name}='${value}'` : ` ${name}="${value}"`;
  }),
  'tear the quotes of an attribute': attributeMutation((whole) => whole.replace(/["']/, '')),
  'another name of an attribute': attributeMutation((whole, name) => whole.replace(name, `${name}X`)),
  'an attribute in capitals': attributeMutation((whole, name) => whole.replace(name, name.toUpperCase())),
} as const satisfies Readonly<Record<string, TextMutation>>;
