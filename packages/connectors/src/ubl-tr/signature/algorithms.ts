/** The methods of XML Signature that are known here: digests, signatures, canonicalisations. SHA-1 is not: it can be forged. */

import { SignatureRefusal } from './signature-fault.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

interface SignatureMethod {
  readonly hash: string;
  readonly key: 'rsa' | 'ec';
}

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const SIGNATURES: Readonly<Record<string, SignatureMethod>> = Object.fromEntries(
  (['sha256', 'sha384', 'sha512'] as const).flatMap((hash): [string, SignatureMethod][] => [
    [`${MORE}rsa-${hash}`, { hash, key: 'rsa' }],
    [`${MORE}ecdsa-${hash}`, { hash, key: 'ec' }],
  ]),
);

/** How a set of nodes becomes bytes. */
export interface Canonicalization {
  readonly mode: 'inclusive' | 'exclusive' | 'inclusive-1.1';
  readonly withComments: boolean;
}

const CANONICAL: Readonly<Record<string, Canonicalization>> = Object.fromEntries(
  (
    [
      ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', '#WithComments', 'inclusive'],
      ['http://www.w3.org/2001/10/xml-exc-c14n#', 'WithComments', 'exclusive'],
      ['http://www.w3.org/2006/12/xml-c14n11', '#WithComments', 'inclusive-1.1'],
    ] as const
  ).flatMap(([uri, suffix, mode]): [string, Canonicalization][] => [
    [uri, { mode, withComments: false }],
    [`${uri}${suffix}`, { mode, withComments: true }],
  ]),
);

export const DEFAULT_CANONICALIZATION: Canonicalization = { mode: 'inclusive', withComments: false };

export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Name of the hash for Node's crypto. Throws `algorithm-unknown`, as all here. */
export function digestOf(algorithm: string): string {
  return DIGESTS[algorithm] ?? unknown(algorithm);
}

export function signatureMethodOf(algorithm: string): SignatureMethod {
  return SIGNATURES[algorithm] ?? unknown(algorithm);
}

export function canonicalizationOf(algorithm: string): Canonicalization {
  return CANONICAL[algorithm] ?? unknown(algorithm);
}

function unknown(algorithm: string): never {
  throw new SignatureRefusal('algorithm-unknown', { algorithm: algorithm.slice(0, 120) || '—' });
}
