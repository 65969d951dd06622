/** Reads a whole mail into the files it brings, also out of forwarded mails and Outlook's winmail.dat inside of it. */
import { isPictureInText, type MailPart, whyPassedOver } from './passed-over.ts';
import { type Bounce, readBounces } from './read-bounce.ts';
import { readTnef, TnefError } from './read-tnef.ts';
import { type SplitMail, type SplitPart, splitMail } from './split-mail.ts';
import type { Words } from './words.ts';

export interface MailFile {
  /** Without folders and control characters; never empty. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ReadMail {
  /** Lower case; null where the mail names no sender, or one that is no address. Anybody can write it. */
  readonly from: string | null;
  readonly subject: string | null;
  /** With its angle brackets. */
  readonly messageId: string | null;
  /** Whom it was sent or delivered to (To, Cc, Delivered-To, X-Original-To), lower case, each once. */
  readonly addressedTo: readonly string[];
  readonly files: readonly MailFile[];
  /** Parts that are no documents, with their reason. */
  readonly passedOver: readonly { readonly name: string; readonly why: Words }[];
  /** Parts that may hold documents and could not be opened. */
  readonly unreadable: readonly { readonly name: string; readonly why: Words }[];
  /** Not empty: the mail is a report about mails that were not delivered, and brings no files. */
  readonly bounces: readonly Bounce[];
}

/** A mail whose build is beyond all measure; nothing of it is taken. */
export class MailUnreadable extends Error {
  readonly words: Words;
  constructor(words: Words, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'MailUnreadable';
    this.words = words;
  }
}

/** How many mails deep a mail is opened. */
const MAX_DEPTH = 5;
const MAX_FILES = 500;
/** Heads that say whom a mail is for, also where it came through another address. */
const ADDRESSED_BY = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'] as const;

interface Found {
  readonly parts: MailPart[];
  readonly unreadable: { name: string; why: Words }[];
}

/** Throws MailUnreadable; a mail that is merely odd (wrong charset names, broken lines) is read as far as it goes. */
export async function readMail(source: Uint8Array): Promise<ReadMail> {
  const mail = await parse(source);
  const bounces = bouncesOf(mail);
  const found: Found = { parts: [], unreadable: [] };
  // A report carries the mail it is about: what that brought is the sender's own.
  if (!isReport(mail)) await collect(mail, found, 0);
  const judged = found.parts
    .filter((part) => !isPictureInText(part))
    .map((part) => ({ part, why: whyPassedOver(part) }));
  return {
    from: mail.addresses('from')[0] ?? null,
    subject: mail.head('subject'),
    messageId: mail.head('message-id'),
    addressedTo: [...new Set(mail.addresses(...ADDRESSED_BY))],
    files: judged.flatMap(({ part, why }) => (why === null ? [{ name: part.name, bytes: part.bytes }] : [])),
    passedOver: judged.flatMap(({ part, why }) => (why === null ? [] : [{ name: part.name, why }])),
    unreadable: found.unreadable,
    bounces,
  };
}

async function parse(source: Uint8Array): Promise<SplitMail> {
  try {
    return await splitMail(source);
  } catch (error) {
    throw new MailUnreadable(
      {
        tr: 'E-postanın yapısı okunamıyor (çok fazla parça ya da çok uzun başlık).',
        en: 'The build of the mail cannot be read (too many parts, or heads too long).',
      },
      error,
    );
  }
}

async function collect(mail: SplitMail, found: Found, depth: number): Promise<void> {
  for (const each of mail.parts) {
    const part = namedPart(each, found.parts.length + 1);
    if (isMail(part)) await collectMail(part, found, depth);
    else if (isTnef(part)) collectTnef(part, found);
    else found.parts.push(part);
    if (found.parts.length > MAX_FILES)
      throw new MailUnreadable({
        tr: `E-postada ${MAX_FILES} dosyadan fazlası var.`,
        en: `The mail brings more than ${MAX_FILES} files.`,
      });
  }
}

async function collectMail(part: MailPart, found: Found, depth: number): Promise<void> {
  if (depth >= MAX_DEPTH) {
    const why = {
      tr: `e-posta içinde e-posta ${MAX_DEPTH} kattan derin`,
      en: `mails in mails deeper than ${MAX_DEPTH}`,
    };
    found.unreadable.push({ name: part.name, why });
  } else await collect(await parse(part.bytes), found, depth + 1);
}

function collectTnef(part: MailPart, found: Found): void {
  try {
    for (const { name, bytes } of readTnef(part.bytes))
      found.parts.push({
        name: plainFileName(name, 'application/octet-stream', found.parts.length + 1),
        contentType: 'application/octet-stream',
        inText: false,
        bytes,
      });
  } catch (error) {
    if (!(error instanceof TnefError)) throw error;
    const why = {
      tr: `Outlook paketi açılamadı: ${error.message}`,
      en: `Outlook’s package could not be opened: ${error.message}`,
    };
    found.unreadable.push({ name: part.name, why });
  }
}

const isMail = ({ contentType, name }: MailPart) =>
  contentType === 'message/rfc822' || contentType === 'message/global' || /\.eml$/i.test(name);
const isTnef = ({ contentType, name }: MailPart) =>
  contentType === 'application/ms-tnef' ||
  contentType === 'application/vnd.ms-tnef' ||
  /^winmail\.dat$/i.test(name);

function namedPart({ fileName, ...part }: SplitPart, number: number): MailPart {
  return { ...part, name: plainFileName(fileName, part.contentType, number) };
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/xml': '.xml',
  'application/xml': '.xml',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
  'application/pdf': '.pdf',
  'message/rfc822': '.eml',
};

/** The last step of a path, at most 200 letters; what has no name is called by its number and type. */
function plainFileName(name: string | null, contentType: string, number: number): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(-200);
  return plain === '' || /^\.+$/.test(plain) ? `ek-${number}${ENDINGS[contentType] ?? ''}` : plain;
}

const isReport = ({ contentType, parts }: SplitMail) =>
  contentType === 'multipart/report' && parts.some(isStatus);

const isStatus = ({ contentType }: SplitPart) => /^message\/(?:global-)?delivery-status$/.test(contentType);
const isOriginal = ({ contentType }: SplitPart) =>
  /^(?:message\/rfc822|message\/global|text\/rfc822-headers)$/.test(contentType);

function bouncesOf(mail: SplitMail): Bounce[] {
  if (!isReport(mail)) return [];
  const text = (wanted: (part: SplitPart) => boolean) =>
    mail.parts.find(wanted)?.bytes.subarray(0, MAX_REPORT_BYTES).toString('utf8') ?? '';
  return readBounces(text(isStatus), text(isOriginal));
}

const MAX_REPORT_BYTES = 64 * 1024;
