/** The findings that reading itself makes; those of arithmetic and law come from the accounting package. */

import type { Finding, FindingSeverity } from '@muhasebi/accounting/fatura/finding.ts';
import { fill, wholeLetters } from './read-error.ts';

type Texts = readonly [severity: FindingSeverity, tr: string, en: string];

const TEXTS = {
  'xml.encoding-guessed': [
    'info',
    'Dosya UTF-8 değil ve başka bir kodlama bildirmiyor; windows-1254 (Türkçe) olarak okundu.',
    'The file is not UTF-8 and declares no other encoding; it was read as windows-1254 (Turkish).',
  ],
  'xml.encoding-mismatch': [
    'info',
    'Dosya {declared} bildiriyor ama {actual} ile yazılmış; {actual} olarak okundu.',
    'The file declares {declared} but is written in {actual}; it was read as {actual}.',
  ],
  'xml.encoding-damaged': [
    'warning',
    'Dosyada UTF-8’e uymayan baytlar var; bozuk harfler “\uFFFD” olarak okundu.',
    'The file holds bytes that are not UTF-8; the damaged letters were read as “\uFFFD”.',
  ],
  'ubl.customization-missing': [
    'warning',
    'Belgede CustomizationID yok; UBL-TR sürümü bilinmiyor.',
    'The document has no CustomizationID; its UBL-TR version is unknown.',
  ],
  'ubl.exchange-rate-unusable': [
    'warning',
    'Belgedeki kur {source} → {target} yönünde ({rate}); {currency} için TL kuru olarak kullanılamadı.',
    'The document states the rate {rate} as {source} → {target}; it could not be used as the TRY rate of {currency}.',
  ],
  'ubl.currency-mixed': [
    'warning',
    'Belgenin para birimi {currency}, ama {place} tutarı {actual} ile yazılmış.',
    'The document is in {currency}, but its {place} amount is written in {actual}.',
  ],
  'signature.broken': [
    'warning',
    'Belgenin elektronik imzası geçerli değil: {reason}',
    'The electronic signature of the document does not hold: {reasonEn}',
  ],
  'signature.untrusted': [
    'warning',
    'Belge imzalandığı gibi duruyor, ama imzalayanın sertifikasına güvenilmiyor: {reason}',
    'The document is as it was signed, but the certificate of the signer is not trusted: {reasonEn}',
  ],
  'signature.unchecked': [
    'info',
    'Belgenin elektronik imzası denetlenemedi: {reason}',
    'The electronic signature of the document could not be checked: {reasonEn}',
  ],
  'signature.missing': [
    'info',
    'Belge imzalı olduğunu bildiriyor ama elektronik imzası içinde yok.',
    'The document says that it is signed, but its electronic signature is not in it.',
  ],
} as const satisfies Record<string, Texts>;

export type ReadFindingCode = keyof typeof TEXTS;

/** The finding of `code` at `place` with its texts filled in. */
export function readFinding(
  code: ReadFindingCode,
  place: string | null = null,
  params: Readonly<Record<string, string>> = {},
): Finding {
  const [severity, tr, en] = TEXTS[code];
  const whole = wholeLetters(params);
  return { code, severity, place, message: fill(tr, whole), messageEn: fill(en, whole), params: whole };
}
