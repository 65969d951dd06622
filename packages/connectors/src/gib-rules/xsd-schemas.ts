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

export class XsdSchemas {
  /** By "{namespace}local". */
  private readonly validators = new Map<string, XsdValidator>();

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
    const validator = this.validators.get(`{${root.namespaceUri}}${root.name}`);
    if (validator === undefined) return { xsd: 'skipped', xsdFaults: [], onlySignatureMissing: false };
    const xsdFaults = faultsOf(validator, document);
    if (xsdFaults.length === 0) return { xsd: 'valid', xsdFaults, onlySignatureMissing: false };
    const onlySignatureMissing = fillSignaturePlace(root) && faultsOf(validator, document).length === 0;
    return { xsd: 'invalid', xsdFaults, onlySignatureMissing };
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

/**
 * Puts something where a document that is not signed yet has its signature's place, be the place empty or missing; false
 * where something stands in it.
 */
function fillSignaturePlace(root: XmlElement): boolean {
  if (!root.namespaceUri.startsWith(UBL)) return false;
  const place = childOf(root, 'UBLExtensions') ?? makePlace(root);
  if (place === null) return false;
  const extension = childOf(place, 'UBLExtension') ?? place.addElement('UBLExtension', place.prefix);
  const content =
    childOf(extension, 'ExtensionContent') ?? extension.addElement('ExtensionContent', place.prefix);
  if (childOf(content, null) !== null) return false;
  content.addNsDeclaration(SIGNATURE, 'yer');
  content.addElement('yer', 'yer');
  return true;
}

/** UBLExtensions come before everything else. */
function makePlace(root: XmlElement): XmlElement | null {
  const first = childOf(root, null);
  if (first === null) return null;
  root.addNsDeclaration(EXTENSIONS, 'uzanti');
  return first.prependElement('UBLExtensions', 'uzanti');
}

/** The first child element, of that name in the namespace of extensions. */
function childOf(parent: XmlElement, name: string | null): XmlElement | null {
  for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child)) {
    if (!(child instanceof XmlElement)) continue;
    if (name === null || (child.name === name && child.namespaceUri === EXTENSIONS)) return child;
  }
  return null;
}
