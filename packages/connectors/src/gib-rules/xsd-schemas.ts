/** The XSDs of a pack, compiled by libxml2 out of memory: nothing is read from disk or network. */

import {
  type ErrorDetail,
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlError,
  XmlLibError,
  type XmlNode,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';
import { PackRefusal } from './pack-refusal.ts';
import type { PackFiles, XsdFault } from './verdict.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const EXTENSIONS = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** Roots of the documents that GİB's system carries: "{namespace}local". */
const ROOTS: readonly (readonly [namespace: string, local: string])[] = [
  [`${UBL}Invoice-2`, 'Invoice'],
  [`${UBL}CreditNote-2`, 'CreditNote'],
  [`${UBL}DespatchAdvice-2`, 'DespatchAdvice'],
  [`${UBL}ReceiptAdvice-2`, 'ReceiptAdvice'],
  [`${UBL}ApplicationResponse-2`, 'ApplicationResponse'],
  ['http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader', 'StandardBusinessDocument'],
  ['http://www.hr-xml.org/3', 'ProcessUserAccount'],
  ['http://www.hr-xml.org/3', 'CancelUserAccount'],
];

const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;
const MAX_FAULTS = 200;

/** One provider for the process: libxml2 keeps what is registered, and asks it by virtual names only. */
const provider = new XmlBufferInputProvider({});
let registered = false;
let packs = 0;

export interface XsdAnswer {
  readonly xsd: 'valid' | 'invalid' | 'skipped';
  readonly xsdFaults: readonly XsdFault[];
  readonly onlySignatureMissing: boolean;
}

const VALID: XsdAnswer = { xsd: 'valid', xsdFaults: [], onlySignatureMissing: false };

function missing(line: number, message: string): XsdAnswer {
  return { xsd: 'invalid', xsdFaults: [{ line, message }], onlySignatureMissing: true };
}

export class XsdSchemas {
  /** By "{namespace}local". */
  private readonly validators = new Map<string, XsdValidator>();
  /** The fault of an empty signature's place, by root and case; null where the schema lets it be empty. */
  private readonly ofPlaces = new Map<string, string | null>();

  /** Throws the refusal `pack.broken-xsd` with the file. */
  constructor(files: PackFiles) {
    const mount = `gib:/${++packs}/`;
    const xsds = [...files].filter(([name]) => /\.xsd$/i.test(name));
    if (!registered) registered = xmlRegisterInputProvider(provider);
    try {
      for (const [name, bytes] of xsds) provider.addBuffer(mount + name, bytes);
      const declared = xsds.map(([name, bytes]) => ({
        name,
        bytes,
        roots: rootsOf(mount + name, name, bytes),
      }));
      for (const [namespace, local] of ROOTS) {
        const home = declared.find(({ roots }) => roots.has(`{${namespace}}${local}`));
        if (home !== undefined) {
          const validator = withSchema(mount + home.name, home.name, home.bytes, (xsd) =>
            XsdValidator.fromDoc(xsd),
          );
          this.validators.set(`{${namespace}}${local}`, validator);
        }
      }
    } catch (error) {
      this.dispose();
      throw error;
    } finally {
      for (const [name] of xsds) provider.removeBuffer(mount + name);
    }
  }

  get roots(): readonly string[] {
    return ROOTS.filter(([namespace, local]) => this.validators.has(`{${namespace}}${local}`)).map(
      ([, local]) => local,
    );
  }

  /** The document may be changed by this: it is not fit for anything afterwards. */
  judge(document: XmlDocument): XsdAnswer {
    const { root } = document;
    const name = `{${root.namespaceUri}}${root.name}`;
    const validator = this.validators.get(name);
    if (validator === undefined) return { xsd: 'skipped', xsdFaults: [], onlySignatureMissing: false };
    const filled = fillSignaturePlace(root);
    // What is sound with something in its signature's place has one fault at most: told before, it is told again.
    const isSound = filled !== null && faultsOf(validator, document).length === 0;
    const known = isSound ? this.ofPlaces.get(name + filled.case) : undefined;
    if (isSound && known !== undefined) return known === null ? VALID : missing(filled.line, known);
    filled?.takeOut();
    const xsdFaults = faultsOf(validator, document);
    if (isSound && filled.case !== null) this.remember(name + filled.case, filled.line, xsdFaults);
    if (xsdFaults.length === 0) return VALID;
    return { xsd: 'invalid', xsdFaults, onlySignatureMissing: isSound };
  }

  private remember(place: string, line: number, [fault, ...others]: readonly XsdFault[]): void {
    if (others.length === 0 && (fault === undefined || fault.line === line))
      this.ofPlaces.set(place, fault?.message ?? null);
  }

  dispose(): void {
    for (const validator of this.validators.values()) validator.dispose();
    this.validators.clear();
  }
}

/** The elements that an XSD declares for the whole of a document. GİB's copy of xmldsig carries a DOCTYPE. */
function rootsOf(url: string, file: string, bytes: Uint8Array): ReadonlySet<string> {
  return withSchema(url, file, bytes, ({ root }) => {
    if (root.namespaceUri !== XSD) throw new PackRefusal('pack.broken-xsd', { file, what: root.name });
    const namespace = root.attr('targetNamespace')?.value ?? '';
    const declared = new Set<string>();
    for (let child: XmlNode | null = root.firstChild; child !== null; child = nextNode(child)) {
      if (!(child instanceof XmlElement) || child.name !== 'element') continue;
      declared.add(`{${namespace}}${child.attr('name')?.value ?? ''}`);
    }
    return declared;
  });
}

function withSchema<T>(url: string, file: string, bytes: Uint8Array, read: (document: XmlDocument) => T): T {
  let document: XmlDocument | null = null;
  try {
    document = XmlDocument.fromBuffer(bytes, { url, option: OPTIONS });
    return read(document);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const [detail] = error instanceof XmlLibError ? error.details : [];
    const what = plain(detail?.message ?? error.message);
    throw new PackRefusal('pack.broken-xsd', { file, line: String(detail?.line ?? 1), what });
  } finally {
    document?.dispose();
  }
}

function faultsOf(validator: XsdValidator, document: XmlDocument): readonly XsdFault[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.slice(0, MAX_FAULTS).map(faultOf);
  }
}

