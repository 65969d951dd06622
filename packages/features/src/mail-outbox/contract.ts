/** Every mail that leaves the house: posted by features, one row a recipient, seen and sent again by people of the office. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

/** What a mail of an office is for. */
export const MAIL_PURPOSES = ['report', 'digest', 'invitation', 'request'] as const;
export type MailPurpose = (typeof MAIL_PURPOSES)[number];

/** What a mail about a person's account is for; it belongs to no office. */
export const ACCOUNT_PURPOSES = ['password-link', 'account-notice'] as const;
export type AccountPurpose = (typeof ACCOUNT_PURPOSES)[number];

/**
 * queued: waits for its turn or its next try; sending: with the mail server now; sent: taken by it; failed: refused for
 * good, or tried too often; bounced: taken, and came back; held: no mail server is named, it lies in the outbox folder.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'failed', 'bounced', 'held'] as const;
export type MailState = (typeof MAIL_STATES)[number];
export type EndedMailState = Extract<MailState, 'sent' | 'failed' | 'bounced' | 'held'>;

/** An address that takes exactly one mailbox: no list, no name, no angle brackets. */
export const mailAddress = z
  .string()
  .trim()
  .min(3)
  .max(254)
  .regex(/^[^\s,;<>@]+@[^\s,;<>@]+$/, bothTexts('bir e-posta adresi olmalı', 'must be an email address'));

const words = z.object({ tr: z.string(), en: z.string() });

export const mailView = z.object({
  id,
  /** other: of a release that knows more of them. */
  purpose: z.enum([...MAIL_PURPOSES, 'other']),
  source: z.string().nullable(),
  client: z.object({ id, title: z.string() }).nullable(),
  to: z.object({ address: z.string(), name: z.string().nullable() }),
  subject: z.string(),
  state: z.enum(MAIL_STATES),
  attempts: z.number().int(),
  /** Why it waits, failed or came back. */
  reason: words.nullable(),
  /** What to do now. */
  next: words.nullable(),
  createdAt: isoDateTime,
  nextAttemptAt: isoDateTime.nullable(),
  endedAt: isoDateTime.nullable(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string() })),
  /** False where its text is made anew in every try and never kept, or is older than texts are kept: it cannot be sent again here. */
  isKept: z.boolean(),
});
export type MailView = z.infer<typeof mailView>;

const count = z.number().int();
const mailParams = z.object({ mailId: id });

export const mailOutboxContract = {
  listMails: route({
    method: 'GET',
    path: '/outgoing-mails',
    permission: 'mail:read',
    summary: 'Giden postaları durumlarıyla, yeniden eskiye listeler',
    query: cursorQuery.extend({
      state: z.enum(MAIL_STATES).optional(),
      purpose: z.enum(MAIL_PURPOSES).optional(),
      clientId: id.optional(),
      source: z.string().max(200).optional(),
      /** Part of an address, a name or a subject. */
      text: z.string().trim().max(100).optional(),
    }),
    response: page(mailView).extend({
      /** Whatever state was asked for. */
      counts: z.object({
        queued: count,
        sending: count,
        sent: count,
        failed: count,
        bounced: count,
        held: count,
      }),
      /** smtp: to a mail server; outbox: none is named, mails are written to a folder. */
      road: z.enum(['smtp', 'outbox']),
    }),
  }),
  showMail: route({
    method: 'GET',
    path: '/outgoing-mails/:mailId',
    permission: 'mail:read',
    summary: 'Bir giden postayı metni ve sunucunun yanıtıyla gösterir',
    params: mailParams,
    response: mailView.extend({
      text: z.string().nullable(),
      /** The mail server's own words. */
      answer: z.string().nullable(),
      messageId: z.string(),
    }),
  }),
  sendMailsAgain: route({
    method: 'POST',
    path: '/outgoing-mails/send-again',
    permission: 'mail:write',
    summary:
      'Gitmeyen, geri dönen, bekletilen ya da sırasını bekleyen postaları şimdi yeniden gönderir; address tek posta içindir',
    body: z.object({
      ids: z.array(id).min(1).max(500),
      /** In the place of the address that it had. */
      address: mailAddress.optional(),
    }),
    response: z.object({
      sentAgain: z.array(id),
      /** On their way, sent already, or without a text that was kept. */
      left: z.array(id),
    }),
  }),
};

export const { definitions: mailOutboxErrorDefinitions, errors: mailOutboxErrors } = defineErrors({
  MAIL_NOT_FOUND: {
    status: 404,
    tr: 'Posta bulunamadı.',
    en: 'The mail is not there.',
    nextTr: 'Giden postalar listesinden seçin.',
    nextEn: 'Pick one from the list of outgoing mail.',
  },
  MAIL_NOT_KEPT: {
    status: 422,
    tr: 'Bu postanın metni saklanmaz; buradan yeniden gönderilemez.',
    en: 'The text of this mail is not kept; it cannot be sent again from here.',
    nextTr: 'Daveti ya da bağlantıyı kendi sayfasından yeniden gönderin.',
    nextEn: 'Send the invitation or the link again from its own page.',
  },
  MAIL_ADDRESS_OF_ONE: {
    status: 422,
    tr: 'Yeni adres yalnız tek postaya verilebilir.',
    en: 'A new address is given to one mail only.',
    nextTr: 'Postaları tek tek seçin.',
    nextEn: 'Choose the mails one by one.',
  },
});

interface Words {
  readonly tr: string;
  readonly en: string;
}

export interface Recipient {
  readonly address: string;
  readonly name: string | null;
}

/** A stored file of the office. */
export interface AttachedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
}

export interface NewMail {
  readonly purpose: MailPurpose;
  /** Groups mails ("report-run:<id>"). */
  readonly source: string | null;
  readonly clientId: string | null;
  readonly to: readonly Recipient[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly AttachedFile[];
}

export interface EndedMail {
  readonly tenantId: string;
  readonly mailId: string;
  readonly source: string | null;
  readonly state: EndedMailState;
  readonly reason: Words | null;
}

/** A mail whose text holds a link that signs somebody in: made anew in every try, and never kept. */
export interface UnkeptMail {
  /** Null: about a person's account, of no office. */
  readonly office: { readonly tenantId: string; readonly purpose: MailPurpose } | null;
  /** For the operator's counts where no office is named. */
  readonly accountPurpose: AccountPurpose;
  readonly message: {
    readonly to: string;
    readonly toName?: string | null;
    readonly subject: string;
    readonly text: string;
  };
}

/** The try of the job that makes an unkept mail. */
export interface MakingJob {
  readonly jobId: string;
  readonly attempt: number;
  readonly maxAttempts: number;
}

export interface MailOutboxService {
  /** Queues one mail per recipient in this transaction; ids in their order. Attachments are stored files. */
  post(trx: Trx, tenantId: string, mail: NewMail): Promise<string[]>;
  /** Called inside the transaction that ends a mail (sent, failed, bounced, held); again where it is sent again. */
  onEnded(listener: (trx: Trx, mail: EndedMail) => Promise<void>): void;
  /** The mail came back. False where the office has sent none such. */
  recordBounce(trx: Trx, tenantId: string, messageId: string, reason: Words): Promise<boolean>;
  /**
   * Sends what is not kept, from within its job, and notes what became of it. Throws a MailFault where the queue is to try
   * again; what is refused for good is noted and not thrown.
   */
  deliver(job: MakingJob, mail: UnkeptMail): Promise<void>;
}
