/** A document without a signature is invalid by GİB's schema: whether it is so for that reason alone. */
import type { SchemaFault } from './schema-set.ts';

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';
const MISSING =
  /CommonExtensionComponents-2\}(?:UBLExtensions|UBLExtension|ExtensionContent)(?:': Missing child| \))/;
const FILLED = '<imza:Yer xmlns:imza="urn:imza-yeri"/>';
const EMPTY_CONTENT = /<((?:[\w.-]+:)?ExtensionContent)((?:\s[^>]*?)?)(?:\/>|>\s*<\/\1\s*>)/;
const EMPTY_EXTENSIONS = /<((?:[\w.-]+:)?UBLExtensions?)((?:\s[^>]*?)?)(?:\/>|>\s*<\/\1\s*>)/;

/** Whether a fault says that nothing stands where the signature belongs; it may hide others behind it. */
export function isSignatureMissing({ message }: SchemaFault): boolean {
  return MISSING.test(message);
}

/** The document with an element of no meaning where its signature belongs; nothing else is touched. */
export function fillSignaturePlace(xml: string): string {
  if (EMPTY_CONTENT.test(xml)) return xml.replace(EMPTY_CONTENT, `<$1$2>${FILLED}</$1>`);
  const content = `<ExtensionContent>${FILLED}</ExtensionContent>`;
  const whole = `<UBLExtensions xmlns="${NAMESPACE}"><UBLExtension>${content}</UBLExtension></UBLExtensions>`;
  if (EMPTY_EXTENSIONS.test(xml)) return xml.replace(EMPTY_EXTENSIONS, () => whole);
  return xml.replace(/<[A-Za-z_][^>]*[^/>]>/, (root) => `${root}${whole}`);
}
