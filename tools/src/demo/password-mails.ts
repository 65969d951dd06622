/** Keeps the mails of the demo in memory, so that invited people can set their password by the link they were sent. */
import type { MailMessage, MailTransport } from '@muhasebi/connectors/mail/mail-transport.ts';

export interface PasswordMails {
  readonly transport: MailTransport;
  /** The one-time token of the newest link sent to the address; null where none came. */
  tokenFor(email: string): string | null;
}

export function createPasswordMails(): PasswordMails {
  const messages: MailMessage[] = [];
  return {
    transport: {
      road: 'outbox',
      async send(message) {
        messages.push(message);
        return { by: 'outbox', answer: '' };
      },
      check: async () => 'outbox',
    },
    tokenFor: (email) => {
      const newest = messages.findLast((message) => message.to === email);
      return newest === undefined ? null : (/#token=([\w-]+)/.exec(newest.text)?.[1] ?? null);
    },
  };
}
