/** Works out the digest of everything that a signature covers, and whether that is the document which is read. */

import type { XmlElement } from 'libxml2-wasm';
import { canonicalizationOf, DEFAULT_CANONICALIZATION, digestOf, ENVELOPED } from './algorithms.ts';
import { type Canonical, digestDocument, digestElement } from './canonical-digest.ts';
import { SignatureRefusal } from './signature-fault.ts';
import {
  algorithmOf,
  all,
  base64Of,
  elementById,
  elementsById,
  first,
  only,
  XADES,
} from './signature-node.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

interface Reference {
  readonly element: XmlElement;
  /** What it points to; null is the document as a whole. */
  readonly target: XmlElement | null;
  readonly isEnveloped: boolean;
  readonly canonical: Canonical;
}

/** xades:SignedProperties of this signature, or null. */
export function propertiesOf(signature: XmlElement): XmlElement | null {
  const holder = all(signature, 'Object').flatMap((object) => all(object, 'QualifyingProperties', XADES))[0];
  return first(holder ?? null, 'SignedProperties', XADES);
}

/**
 * Throws where a part of the signature itself that it covers (its properties, its certificate) was changed. Of the
 * tree only the signature and its ancestors need be there.
 */
export function verifyOwnParts(root: XmlElement, signature: XmlElement): void {
  for (const element of referencesOf(signature)) {
    const own = ownTarget(element, root, signature);
    if (own === null) continue;
    const { canonical } = readTransforms(element);
    if (!holds(element, own, canonical)) throw new SignatureRefusal('properties-changed');
  }
}

/** XAdES has two or three; each costs a look through the document. */
const MOST_REFERENCES = 10;

function referencesOf(signature: XmlElement): XmlElement[] {
  const references = all(only(signature, 'SignedInfo'), 'Reference');
  if (references.length > MOST_REFERENCES) throw new SignatureRefusal('too-complex');
  return references;
}

/** The part of the signature that a reference points to; null where it points elsewhere. */
function ownTarget(reference: XmlElement, root: XmlElement, signature: XmlElement): XmlElement | null {
  const uri = reference.attr('URI')?.value ?? '';
  if (!uri.startsWith('#') || isDocument(uri)) return null;
  const [target = null] = elementsById(signature, uri);
  return target === null || target.isSameNode(root) ? null : target;
}

/**
 * Throws where a digest differs, where none covers the whole document, or where the signature's own properties are
 * not covered. Takes the signature out of its tree: nothing of it may be used afterwards.
 */
export function verifyCoverage(signature: XmlElement, root: XmlElement): void {
  const references = referencesOf(signature).map((element) => readReference(element, root));
  const whole = references.filter(
    ({ target, isEnveloped }) => isEnveloped && (target === null || target.isSameNode(root)),
  );
  if (whole.length === 0) throw new SignatureRefusal('not-covering');
  const properties = propertiesOf(signature);
  if (properties !== null && !references.some(({ target }) => target?.isSameNode(properties))) {
    throw new SignatureRefusal('properties-unsigned');
  }
  for (const { element, target, isEnveloped, canonical } of references) {
    if (isEnveloped || ownTarget(element, root, signature) !== null) continue;
    if (target === null || !holds(element, target, canonical)) {
      throw new SignatureRefusal('document-changed');
    }
  }
  // What the enveloped transform leaves out is the signature itself: its digests are read before it goes.
  const expected = whole.map((reference) => ({ reference, ...expectedDigest(reference.element) }));
  const { doc } = root;
  signature.remove();
  for (const { reference, hash, digest } of expected) {
    const actual =
      reference.target === null
        ? digestDocument(doc, reference.canonical, hash)
        : digestElement(root, reference.canonical, hash);
    if (!actual.equals(digest)) throw new SignatureRefusal('document-changed');
  }
}

const isDocument = (uri: string): boolean => uri === '' || uri === '#xpointer(/)';

function readReference(element: XmlElement, root: XmlElement): Reference {
  const uri = element.attr('URI')?.value ?? null;
  if (uri === null || (!isDocument(uri) && !uri.startsWith('#'))) {
    throw new SignatureRefusal('reference-unclear', { uri: uri?.slice(0, 80) ?? '—' });
  }
  const target = isDocument(uri) ? null : elementById(root, uri);
  return { element, target, ...readTransforms(element) };
}

/** The signature taken out, then one canonicalisation: anything else could leave out what is read. */
function readTransforms(reference: XmlElement): { isEnveloped: boolean; canonical: Canonical } {
  const transforms = all(first(reference, 'Transforms'), 'Transform');
  const isEnveloped = transforms.some((transform) => algorithmOf(transform) === ENVELOPED);
  const [canonical, another] = transforms.filter((transform) => algorithmOf(transform) !== ENVELOPED);
  if (another !== undefined) {
    throw new SignatureRefusal('algorithm-unknown', {
      algorithm: algorithmOf(another).slice(0, 120),
    });
  }
  // A reference inside of the document has no comments, whatever its method would do with them.
  const chosen =
    canonical === undefined ? { ...DEFAULT_CANONICALIZATION, prefixes: [] } : canonicalOf(canonical);
  return { isEnveloped, canonical: { ...chosen, withComments: false } };
}

function holds(reference: XmlElement, target: XmlElement, canonical: Canonical): boolean {
  const { hash, digest } = expectedDigest(reference);
  return digestElement(target, canonical, hash).equals(digest);
}

function expectedDigest(reference: XmlElement): { hash: string; digest: Buffer } {
  return {
    hash: digestOf(algorithmOf(only(reference, 'DigestMethod'))),
    digest: base64Of(only(reference, 'DigestValue')),
  };
}

/** The method that `element` (a CanonicalizationMethod or a Transform) names, with its prefixes. */
export function canonicalOf(element: XmlElement): Canonical {
  const prefixes = first(element, 'InclusiveNamespaces', EXCLUSIVE)?.attr('PrefixList')?.value.trim() ?? '';
  return {
    ...canonicalizationOf(algorithmOf(element)),
    prefixes: prefixes === '' ? [] : prefixes.split(/\s+/),
  };
}
