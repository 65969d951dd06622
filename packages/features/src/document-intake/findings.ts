/** Findings that come from the intake itself: duplicates, documents that ask for no voucher, what an archive held. */
import type { Finding, FindingSeverity } from '@muhasebi/accounting/fatura/finding.ts';
import type { EnvelopeHeader } from '@muhasebi/connectors/ubl-tr/read-envelope-header.ts';

const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/** The worst severity among findings; null where there are none. */
export function worstOf(findings: readonly Finding[]): FindingSeverity | null {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;
}

/** What a person can still read of one document; a file of ten thousand equal faults must not fill the page. */
const MOST_FINDINGS = 200;

/** The findings to keep: the worst first where there are too many, and how many more there are. */
export function boundedFindings(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_FINDINGS) return findings;
  const kept = SEVERITIES.flatMap((severity) => findings.filter((each) => each.severity === severity));
  const more = String(findings.length - MOST_FINDINGS);
  const rest: Finding = {
    code: 'belge.bulgu-cok',
    severity: 'info',
    place: null,
    message: `Belgede ${more} bulgu daha var; gösterilenler en ağır olanlardır.`,
    messageEn: `The document has ${more} more findings; those shown are the gravest.`,
    params: { more },
  };
  return [...kept.slice(0, MOST_FINDINGS), rest];
}

/** What the official rules found beside our own findings; that there is no signature is said once. */
export function withOfficial(own: readonly Finding[], official: readonly Finding[]): readonly Finding[] {
  const isTold = own.some(({ code }) => code === 'signature.missing');
  const isUnsigned = ({ code, severity }: Finding) => code === 'gib.xsd' && severity === 'info';
  return [...own, ...(isTold ? official.filter((finding) => !isUnsigned(finding)) : official)];
}

/** The same ETTN came in another file before; `original` is how that one is called. */
export function duplicateEttn(
  ettn: string,
  original: { fileName: string; documentNo: string | null },
): Finding {
  const name =
    original.documentNo === null ? original.fileName : `${original.documentNo}, ${original.fileName}`;
  return {
    code: 'belge.ettn-mukerrer',
    severity: 'warning',
    place: 'ettn',
    message: `Aynı ETTN’li belge zaten var (${name}); bu dosya için fiş önerilmedi.`,
    messageEn: `A document with the same ETTN exists already (${name}); no voucher was proposed for this file.`,
    params: { ettn, original: name },
  };
}

/** The same seller's number came under another ETTN; both have a voucher, so that a person decides. */
export function duplicateNumber(
  number: string,
  original: { fileName: string; ettn: string | null },
): Finding {
  const name = original.ettn === null ? original.fileName : `${original.fileName}, ETTN ${original.ettn}`;
  return {
    code: 'belge.numara-mukerrer',
    severity: 'warning',
    place: 'number',
    message: `Aynı satıcının ${number} numaralı faturası başka bir ETTN ile zaten var (${name}); ikisi birden deftere işlenmesin.`,
    messageEn: `An invoice ${number} of the same seller exists already under another ETTN (${name}); do not post both.`,
    params: { number, original: name },
  };
}

const OTHER_NAMES: Readonly<Record<string, readonly [tr: string, en: string]>> = {
  DespatchAdvice: ['İrsaliye', 'A despatch advice'],
  ReceiptAdvice: ['İrsaliye yanıtı', 'A receipt advice'],
  ApplicationResponse: ['Uygulama yanıtı', 'An application response'],
  ProcessUserAccount: ['Kullanıcı açma bildirimi', 'A user account notice'],
  CancelUserAccount: ['Kullanıcı kapama bildirimi', 'A user account cancellation'],
};

