/** Builds XML as text: elements of the two UBL namespaces, in the order they are given, their text escaped. */

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A bare one would be read as a line feed.
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/** A piece of the document; nothing where it is left out. */
export type Xml = string;

/** `attributes` are escaped too. An absent or blank text leaves the element out: GİB's rules take no empty one. */
export function cbc(
  name: string,
  text: string | null,
  attributes: Readonly<Record<string, string>> = {},
): Xml {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return '';
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<cbc:${name}${pairs.join('')}>${escaped(trimmed)}</cbc:${name}>`;
}

/** An element of elements; left out where all of them are. */
export function cac(name: string, ...children: readonly Xml[]): Xml {
  const inner = children.join('');
  return inner === '' ? '' : `<cac:${name}>${inner}</cac:${name}>`;
}

/** Which root a document has. */
export type UblRoot = 'Invoice' | 'ApplicationResponse';

/** The place of the signature, told to be empty: whoever signs puts ds:Signature there. */
const UNSIGNED = [
  '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>',
  '<i:Imza xmlns:i="urn:muhasebi:imza">imzalanacak</i:Imza>',
  '</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>',
].join('');

/** The whole document, declared and meant to be stored as UTF-8; one child of the root a line. */
export function ublDocument(root: UblRoot, children: readonly Xml[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<${root} xmlns="${UBL}:${root}-2" xmlns:cac="${UBL}:CommonAggregateComponents-2"`,
    ` xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ext="${UBL}:CommonExtensionComponents-2"`,
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    ` xsi:schemaLocation="${UBL}:${root}-2 UBL-${root}-2.1.xsd">\n`,
    [UNSIGNED, ...children].filter((child) => child !== '').join('\n'),
    `\n</${root}>\n`,
  ].join('');
}
