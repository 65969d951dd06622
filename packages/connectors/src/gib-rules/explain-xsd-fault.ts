/** What libxml2 says of a document that does not fit its schema, in words that need no knowledge of XML. */

interface Words {
  readonly tr: string;
  readonly en: string;
}

/** "Element 'LineCountNumeric': " and what follows it. */
const ELEMENT = /^Element '([^']+)'(?:, attribute '([^']+)')?: (.*)$/s;

const EXPECTED = / Expected is (?:one of )?\( (.*) \)\.?$/s;

/** How a value of a type is written; other types are called by their name. */
const TYPES: Readonly<Record<string, Words>> = {
  'xs:date': { tr: 'YYYY-AA-GG biçiminde bir gün', en: 'a day like 2026-03-12' },
  'xs:time': { tr: 'SS:DD:SS biçiminde bir saat', en: 'a time like 14:30:00' },
  'xs:boolean': { tr: 'true ya da false', en: 'true or false' },
  'xs:decimal': { tr: 'noktayla yazılmış bir sayı', en: 'a number with a point' },
};

type Explain = (name: string, rest: string) => Words | null;

const EXPLANATIONS: readonly Explain[] = [
  (name, rest) => {
    if (!rest.startsWith('This element is not expected.')) return null;
    const expected = EXPECTED.exec(rest)?.[1];
    return expected === undefined
      ? {
          tr: `“${name}” burada olamaz; fazladan ya da yanlış sırada yazılmış.`,
          en: `“${name}” may not stand here; it is surplus or out of order.`,
        }
      : {
          tr: `“${name}” burada olamaz; önce şunlardan biri gelmeli: ${expected}.`,
          en: `“${name}” may not stand here; one of these must come first: ${expected}.`,
        };
  },
  (name, rest) => {
    if (!rest.startsWith('Missing child element(s).')) return null;
    const expected = EXPECTED.exec(rest)?.[1];
    if (name === 'ExtensionContent')
      return {
        tr: 'imzanın yeri (UBLExtensions) boş.',
        en: 'the place of the signature (UBLExtensions) is empty.',
      };
    if (expected === undefined) return { tr: `“${name}” alanının içi boş.`, en: `“${name}” is empty.` };
    return {
      tr: `“${name}” eksik: içinde şu alan olmalı: ${expected}.`,
      en: `“${name}” is incomplete: it must hold ${expected}.`,
    };
  },
  (name, rest) => {
    const type =
      /^'(.*)' is not a valid value of the (?:atomic|local atomic|union|list) type(?: '([^']+)')?/s.exec(
        rest,
      );
    if (type === null) return null;
    const [, value = '', typeName = ''] = type;
    const wanted = TYPES[typeName];
    return {
      tr: `“${name}” alanındaki “${value}” geçersiz${wanted === undefined ? '' : `; ${wanted.tr} olmalı`}.`,
      en: `“${value}” in “${name}” is not valid${wanted === undefined ? '' : `; it must be ${wanted.en}`}.`,
    };
  },
  (name, rest) =>
    rest.startsWith('No matching global element declaration available')
      ? { tr: `“${name}” şemada tanımlı değil.`, en: `“${name}” is not defined by the schema.` }
      : null,
  (name, rest) => {
    const attribute = /^The attribute '([^']+)' is (required but missing|not allowed)/.exec(rest);
    if (attribute === null) return null;
    const [, which = '', what] = attribute;
    return what === 'not allowed'
      ? { tr: `“${name}” alanının “${which}” niteliği olamaz.`, en: `“${name}” may not have “${which}”.` }
      : { tr: `“${name}” alanının “${which}” niteliği eksik.`, en: `“${name}” lacks “${which}”.` };
  },
];

/** The text itself where it is none of those that are met often. */
export function explainXsdFault(message: string): Words {
  const [, element, attribute, rest] = ELEMENT.exec(message.trim()) ?? [];
  if (element === undefined || rest === undefined) return { tr: message, en: message };
  // A name comes with its namespace: "{urn:…}ID".
  const plain = (text: string) => text.replaceAll(/\{[^}]*\}/g, '');
  const name = attribute === undefined ? plain(element) : `${plain(element)}/@${plain(attribute)}`;
  for (const explain of EXPLANATIONS) {
    const words = explain(name, plain(rest));
    if (words !== null) return words;
  }
  return { tr: message, en: message };
}
