/** Mutations of namespaces, and tricks with entities, declarations and instructions. */
import { pickOf, type TextMutation } from './mutation.ts';
import { contentOf, spansOf, withContent } from './xml-spans.ts';

const DECLARATION = /\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')/g;

const declared =
  (change: (whole: string) => string): TextMutation =>
  (text, prng) => {
    const found = pickOf([...text.slice(0, 20_000).matchAll(DECLARATION)], prng);
    if (found === null) return null;
    return text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
  };

const OTHER_NAMESPACES = [
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  'http://www.w3.org/1999/XSL/Transform',
  'http://www.w3.org/1999/xhtml',
  'http://www.w3.org/XML/1998/namespace',
  'URN:OASIS:NAMES:SPECIFICATION:UBL:SCHEMA:XSD:INVOICE-2',
  '',
  ' ',
];

export const namespaceMutations = {
  'drop a namespace': declared(() => ''),
  'double a namespace': declared((whole) => whole + whole),
  'another namespace': (text, prng) => {
    const uri = prng.pick(OTHER_NAMESPACES);
    return declared((whole) => whole.replace(/(["']).*\1/, `"${uri}"`))(text, prng);
  },
  'another prefix, declared nowhere': (text, prng) =>
    text.replaceAll(prng.pick(['cbc:', 'cac:', 'ext:']), 'yok:'),
  'other prefixes throughout': (text) =>
    text.replaceAll(/(<\/?|xmlns:)cbc\b/g, '$1b').replaceAll(/(<\/?|xmlns:)cac\b/g, '$1a'),
  'a prefix that means another thing inside': (text, prng) => {
    const span = pickOf(
      spansOf(text).filter(({ depth }) => depth > 0),
      prng,
    );
    if (span === null) return null;
    const at = span.start + 1 + span.name.length;
    return `${text.slice(0, at)} xmlns:cbc="urn:x" xmlns="urn:y"${text.slice(at)}`;
  },
} as const satisfies Readonly<Record<string, TextMutation>>;

const afterDeclaration = (text: string, put: string) =>
  /^\s*<\?xml[^>]*\?>/.test(text) ? text.replace(/^\s*<\?xml[^>]*\?>/, (head) => head + put) : put + text;

/** In a leaf: what a reader that knows entities would put in its place. */
const inLeaf =
  (put: (content: string) => string, doctype = ''): TextMutation =>
  (text, prng) => {
    const span = pickOf(
      spansOf(text).filter(({ isLeaf, depth }) => isLeaf && depth > 0),
      prng,
    );
    if (span === null) return null;
    return afterDeclaration(withContent(text, span, put(contentOf(text, span))), doctype);
  };

const laughs = (levels: number) =>
  `<!DOCTYPE x [<!ENTITY a0 "ha">${Array.from({ length: levels }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]>`;

export const entityMutations = {
  'an entity of its own': inLeaf(() => '&kendi;', '<!DOCTYPE x [<!ENTITY kendi "12.50">]>'),
  'a file as an entity': inLeaf(
    () => '&dosya;',
    '<!DOCTYPE x [<!ENTITY dosya SYSTEM "file:///etc/passwd">]>',
  ),
  'an address as an entity': inLeaf(
    () => '&adres;',
    '<!DOCTYPE x [<!ENTITY adres SYSTEM "http://127.0.0.1:1/x">]>',
  ),
  'a parameter entity': inLeaf(
    (content) => content,
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
  ),
  'a DTD elsewhere': (text) => afterDeclaration(text, '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:1/x.dtd">'),
  'a billion laughs': inLeaf(() => '&a9;', laughs(9)),
  'a comment before a DOCTYPE': inLeaf(
    () => '&kendi;',
    `<!--${'-x'.repeat(3_000)}--><!DOCTYPE x [<!ENTITY kendi "1">]>`,
  ),
  'an entity that is declared nowhere': inLeaf(() => '&yok;'),
  'a letter that XML has not': (text, prng) =>
    inLeaf(() =>
      prng.pick(['&#0;', '&#x1F;', '&#xD800;', '&#x110000;', '&#xFFFE;', '&#99999999999;', '&#-1;', '&#;']),
    )(text, prng),
  'a letter by its number': inLeaf((content) =>
    [...content.slice(0, 50)].map((letter) => `&#${letter.codePointAt(0)};`).join(''),
  ),
  'a CDATA section': inLeaf((content) => `<![CDATA[${content}]]>`),
  'a CDATA section that is not closed': inLeaf((content) => `<![CDATA[${content}`),
  'a comment inside': inLeaf((content) => `${content.slice(0, 1)}<!-- -- -->${content.slice(1)}`),
  'an instruction inside': inLeaf((content) => `${content.slice(0, 1)}<?php echo 1 ?>${content.slice(1)}`),
  'an inclusion': inLeaf(
    () => '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
  ),
  'a stylesheet elsewhere': (text) =>
    afterDeclaration(text, '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/x.xsl"?>'),
  'a second declaration': (text) => afterDeclaration(text, '<?xml version="1.0"?>'),
  'XML 1.1': (text) => text.replace(/version=(["'])1\.0\1/, 'version="1.1"'),
} as const satisfies Readonly<Record<string, TextMutation>>;
