/** Which parts of a mail are no documents, and why: said once for mails, and for what stands inside of them. */
import type { Words } from './words.ts';

/** One part of a mail that has a name or a type of its own. */
export interface MailPart {
  readonly name: string;
  /** "application/pdf"; lower case. */
  readonly contentType: string;
  /** Shown inside of the text: the logo of a signature. */
  readonly inText: boolean;
  readonly bytes: Buffer;
}

const NOT_DOCUMENTS: Readonly<Record<string, Words>> = {
  'application/pgp-signature': { tr: 'imza', en: 'a signature' },
  'application/pkcs7-signature': { tr: 'imza', en: 'a signature' },
  'application/x-pkcs7-signature': { tr: 'imza', en: 'a signature' },
  'text/calendar': { tr: 'takvim kaydı', en: 'a calendar entry' },
  'application/ics': { tr: 'takvim kaydı', en: 'a calendar entry' },
  'text/vcard': { tr: 'kartvizit', en: 'a visiting card' },
  'text/x-vcard': { tr: 'kartvizit', en: 'a visiting card' },
  'text/directory': { tr: 'kartvizit', en: 'a visiting card' },
};

/** Null where the part is to be kept; `stems` are the names of the mail's XML files without their endings. */
export function whyPassedOver(part: MailPart, stems: ReadonlySet<string>): Words | null {
  if (part.bytes.length === 0) return { tr: 'boş', en: 'empty' };
  if (part.inText && part.contentType.startsWith('image/'))
    return { tr: 'metnin içindeki resim', en: 'a picture inside the text' };
  const rendering = /^(.*)\.(?:pdf|html?)$/i.exec(part.name);
  if (rendering !== null && stems.has((rendering[1] ?? '').toLowerCase()))
    return { tr: 'aynı adlı XML’in görüntüsü', en: 'a rendering of the XML of the same name' };
  return NOT_DOCUMENTS[part.contentType] ?? null;
}

export function xmlStems(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => (/\.(?:xml|zip)$/i.test(name) ? [name.slice(0, -4).toLowerCase()] : [])),
  );
}
