/** The sentences about a signature that does not hold, or that cannot be judged: one code each, Turkish and English. */

import { fill } from '../read-error.ts';
import type { SignatureFault } from './signature-state.ts';

const TEXTS = {
  incomplete: ['İmzanın yapısı eksik: {part} yok.', 'The signature is incomplete: it has no {part}.'],
  'not-covering': [
    'İmza belgenin bütününü kapsamıyor; okunan içerik imzalanmamış olabilir.',
    'The signature does not cover the whole document; what is read may not have been signed.',
  ],
  'reference-unclear': [
    'İmzanın gösterdiği bölüm ({uri}) belgede yok ya da birden çok.',
    'The part that the signature points to ({uri}) is missing from the document or stands there more than once.',
  ],
  'document-changed': [
    'Belge imzalandıktan sonra değişmiş: içeriğinin özeti imzadakiyle aynı değil.',
    'The document was changed after it was signed: the digest of its content is not that of the signature.',
  ],
  'properties-changed': [
    'İmzanın kendi bilgileri (zamanı, sertifikası) imzalandıktan sonra değişmiş.',
    'What the signature says of itself (time, certificate) was changed after signing.',
  ],
  'properties-unsigned': [
    'İmzanın kendi bilgileri (zamanı, sertifikası) imzaya dahil değil.',
    'What the signature says of itself (time, certificate) is not covered by it.',
  ],
  'value-wrong': [
    'İmza değeri, yanındaki sertifikanın anahtarıyla doğrulanmıyor.',
    'The value of the signature does not verify with the key of its certificate.',
  ],
  'certificate-other': [
    'İmzanın yanındaki sertifika, imzalayanın bildirdiği sertifika değil.',
    'The certificate beside the signature is not the one that the signer names.',
  ],
  'certificate-unreadable': [
    'İmzanın yanındaki sertifika okunamıyor.',
    'The certificate beside the signature cannot be read.',
  ],
  'certificate-missing': [
    'İmzanın yanında sertifika yok; kimin imzaladığı bilinemez.',
    'No certificate stands beside the signature; who signed cannot be known.',
  ],
  'not-canonical': [
    'Belge, imzasının denetlenmesi için gereken kurallı biçime getirilemiyor.',
    'The document cannot be brought into the canonical form that checking its signature needs.',
  ],
  'too-complex': [
    'İmzaların ya da ad alanlarının sayısı denetlenebilecek olandan çok.',
    'There are more signatures or namespaces than can be checked.',
  ],
  'algorithm-unknown': [
    'İmzanın kullandığı yöntem burada tanınmıyor: {algorithm}.',
    'The signature uses a method that is not known here: {algorithm}.',
  ],
} as const satisfies Record<string, readonly [tr: string, en: string]>;

type SignatureFaultCode = keyof typeof TEXTS;

/** Of a certificate whose signature holds: why it is not trusted. */
const CHAIN_TEXTS = {
  'issuer-untrusted': [
    'Sertifikayı veren “{issuer}”, bu kurulumda güvenilen bir köke bağlanmıyor.',
    'Its issuer “{issuer}” does not lead to a root that this installation trusts.',
  ],
  'certificate-not-in-time': [
    '“{subject}” sertifikası imza zamanında geçerli değildi.',
    'The certificate “{subject}” was not valid at the time of signing.',
  ],
} as const satisfies Record<string, readonly [tr: string, en: string]>;

export type ChainFaultCode = keyof typeof CHAIN_TEXTS;

export function chainFault(code: ChainFaultCode, params: Readonly<Record<string, string>>): SignatureFault {
  const [tr, en] = CHAIN_TEXTS[code];
  return { code, message: fill(tr, params), messageEn: fill(en, params) };
}

/** Cannot be judged rather than broken. */
const UNKNOWN: ReadonlySet<SignatureFaultCode> = new Set([
  'certificate-missing',
  'algorithm-unknown',
  'not-canonical',
  'too-complex',
]);

/** Thrown inside of the check only; `checkSignature` turns it into a state. */
export class SignatureRefusal extends Error {
  readonly fault: SignatureFault;
  readonly kind: 'broken' | 'unknown';

  constructor(code: SignatureFaultCode, params: Readonly<Record<string, string>> = {}) {
    const [tr, en] = TEXTS[code];
    const fault = { code, message: fill(tr, params), messageEn: fill(en, params) };
    super(fault.messageEn);
    this.fault = fault;
    this.kind = UNKNOWN.has(code) ? 'unknown' : 'broken';
  }
}
