/** One transport for all mail of the product. */

export interface MailAddress {
  readonly address: string;
  readonly name: string | null;
}

export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  /** Of a file on this machine that stays until the message is taken. */
  readonly path: string;
}

/** To one person: a second one would learn of the first, and one that is refused would hold up the other. */
export interface MailMessage {
  readonly to: string;
  readonly toName?: string | null;
  readonly replyTo?: MailAddress | null;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  /** "<…@…>", the same in every try: a far side that got it twice can tell. Made up where there is none. */
  readonly messageId?: string;
  readonly attachments?: readonly MailAttachment[];
}

/** How mail leaves: to a mail server, or into a folder where none is named. */
export type MailRoad = 'smtp' | 'outbox';

export interface MailTaken {
  readonly by: MailRoad;
  /** The last line of the server, or the name of the file in the outbox folder. */
  readonly answer: string;
}

export interface MailTransport {
  readonly road: MailRoad;
  /** Resolves when the far side (or the outbox folder) has taken the message; rejects with a MailFault. */
  send(message: MailMessage): Promise<MailTaken>;
  /** Resolves with how mail leaves now; rejects where the mail server is away or refuses us. Sends nothing. */
  check(): Promise<MailRoad>;
}
