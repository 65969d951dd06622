/** The roots that an operator trusts for seals and signatures, and whether a certificate leads to one of them. */

import { X509Certificate } from 'node:crypto';
import { type ChainFaultCode, chainFault } from './signature-fault.ts';
import type { Chain } from './signature-state.ts';

/** Longer than any chain of an issuer of seals; bounds what a document can ask for. */
const MOST_STEPS = 8;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Certificates of issuers, as the operator named them. Those signed by themselves are trusted; the others only link to them. */
export interface TrustedRoots {
  readonly roots: readonly X509Certificate[];
  readonly between: readonly X509Certificate[];
}

/**
 * The certificates of a PEM file: roots, and the issuers between them and the seals if they are wanted. Throws `TypeError`
 * where it holds a certificate that cannot be read, or no root.
 */
export function readTrustedRoots(pem: string): TrustedRoots {
  const certificates = (pem.match(PEM) ?? []).map((text, index) => {
    try {
      return new X509Certificate(text);
    } catch {
      throw new TypeError(
        `${index + 1}. sertifika okunamıyor / certificate ${index + 1} of the file cannot be read`,
      );
    }
  });
  const roots = certificates.filter(isRoot);
  if (roots.length === 0)
    throw new TypeError(
      'dosyada kök (kendi kendini imzalayan) sertifika yok / the file holds no root (a certificate signed by itself)',
    );
  return { roots, between: certificates.filter((certificate) => !isRoot(certificate)) };
}

/** As `readTrustedRoots` reads them. */
export function pemOf({ roots, between }: TrustedRoots): string {
  return [...roots, ...between].join('\n');
}

const isRoot = (certificate: X509Certificate): boolean =>
  certificate.ca && isIssuedBy(certificate, certificate);

/** By names, key identifiers and key usage (OpenSSL's look), and by the signature itself. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/**
 * Whether `certificate` leads to a trusted root over the certificates `beside` it, each in its time at `at`: the signer's
 * own word of when it signed. RFC 5280 6.1 without path lengths, name constraints and policies; revocation is not asked.
 */
export function chainOf(
  certificate: X509Certificate,
  beside: readonly X509Certificate[],
  { roots, between }: TrustedRoots,
  at: Date,
): Chain {
  let current = certificate;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!isInTime(current, at)) return untrusted('certificate-not-in-time', current);
    const root = roots.find((one) => isIssuedBy(current, one));
    if (root !== undefined) {
      return isInTime(root, at) ? { chain: 'trusted' } : untrusted('certificate-not-in-time', root);
    }
    const issuer = [...between, ...beside].find((one) => isIssuedBy(current, one));
    if (issuer === undefined) return untrusted('issuer-untrusted', current);
    current = issuer;
  }
  return untrusted('issuer-untrusted', certificate);
}

const isInTime = ({ validFromDate, validToDate }: X509Certificate, at: Date): boolean =>
  validFromDate <= at && at <= validToDate;

function untrusted(code: ChainFaultCode, certificate: X509Certificate): Chain {
  const name = (whole: string) => /(?:^|\n)CN=([^\n]*)/.exec(whole)?.[1] ?? whole.replaceAll('\n', ', ');
  const params = { subject: name(certificate.subject), issuer: name(certificate.issuer) };
  return { chain: 'untrusted', chainFault: chainFault(code, params) };
}