/** Recognised, but no invoice: most ask for no entry; a producer receipt (CreditNote, e-Müstahsil) is entered by hand. */
export function noInvoice(root: string): Finding {
  const named = OTHER_NAMES[root];
  if (named !== undefined) {
    const [tr, en] = named;
    const texts = {
      message: `${tr} deftere kayıt gerektirmez.`,
      messageEn: `${en} asks for no entry in the books.`,
    };
    return { code: 'belge.kayit-gerektirmez', severity: 'info', place: null, ...texts, params: { root } };
  }
  return {
    code: 'belge.elle-kayit',
    severity: 'warning',
    place: null,
    message: `Bu belge türü (${root}) için fiş önerilmez; gerekiyorsa fişi elle açın.`,
    messageEn: `No voucher is proposed for this kind of document (${root}); enter one by hand if it needs one.`,
    params: { root },
  };
}

/** Neither party is the client. */
export function notThisClient(clientTaxId: string): Finding {
  return {
    code: 'belge.bu-mukellefin-degil',
    severity: 'info',
    place: null,
    message: `Belgenin ne satıcısı ne alıcısı bu mükellef (${clientTaxId}); doğru mükellefe taşıyın.`,
    messageEn: `Neither party of the document is this client (${clientTaxId}); move it to the right one.`,
    params: { taxId: clientTaxId },
  };
}

/** The document is the client's by its own parties, but its envelope went from and to others. */
export function envelopeOfOthers({ sender, receiver }: EnvelopeHeader): Finding {
  const [from, to] = [sender, receiver].map(({ taxId, name }) => [taxId, name].filter(Boolean).join(' '));
  return {
    code: 'belge.zarf-baskasinin',
    severity: 'info',
    place: null,
    message: `Belgenin zarfını ${from} göndermiş, ${to} almış; ikisi de bu mükellef değil. Aracı bir hizmet sağlayıcı olabilir: belgenin kendi tarafları esas alındı.`,
    messageEn: `The envelope of the document went from ${from} to ${to}; neither is this client. It may be a service provider: the document’s own parties decide.`,
    params: { sender: from ?? '', receiver: to ?? '' },
  };
}

/** A PDF or HTML that shows another document, `name`, and is kept beside it. */
export function renderingOf(name: string): Finding {
  return {
    code: 'belge.goruntu',
    severity: 'info',
    place: null,
    message: `Bu dosya ${name} belgesinin görüntüsü; o belgenin yanına kondu.`,
    messageEn: `This file is a rendering of document ${name}; it was put beside that document.`,
    params: { name },
  };
}

export interface ArchiveContents {
  readonly members: number;
  readonly failed: number;
  readonly alreadyHere: number;
  /** PDF and HTML put beside the document that they show. */
  readonly renderings: number;
  readonly skipped: number;
}

/** What an archive held. */
export function archiveContents(contents: ArchiveContents): Finding {
  const { members, failed, alreadyHere, renderings, skipped } = contents;
  return {
    code: 'arsiv.icindekiler',
    severity: 'info',
    place: null,
    message: `Arşivden ${members} belge çıktı; ${failed} tanesi okunamadı, ${alreadyHere} tanesi zaten vardı, ${renderings} görüntü belgesinin yanına kondu, ${skipped} dosya (şablon, şema, kimin olduğu belirsiz görüntü) atlandı.`,
    messageEn: `The archive gave ${members} documents; ${failed} could not be read, ${alreadyHere} were here already, ${renderings} renderings were put beside their documents, ${skipped} files (stylesheets, schemas, renderings of nobody knows what) were skipped.`,
    params: Object.fromEntries(Object.entries(contents).map(([key, value]) => [key, String(value)])),
  };
}

/** Part of the archive could not be opened; what could be is here. */
export function archiveIncomplete(fault: { message: string; messageEn: string }): Finding {
  return {
    code: 'arsiv.eksik',
    severity: 'warning',
    place: null,
    message: `Arşivin bir kısmı açılamadı: ${fault.message}`,
    messageEn: `Part of the archive could not be opened: ${fault.messageEn}`,
    params: {},
  };
}