function faultOf({ line, message }: ErrorDetail): XsdFault {
  return { line, message: plain(message) };
}

/** One line, namespaces left out: the names are known by their place. A letter cut in two is none that could be stored. */
function plain(message: string): string {
  return message
    .replaceAll(/\{[^}]*\}/g, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .slice(0, 500)
    .toWellFormed();
}

interface FilledPlace {
  /** Line of the element that a validator finds fault with while the place is empty. */
  readonly line: number;
  /** What is missing and where; null where the validator's words depend on more. */
  readonly case: string | null;
  /** Empties it again. */
  readonly takeOut: () => void;
}

/**
 * Puts something where a document that is not signed yet has its signature's place, be the place empty or missing; null
 * where something stands in it.
 */
function fillSignaturePlace(root: XmlElement): FilledPlace | null {
  const first = childOf(root, null);
  if (!root.namespaceUri.startsWith(UBL) || first === null) return null;
  const extensions = childOf(root, 'UBLExtensions');
  if (extensions === null) {
    // UBLExtensions come before everything else.
    root.addNsDeclaration(EXTENSIONS, 'uzanti');
    const made = first.prependElement('UBLExtensions', 'uzanti');
    putInto(made, ['UBLExtension', 'ExtensionContent']);
    return filledPlace(first, made, true);
  }
  const extension = childOf(extensions, 'UBLExtension');
  if (extension === null) return fill(extensions, ['UBLExtension', 'ExtensionContent']);
  const content = childOf(extension, 'ExtensionContent');
  if (content === null) return fill(extension, ['ExtensionContent']);
  return childOf(content, null) === null ? fill(content, []) : null;
}

function fill(parent: XmlElement, names: readonly string[]): FilledPlace {
  const wasEmpty = childOf(parent, null) === null;
  return filledPlace(parent, putInto(parent, names), wasEmpty);
}

/** Elements of these names one in the other, and something in the last; the outermost of what was made. */
function putInto(parent: XmlElement, [name, ...names]: readonly string[]): XmlElement {
  if (name === undefined) {
    parent.addNsDeclaration(SIGNATURE, 'yer');
    return parent.addElement('yer', 'yer');
  }
  const made = parent.addElement(name, parent.prefix);
  putInto(made, names);
  return made;
}

function filledPlace(faulty: XmlElement, made: XmlElement, isPlain: boolean): FilledPlace {
  return {
    line: faulty.line,
    case: isPlain ? `${made.name} {${faulty.namespaceUri}}${faulty.name}` : null,
    takeOut: () => made.remove(),
  };
}

/** The first child element, of that name in the namespace of extensions. */
function childOf(parent: XmlElement, name: string | null): XmlElement | null {
  for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child)) {
    if (!(child instanceof XmlElement)) continue;
    if (name === null || (child.name === name && child.namespaceUri === EXTENSIONS)) return child;
  }
  return null;
}
