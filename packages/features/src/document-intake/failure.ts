/** Why a document could not be taken in: the fault with the file's name, and what a person can do now. */
import type { z } from 'zod';
import type { failureView } from './contract.ts';

export type Failure = z.infer<typeof failureView>;

/** A fault as the reader, the archive or this feature tells it; texts are whole sentences. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly messageEn: string;
  /** Of a reader's refusal; `line` is where in the XML it stopped. */
  readonly params?: Readonly<Record<string, string>>;
  /** What a library said of it: for the log, never shown. */
  readonly cause?: string | null;
}

type Step = readonly [tr: string, en: string];

const GET_AGAIN: Step = [
  'Dosyayı kaynağından (GİB portalı, entegratör) yeniden indirip yükleyin.',
  'Download the file again from its source (GİB’s portal, the integrator) and upload it.',
];
const SEND_XML: Step = [
  'Bu belgenin e-Fatura ya da e-Arşiv XML dosyasını yükleyin.',
  'Upload the e-Fatura or e-Arşiv XML file of this document.',
];
const SPLIT: Step = ['Daha küçük dosyalara bölüp yükleyin.', 'Split it into smaller files and upload those.'];
const REPACK: Step = [
  'Dosyaları arşivden çıkarıp ayrıca ya da yeni bir ZIP olarak yükleyin.',
  'Take the files out of the archive and upload them separately, or in a new ZIP.',
];
const RETRY: Step = [
  '"Yeniden oku" ile bir daha okutun; sürerse belge numarasıyla destek ekibine bildirin.',
  'Use "Read again"; if it persists, tell support the id of the document.',
];

const STEPS: Readonly<Record<string, Step>> = {
  'file.too-large': SPLIT,
  'xml.truncated': GET_AGAIN,
  'xml.malformed': GET_AGAIN,
  'xml.encoding-unknown': GET_AGAIN,
  'file.empty': GET_AGAIN,
  'file.missing': GET_AGAIN,
  'envelope.empty': GET_AGAIN,
  'envelope.too-many': SPLIT,
  'archive.cut-off': GET_AGAIN,
  'archive.encrypted': [
    'Dosyayı parolasız olarak yeniden paketleyip yükleyin.',
    'Pack the file again without a password and upload it.',
  ],
  'archive.too-many-entries': SPLIT,
  'archive.entry-too-large': SPLIT,
  'archive.total-too-large': SPLIT,
  'intake.given-up': RETRY,
};

/** The failure of the document named `fileName`; where nothing particular is known, the next step follows the code's family. */
export function failureOf(fileName: string, fault: Fault): Failure {
  const family = fault.code.startsWith('archive.') ? REPACK : SEND_XML;
  // A format that is not read says itself where the document is found.
  const { next: own, nextEn: ownEn } = fault.params ?? {};
  const isOwn = own !== undefined && ownEn !== undefined;
  const [next, nextEn] = isOwn ? [own, ownEn] : (STEPS[fault.code] ?? family);
  const line = Number(fault.params?.line);
  return {
    code: fault.code,
    message: `“${fileName}”: ${fault.message}`,
    messageEn: `“${fileName}”: ${fault.messageEn}`,
    next,
    nextEn,
    ...(Number.isInteger(line) && line > 0 ? { line } : {}),
  };
}

export const FILE_MISSING: Fault = {
  code: 'file.missing',
  message: 'Dosyanın içeriği depoda bulunamadı.',
  messageEn: 'The content of the file is not in the store.',
};

export const GIVEN_UP: Fault = {
  code: 'intake.given-up',
  message: 'Belge birkaç kez denendi ama beklenmeyen bir hata yüzünden okunamadı; hata kaydedildi.',
  messageEn:
    'The document was tried several times but could not be read for an unexpected error; it was recorded.',
};
