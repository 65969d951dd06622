/** Chooses how mail leaves: by SMTP where a server is named, else as .eml files in an outbox folder. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { MailTransport } from './mail-transport.ts';
import { outboxTransport } from './outbox-transport.ts';
import { smtpTransport } from './smtp-transport.ts';

export interface MailTransportSettings {
  /** "smtps://user:password@host:465" (TLS) or "smtp://…:587" (STARTTLS); undefined: the outbox. */
  readonly smtpUrl: string | undefined;
  /** "AI Muhasebi <muhasebi@ofis.com.tr>". */
  readonly from: string;
  readonly outboxDir: string;
  readonly clock: Clock;
}

export function createMailTransport(settings: MailTransportSettings): MailTransport {
  const { smtpUrl, from } = settings;
  return smtpUrl === undefined ? outboxTransport(settings) : smtpTransport(smtpUrl, from);
}
