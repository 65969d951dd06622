/** What a mail server tells of a mail before its content, and the key by which a mail is known again. */
import { createHash } from 'node:crypto';
import type { FetchMessageObject } from 'imapflow';

export interface MailHead {
  readonly uid: number;
  /** The same for the same mail, whatever number the server gives it later; SHA-256, hexadecimal. */
  readonly key: string;
  readonly subject: string | null;
  /** Lower case. */
  readonly from: string | null;
  readonly receivedAt: Date | null;
  readonly sizeBytes: number;
}

export function headOf(found: FetchMessageObject): MailHead {
  const { envelope = {} } = found;
  const receivedAt = dateOf(found.internalDate) ?? dateOf(envelope.date);
  const from = envelope.from?.[0]?.address?.toLowerCase() || null;
  const sizeBytes = found.size ?? 0;
  return {
    uid: found.uid,
    key: keyOf(envelope, from, sizeBytes, receivedAt),
    subject: envelope.subject?.trim() || null,
    from,
    receivedAt,
    sizeBytes,
  };
}

/**
 * Numbers of a mailbox start anew when a server is restored or a mailbox is moved, and senders use a Message-ID twice:
 * all that the head says together tells mails apart, and stays with a mail. Without Message-ID the arrival counts too.
 */
function keyOf(
  envelope: NonNullable<FetchMessageObject['envelope']>,
  from: string | null,
  sizeBytes: number,
  receivedAt: Date | null,
): string {
  const messageId = envelope.messageId ?? null;
  const facts = [
    messageId,
    dateOf(envelope.date)?.toISOString() ?? null,
    from,
    envelope.subject ?? null,
    sizeBytes,
    messageId === null ? (receivedAt?.toISOString() ?? null) : null,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function dateOf(value: Date | string | undefined): Date | null {
  if (value === undefined) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
