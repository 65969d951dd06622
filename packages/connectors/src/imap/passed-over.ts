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

/** Null where the part is to be kept. */
export function whyPassedOver(part: MailPart): Words | null {
  if (part.bytes.length === 0) return { tr: 'boş', en: 'empty' };
  return NOT_DOCUMENTS[part.contentType] ?? null;
}

/** The logo of a signature is of the mail's text, and no part of its own. */
export const isPictureInText = ({ inText, contentType }: MailPart) =>
  inText && contentType.startsWith('image/');
