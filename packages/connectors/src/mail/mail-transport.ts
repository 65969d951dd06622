/** One transport for all mail of the product. */

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailTransport {
  /** Resolves when the far side (or the outbox folder) has taken the message. */
  send(message: MailMessage): Promise<void>;
  /** Resolves with how mail leaves now; rejects where the mail server is away or refuses us. Sends nothing. */
  check(): Promise<'smtp' | 'outbox'>;
}
