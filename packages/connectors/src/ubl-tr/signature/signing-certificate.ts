/** The certificate of a signature: which one it is, whose, and whether it is the one that the signer names. */

import { createHash, X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { digestOf } from './algorithms.ts';
import { SignatureRefusal } from './signature-fault.ts';
import { algorithmOf, all, base64Of, first, only, XADES } from './signature-node.ts';
import type { Signer } from './signature-state.ts';

/** The signer's certificate, and the others that came with the signature. */
export interface FoundCertificates {
  readonly own: X509Certificate;
  readonly beside: readonly X509Certificate[];
}

/** More than a chain has. */
const MOST_BESIDE = 10;

/**
 * The certificate beside the signature. Of several (a chain) it is the one whose digest the signed properties name,
 * or the first where they name none.
 */
export function signingCertificates(signature: XmlElement, properties: XmlElement | null): FoundCertificates {
  const certificates = all(first(signature, 'KeyInfo'), 'X509Data')
    .flatMap((data) => all(data, 'X509Certificate'))
    .map(base64Of);
  const [only = null] = certificates;
  if (only === null) throw new SignatureRefusal('certificate-missing');
  const named = namedDigest(properties);
  const chosen =
    named === null
      ? only
      : certificates.find((der) => createHash(named.hash).update(der).digest().equals(named.digest));
  if (chosen === undefined) {
    // A certificate that was damaged is told as such.
    parse(only);
    throw new SignatureRefusal('certificate-other');
  }
  const beside = certificates.filter((der) => der !== chosen).slice(0, MOST_BESIDE);
  return { own: parse(chosen), beside: beside.flatMap(readable) };
}

/** What stands beside the signer's certificate and cannot be read only links to nothing. */
function readable(der: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(der)];
  } catch {
    return [];
  }
}

function parse(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    // Whatever OpenSSL dislikes of it, nobody can be told by it.
    throw new SignatureRefusal('certificate-unreadable');
  }
}

/** xades:SigningCertificate of either version, its first certificate: that of the signer. */
function namedDigest(properties: XmlElement | null): { hash: string; digest: Buffer } | null {
  const own = first(properties, 'SignedSignatureProperties', XADES);
  const named = first(own, 'SigningCertificate', XADES) ?? first(own, 'SigningCertificateV2', XADES);
  const digest = first(first(named, 'Cert', XADES), 'CertDigest', XADES);
  if (digest === null) return null;
  return {
    hash: digestOf(algorithmOf(only(digest, 'DigestMethod'))),
    digest: base64Of(only(digest, 'DigestValue')),
  };
}

/** Kamu SM and the other Turkish issuers write VKN or TCKN as the subject's serial number. */
export function signerOf(certificate: X509Certificate): Signer {
  const subject = partsOf(certificate.subject);
  return {
    name: subject.get('CN') ?? subject.get('O') ?? null,
    taxId: /(?<!\d)\d{10,11}(?!\d)/.exec(subject.get('serialNumber') ?? '')?.[0] ?? null,
    certificate: certificate.serialNumber,
    issuer: partsOf(certificate.issuer).get('CN') ?? null,
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
  };
}

function partsOf(name: string): Map<string, string> {
  return new Map(
    name.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1).replaceAll(/\\(.)/g, '$1')]];
    }),
  );
}
