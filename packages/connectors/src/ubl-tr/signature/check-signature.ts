/**
 * Checks the XAdES signature of a UBL-TR document offline: that the document is as it was signed, and by whose key.
 * Source: W3C XML Signature 1.1, ETSI EN 319 132 (XAdES-BES), e-Fatura guide of GİB on mali mühür.
 */

import { type KeyObject, verify } from 'node:crypto';
import { XmlElement, XmlError, type XmlNode } from 'libxml2-wasm';
import { nextNode } from '../../xml/next-node.ts';
import { decodeXml } from '../decode-xml.ts';
import { withXml } from '../parse-xml.ts';
import { signatureMethodOf } from './algorithms.ts';
import { canonicalBytes } from './canonical-digest.ts';
import { isCanonicalizable } from './canonical-work.ts';
import { SignatureRefusal } from './signature-fault.ts';
import { algorithmOf, base64Of, DS, first, only, XADES } from './signature-node.ts';
import type { Chain, SignatureState, Signer } from './signature-state.ts';
import { canonicalOf, propertiesOf, verifyCoverage, verifyOwnParts } from './signed-references.ts';
import { type FoundCertificates, signerOf, signingCertificates } from './signing-certificate.ts';
import { chainOf, type TrustedRoots } from './trusted-roots.ts';

/** A UBL-TR document has one. */
const MOST_SIGNATURES = 5;
/** Without this word no signature stands in a document, whatever the prefix. */
const MARK = 'SignatureValue';

/**
 * The state of the signature of `bytes`, one UBL-TR document that `readUbl` has read (`document.bytes`). Of several
 * signatures every one must hold; a counter-signature inside of another is not looked at. With `roots` the signer's
 * certificate is followed to them. Throws `ReadRefusal` for what is no XML.
 */
export function checkSignature(bytes: Uint8Array, roots: TrustedRoots | null = null): SignatureState {
  const { utf8 } = decodeXml(bytes);
  if (!utf8.includes(MARK)) return { kind: 'absent' };
  const count = withXml(utf8, (root) => signaturesIn(root).length);
  if (count === 0) return { kind: 'absent' };
  if (count > MOST_SIGNATURES || !isCanonicalizable(utf8)) {
    const { fault } = new SignatureRefusal('too-complex');
    return { kind: 'unknown', reason: fault, signer: null };
  }
  let state: SignatureState = { kind: 'absent' };
  for (let index = 0; index < count; index++) {
    state = judge(utf8, index, roots);
    if (state.kind !== 'sound' || state.chain === 'untrusted') return state;
  }
  return state;
}

/** Signatures that are not inside of another. A template whose value is empty is none. */
function signaturesIn(root: XmlElement): XmlElement[] {
  return root
    .find('descendant::ds:Signature[not(ancestor::ds:Signature)]', { ds: DS })
    .filter((node): node is XmlElement => node instanceof XmlElement)
    .filter((signature) => (first(signature, 'SignatureValue')?.content.trim() ?? '') !== '');
}

/** Both parts change their tree: each gets its own. */
function judge(utf8: Buffer, index: number, roots: TrustedRoots | null): SignatureState {
  let signer: Signer | null = null;
  try {
    const { signedAt, certificates } = withSignature(utf8, index, (signature, root) => {
      leaveOnly(signature);
      const properties = propertiesOf(signature);
      const certificates = signingCertificates(signature, properties);
      signer = signerOf(certificates.own);
      verifyValue(signature, certificates.own.publicKey);
      verifyOwnParts(root, signature);
      const own = first(properties, 'SignedSignatureProperties', XADES);
      return { certificates, signedAt: first(own, 'SigningTime', XADES)?.content.trim() || null };
    });
    withSignature(utf8, index, verifyCoverage);
    if (signer === null) return { kind: 'absent' };
    return { kind: 'sound', signer, signedAt, ...chainAt(certificates, signedAt, roots) };
  } catch (error) {
    const refusal = error instanceof XmlError ? new SignatureRefusal('not-canonical') : error;
    if (!(refusal instanceof SignatureRefusal)) throw error;
    return { kind: refusal.kind, reason: refusal.fault, signer };
  }
}

function chainAt(
  { own, beside }: FoundCertificates,
  signedAt: string | null,
  roots: TrustedRoots | null,
): Chain {
  if (roots === null) return { chain: 'not-checked' };
  const at = instantOf(signedAt);
  // Without a time of its own it is held against the certificate's first moment: only the issuers are asked then.
  return chainOf(own, beside, roots, Number.isNaN(at.getTime()) ? own.validFromDate : at);
}

/** A time without an offset is Türkiye's. */
const instantOf = (time: string | null): Date =>
  new Date(time === null || /(?:Z|[+-]\d\d:\d\d)$/.test(time) ? (time ?? '') : `${time}+03:00`);

function withSignature<T>(
  utf8: Buffer,
  index: number,
  use: (signature: XmlElement, root: XmlElement) => T,
): T {
  return withXml(utf8, (root) => {
    const signature = signaturesIn(root)[index];
    if (signature === undefined) throw new SignatureRefusal('incomplete', { part: 'Signature' });
    return use(signature, root);
  });
}

/** Takes everything beside the signature and its ancestors out of the tree: canonicalisation asks about every node of it. */
function leaveOnly(signature: XmlElement): void {
  for (let kept = signature, parent = kept.parent; parent !== null; kept = parent, parent = kept.parent) {
    const others = [];
    for (let child: XmlNode | null = parent.firstChild; child !== null; child = nextNode(child)) {
      if (!child.isSameNode(kept)) others.push(child);
    }
    for (const other of others) other.remove();
  }
}

function verifyValue(signature: XmlElement, key: KeyObject): void {
  const info = only(signature, 'SignedInfo');
  const { hash, key: kind } = signatureMethodOf(algorithmOf(only(info, 'SignatureMethod')));
  const signed = canonicalBytes(info, canonicalOf(only(info, 'CanonicalizationMethod')));
  const value = base64Of(only(signature, 'SignatureValue'));
  if (key.asymmetricKeyType !== kind || !isSignedBy(key, hash, signed, value))
    throw new SignatureRefusal('value-wrong');
}

function isSignedBy(key: KeyObject, hash: string, signed: Buffer, value: Buffer): boolean {
  try {
    // XML Signature writes the two numbers of an ECDSA signature one behind the other, not as ASN.1.
    return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, value);
  } catch {
    // OpenSSL throws for a value that no signature of this key can have.
    return false;
  }
}
