/** The form in which nodemailer takes a message of ours. */
import type { SendMailOptions } from 'nodemailer';
import type { MailMessage } from './mail-transport.ts';

/** "Auto-Submitted" (RFC 3834) keeps out-of-office answers from coming back. */
export function compose(from: string, message: MailMessage): SendMailOptions {
  const { to, toName, replyTo, subject, text, html, messageId, attachments = [] } = message;
  return {
    from,
    // As parts, never as one text: a comma in it must not become a second recipient.
    to: { address: to, name: toName ?? '' },
    ...(replyTo == null ? {} : { replyTo: { address: replyTo.address, name: replyTo.name ?? '' } }),
    subject,
    text,
    ...(html == null ? {} : { html }),
    ...(messageId === undefined ? {} : { messageId }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: attachments.map(({ fileName, contentType, path }) => ({
      filename: fileName,
      contentType,
      path,
    })),
  };
}
