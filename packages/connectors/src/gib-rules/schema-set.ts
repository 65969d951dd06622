/** The XSDs of a pack as validators, one a root element; opened when first asked for, reaching nothing outside the pack. */
import {
  XmlDocument,
  type XmlElement,
  XmlLibError,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { PackFiles } from './pack-files.ts';
import { PackRefusal } from './pack-refusal.ts';

export interface SchemaFault {
  readonly line: number;
  readonly message: string;
}

/** Under this name libxml2 asks for the files of the pack that is being opened. */
const PLACE = 'gib-pack:/';
const UBL = /^urn:oasis:names:specification:ubl:schema:xsd:(\w+)-2$/;
const ENVELOPE = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';

let opening: PackFiles = new Map();
const handles: { bytes: Uint8Array; at: number }[] = [];
let isRegistered = false;

/** libxml2 knows one list of sources for the whole process; ours answers for its own names alone. */
function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  xmlRegisterInputProvider({
    match: (name) => name.startsWith(PLACE),
    open(name) {
      const bytes = find(opening, name.slice(PLACE.length));
      // Counted from 1: a handle of 0 is none to libxml2.
      return bytes === undefined ? undefined : handles.push({ bytes, at: 0 });
    },
    read(handle, into) {
      const source = handles[handle - 1];
      if (source === undefined) return -1;
      const part = source.bytes.subarray(source.at, source.at + into.length);
      into.set(part);
      source.at += part.length;
      return part.length;
    },
    close: () => true,
  });
}

/** By its path, else by its bare name: GİB's envelope looks for the schemas of UBL beside itself, they come in another ZIP. */
function find(files: PackFiles, path: string): Uint8Array | undefined {
  const exact = files.get(path);
  if (exact !== undefined) return exact;
  const base = path.slice(path.lastIndexOf('/') + 1);
  const same = [...files.keys()].find((name) => name === base || name.endsWith(`/${base}`));
  return same === undefined ? undefined : files.get(same);
}

export class SchemaSet {
  readonly #files: PackFiles;
  readonly #validators = new Map<string, XsdValidator | null>();

  constructor(files: PackFiles) {
    this.#files = files;
  }

  /** Names of the root elements whose schema is in the pack. */
  get roots(): readonly string[] {
    return [...this.#files.keys()]
      .flatMap((name) => /(?:^|\/)UBL-(\w+)-2\.1\.xsd$/.exec(name)?.[1] ?? [])
      .filter(
        (root) => !/^(?:Common|CCTS|Core|Ext|Qualified|Unqualified|Signature|XAdES|xmldsig)/i.test(root),
      )
      .toSorted();
  }

  /** What is wrong with the document by its schema; null where the pack has none for it. Throws PackRefusal for a schema that is none. */
  validate(root: XmlElement): readonly SchemaFault[] | null {
    const file = this.#fileFor(root);
    if (file === null) return null;
    try {
      this.#validator(file).validate(root.doc);
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error;
      return error.details.map(({ line, message }) => ({ line, message: message.trim() }));
    }
  }

  /** Opens all, so that a broken one is found when the pack is installed and not at the first document. */
  openAll(): void {
    for (const root of this.roots) {
      const file = this.#named(`UBL-${root}-2.1.xsd`);
      if (file !== null) this.#validator(file);
    }
    const envelope = this.#named('PackageProxy_1_2.xsd');
    if (envelope !== null) this.#validator(envelope);
  }

  dispose(): void {
    for (const validator of this.#validators.values()) validator?.dispose();
    this.#validators.clear();
  }

  #fileFor(root: XmlElement): string | null {
    const ubl = UBL.exec(root.namespaceUri);
    if (ubl !== null && ubl[1] === root.name) return this.#named(`UBL-${root.name}-2.1.xsd`);
    return root.namespaceUri === ENVELOPE ? this.#named('PackageProxy_1_2.xsd') : null;
  }

  #named(base: string): string | null {
    return [...this.#files.keys()].find((name) => name === base || name.endsWith(`/${base}`)) ?? null;
  }

  #validator(file: string): XsdValidator {
    const known = this.#validators.get(file);
    if (known) return known;
    register();
    opening = this.#files;
    let schema: XmlDocument | null = null;
    try {
      schema = XmlDocument.fromBuffer(this.#files.get(file) ?? new Uint8Array(), { url: PLACE + file });
      const validator = XsdValidator.fromDoc(schema);
      this.#validators.set(file, validator);
      return validator;
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      const reason = error.message.trim().slice(0, 300);
      throw new PackRefusal('pack.broken-schema', { file, reason, reasonEn: reason });
    } finally {
      schema?.dispose();
      opening = new Map();
      handles.length = 0;
    }
  }
}
