/** Signs documents for tests with keys and certificates made by openssl: XAdES-BES, enveloped, as mali mühür does. */

import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { canonicalBytes } from './canonical-digest.ts';

export interface Seal {
  readonly key: KeyObject;
  /** DER in base64. */
  readonly certificate: string;
}

/** A PEM text of the seal's certificate. */
export const pemOf = ({ certificate }: Seal): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** A key and a certificate for a seal of this VKN, issued by `issuer` or by itself; `ca`: it may issue others. */
export function makeSeal(
  openssl: string,
  kind: 'rsa' | 'ec',
  taxId: string,
  { issuer, ca = false }: { readonly issuer?: Seal; readonly ca?: boolean } = {},
): Seal {
  const folder = mkdtempSync(join(tmpdir(), 'muhasebi-seal-'));
  try {
    const algorithm = kind === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'];
    writeFileSync(join(folder, 'req.cnf'), '[req]\ndistinguished_name = names\n[names]\n');
    if (issuer !== undefined) {
      writeFileSync(join(folder, 'ca.pem'), pemOf(issuer));
      writeFileSync(join(folder, 'ca-key.pem'), issuer.key.export({ type: 'pkcs8', format: 'pem' }));
    }
    const by =
      issuer === undefined ? [] : ['-CA', join(folder, 'ca.pem'), '-CAkey', join(folder, 'ca-key.pem')];
    const made = spawnSync(openssl, [
      ...['req', '-config', join(folder, 'req.cnf'), ...by],
      ...[
        '-addext',
        `basicConstraints=critical,CA:${ca ? 'TRUE' : 'FALSE'}`,
        '-x509',
        '-nodes',
        '-days',
        '30',
        '-utf8',
        '-newkey',
        ...algorithm,
      ],
      ...['-subj', `/CN=Işık Ticaret A.Ş./serialNumber=${taxId}/OU=Mali Mühür`],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
    ]);
    if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
    const pem = readFileSync(join(folder, 'certificate.pem'), 'utf8');
    const certificate = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
    return { key: createPrivateKey(readFileSync(join(folder, 'key.pem'))), certificate };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface SigningMethod {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly canonical: 'inclusive' | 'exclusive';
  /** Of the whole document where absent. */
  readonly uri?: string;
  readonly propertiesSigned?: boolean;
  /** xades:SigningTime. */
  readonly signedAt?: string;
  /** Certificates that stand beside the signer's. */
  readonly beside?: readonly Seal[];
}

const SIGNED_AT = '2026-03-15T10:00:00Z';

const DIGEST = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;
const CANONICAL = {
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
} as const;

/** `xml`, whose root takes the signature as its first child, signed by `seal`. */
export function signedXml(xml: string, seal: Seal, method: SigningMethod): string {
  const { hash, canonical } = method;
  const bytesOf = (source: string, name: string, mode: 'inclusive' | 'exclusive'): Buffer =>
    withElement(source, name, (element) =>
      canonicalBytes(element, { mode, withComments: false, prefixes: [] }),
    );
  const digest = (bytes: Buffer): string => createHash(hash).update(bytes).digest('base64');
  const fill = (source: string, mark: string, value: string): string => source.replace(mark, () => value);
  const place = /^<\?xml[^>]*>\s*<[^>]+>/.exec(xml)?.[0].length ?? 0;
  const rootName = /^<\?xml[^>]*>\s*<([^\s>]+)/.exec(xml)?.[1] ?? '';
  const extension = (inner: string): string =>
    `<ext:UBLExtensions xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><ext:UBLExtension>` +
    `<ext:ExtensionContent>${inner}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>`;
  const before = xml.slice(0, place);
  const after = xml.slice(place);
  const target = method.uri === undefined ? rootName : 'SignedPart';
  const content = digest(bytesOf(before + extension('') + after, target, canonical));
  let signed = before + extension(template(seal, method)) + after;
  signed = fill(signed, 'DIGEST-OF-CONTENT', content);
  signed = fill(signed, 'DIGEST-OF-PROPERTIES', digest(bytesOf(signed, 'SignedProperties', 'inclusive')));
  const info = bytesOf(signed, 'SignedInfo', canonical);
  const value = sign(hash, info, { key: seal.key, dsaEncoding: 'ieee-p1363' });
  return fill(signed, 'VALUE-OF-SIGNATURE', value.toString('base64'));
}

function template(seal: Seal, method: SigningMethod): string {
  const { hash, canonical, uri = '', propertiesSigned = true, signedAt = SIGNED_AT, beside = [] } = method;
  const certificates = [seal, ...beside]
    .map(({ certificate }) => `<ds:X509Certificate>${certificate}</ds:X509Certificate>`)
    .join('');
  const kind = seal.key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa';
  const digestMethod = `<ds:DigestMethod Algorithm="${DIGEST[hash]}"/>`;
  const ofCertificate = createHash(hash).update(Buffer.from(seal.certificate, 'base64')).digest('base64');
  const properties =
    `<ds:Reference URI="#Properties" Type="http://uri.etsi.org/01903#SignedProperties">${digestMethod}` +
    '<ds:DigestValue>DIGEST-OF-PROPERTIES</ds:DigestValue></ds:Reference>';
  return (
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="Signature"><ds:SignedInfo>' +
    `<ds:CanonicalizationMethod Algorithm="${CANONICAL[canonical]}"/>` +
    `<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#${kind}-${hash}"/>` +
    `<ds:Reference URI="${uri}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>` +
    `<ds:Transform Algorithm="${CANONICAL[canonical]}"/></ds:Transforms>${digestMethod}` +
    `<ds:DigestValue>DIGEST-OF-CONTENT</ds:DigestValue></ds:Reference>${propertiesSigned ? properties : ''}</ds:SignedInfo>` +
    '<ds:SignatureValue>VALUE-OF-SIGNATURE</ds:SignatureValue><ds:KeyInfo><ds:X509Data>' +
    `${certificates}</ds:X509Data></ds:KeyInfo><ds:Object>` +
    '<xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#Signature">' +
    `<xades:SignedProperties Id="Properties"><xades:SignedSignatureProperties><xades:SigningTime>${signedAt}</xades:SigningTime>` +
    `<xades:SigningCertificate><xades:Cert><xades:CertDigest>${digestMethod}<ds:DigestValue>${ofCertificate}</ds:DigestValue></xades:CertDigest>` +
    '</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>' +
    '</ds:Object></ds:Signature>'
  );
}

function withElement<T>(xml: string, name: string, use: (element: XmlElement) => T): T {
  const document = XmlDocument.fromString(xml);
  try {
    const element = document.root.get(`descendant-or-self::*[local-name() = '${name}']`);
    if (!(element instanceof XmlElement)) throw new Error(`no ${name}`);
    return use(element);
  } finally {
    document.dispose();
  }
}
