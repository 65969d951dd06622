/** The form in which nodemailer takes a message of ours. */
import type { SendMailOptions } from 'nodemailer';
import type { MailMessage } from './mail-transport.ts';

/** "Auto-Submitted" (RFC 3834) keeps out-of-office answers from coming back. */
export function compose(from: string, { to, subject, text }: MailMessage): SendMailOptions {
  return { from, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } };
}
