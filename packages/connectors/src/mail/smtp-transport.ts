/** Sends mail over SMTP; beyond this machine always under TLS. */
import { createTransport } from 'nodemailer';
import { compose } from './compose.ts';
import { mailFaultOf } from './mail-fault.ts';
import type { MailTransport } from './mail-transport.ts';

/** A server that says nothing for so long is gone. */
const TIMEOUT_MS = 20_000;
/** A server that speaks, but takes longer for one mail, holds up all others. */
const WHOLE_SEND_MS = 300_000;

export interface SmtpLimits {
  readonly silenceMs: number;
  readonly wholeMs: number;
}

/** `send` rejects with a MailFault where the server is away or refuses. */
export function smtpTransport(
  smtpUrl: string,
  from: string,
  { silenceMs, wholeMs }: SmtpLimits = { silenceMs: TIMEOUT_MS, wholeMs: WHOLE_SEND_MS },
): MailTransport {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const transporter = createTransport({
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A relay on this machine may speak in clear; anything further away must offer STARTTLS.
    requireTLS: !secure && !isLoopback(url.hostname),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    // Nothing of a message is fetched from anywhere; attachments are files that we name.
    disableUrlAccess: true,
  });
  return {
    road: 'smtp',
    async send(message) {
      try {
        const { response } = await transporter.sendMail({
          ...compose(from, message),
          // Failures alone are reported back; a server that does not know the extension is not asked (RFC 3461).
          ...(message.messageId === undefined
            ? {}
            : { dsn: { id: message.messageId, return: 'headers', notify: ['failure'] } }),
          signal: AbortSignal.timeout(wholeMs),
        });
        return { by: 'smtp', answer: response };
      } catch (error) {
        throw mailFaultOf(error);
      }
    },
    async check() {
      await transporter.verify();
      return 'smtp';
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
