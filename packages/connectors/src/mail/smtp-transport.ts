/** Sends mail over SMTP; beyond this machine always under TLS. */
import { createTransport } from 'nodemailer';
import { compose } from './compose.ts';
import type { MailTransport } from './mail-transport.ts';

const TIMEOUT_MS = 20_000;

/** `send` rejects where the server is away or refuses; the job that sends it tries again. */
export function smtpTransport(smtpUrl: string, from: string): MailTransport {
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
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    async send(message) {
      await transporter.sendMail(compose(from, message));
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
