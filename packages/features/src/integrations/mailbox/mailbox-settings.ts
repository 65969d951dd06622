/** What a mailbox needs to be asked: its form, its settings, and the place that a conversation is opened with. */
import type { MailboxPlace } from '@muhasebi/connectors/imap/open-mailbox.ts';
import { z } from 'zod';
import type { SettingField } from '../connector.ts';

/** A form sends what was left empty as an empty text. */
const orElse = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

export const mailboxSettings = z.object({
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/),
  port: z.coerce.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls']),
  user: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(1_000),
  certificate: z.string().trim().max(20_000).default(''),
  folder: z.string().trim().max(500).default(''),
  address: z.string().trim().toLowerCase().max(320).default(''),
  firstDays: orElse(z.coerce.number().int().min(0).max(3_650).default(30)),
  afterwards: orElse(z.enum(['leave', 'seen', 'move']).default('leave')),
  moveTo: z.string().trim().max(500).default(''),
});
export type MailboxSettings = z.output<typeof mailboxSettings>;

export const mailboxCursor = z.object({
  /** Numbers of mails hold only under this; the server changes it when it counts anew. */
  uidValidity: z.string(),
  /** The highest number that is done with. */
  lastUid: z.number().int().min(0),
  /** ISO instant; mails that arrived on earlier days are left alone for ever. Null: all are taken. */
  since: z.string().nullable(),
});
export type MailboxCursor = z.output<typeof mailboxCursor>;

export function placeOf(settings: MailboxSettings): MailboxPlace {
  return {
    host: settings.host,
    port: settings.port,
    security: settings.security,
    user: settings.user,
    password: settings.password,
    certificate: settings.certificate === '' ? null : settings.certificate,
    folder: settings.folder === '' ? 'INBOX' : settings.folder,
  };
}

export const MAILBOX_FIELDS: readonly SettingField[] = [
  {
    name: 'host',
    label: { tr: 'Sunucu', en: 'Server' },
    help: { tr: 'Örneğin imap.ofisiniz.com', en: 'For example imap.youroffice.com' },
    kind: 'text',
    required: true,
    isAddress: true,
  },
  {
    name: 'security',
    label: { tr: 'Güvenlik', en: 'Security' },
    help: { tr: 'Parola hiçbir zaman açık gönderilmez.', en: 'The password is never sent in clear.' },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'tls', label: { tr: 'TLS (port 993)', en: 'TLS (port 993)' } },
      { value: 'starttls', label: { tr: 'STARTTLS (port 143)', en: 'STARTTLS (port 143)' } },
    ],
    fallback: 'tls',
  },
  {
    name: 'port',
    label: { tr: 'Port', en: 'Port' },
    kind: 'number',
    required: true,
    fallback: '993',
    isAddress: true,
  },
  { name: 'user', label: { tr: 'Kullanıcı adı', en: 'User name' }, kind: 'text', required: true },
  {
    name: 'password',
    label: { tr: 'Parola', en: 'Password' },
    help: {
      tr: 'İki adımlı girişi olan kutularda bir uygulama parolası gerekir (Gmail, Yandex). Microsoft 365 parolayla IMAP girişine izin vermez.',
      en: 'Mailboxes with two-step sign-in want an app password (Gmail, Yandex). Microsoft 365 allows no IMAP sign-in by password.',
    },
    kind: 'secret',
    required: true,
  },
  {
    name: 'folder',
    label: { tr: 'Klasör', en: 'Folder' },
    help: { tr: 'Boşsa gelen kutusu.', en: 'Empty: the inbox.' },
    kind: 'text',
    required: false,
    fallback: 'INBOX',
  },
  {
    name: 'address',
    label: { tr: 'Kutunun adresi', en: 'Address of the mailbox' },
    help: {
      tr: 'Kullanıcı adı bir adres değilse. Takma ad bu adresin artılı halidir: belge+takmaad@ofisiniz.com',
      en: 'Where the user name is no address. An alias is this address with a plus: belge+alias@youroffice.com',
    },
    kind: 'text',
    required: false,
  },
  {
    name: 'firstDays',
    label: { tr: 'İlk alışta kaç günlük e-posta', en: 'Days of mail in the first run' },
    help: { tr: '0: kutudaki bütün e-postalar.', en: '0: all mails of the mailbox.' },
    kind: 'number',
    required: false,
    fallback: '30',
  },
  {
    name: 'afterwards',
    label: { tr: 'Alınan e-postalar', en: 'Mails that were taken' },
    kind: 'choice',
    required: false,
    choices: [
      { value: 'leave', label: { tr: 'Olduğu gibi kalsın', en: 'Stay as they are' } },
      { value: 'seen', label: { tr: 'Okundu işaretlensin', en: 'Are marked as read' } },
      { value: 'move', label: { tr: 'Başka klasöre taşınsın', en: 'Are moved to another folder' } },
    ],
    fallback: 'leave',
  },
  {
    name: 'moveTo',
    label: { tr: 'Taşınacak klasör', en: 'Folder to move to' },
    kind: 'text',
    required: false,
  },
  {
    name: 'certificate',
    label: { tr: 'Sunucu sertifikası (PEM)', en: 'Server certificate (PEM)' },
    help: {
      tr: 'Yalnız sunucunun sertifikasını tanınmış bir kurum vermediyse.',
      en: 'Only where no known authority gave the server its certificate.',
    },
    kind: 'long-text',
    required: false,
  },
];
