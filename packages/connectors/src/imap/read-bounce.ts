/** Reads what a mail server reports of a mail that it could not deliver (RFC 3464). */
import type { Words } from './words.ts';

export interface Bounce {
  /** Of the mail that was not delivered, with its angle brackets. */
  readonly messageId: string;
  /** Lower case; null where the report names none. */
  readonly recipient: string | null;
  readonly reason: Words;
}

/**
 * `status` is the text of the report's message/delivery-status, `original` the head of the mail it is about. Those that
 * wait or were delivered are no bounces.
 */
export function readBounces(status: string, original: string): Bounce[] {
  const messageId = /^message-id:\s*(<[^<>\s]{1,500}>)/im.exec(unfolded(original))?.[1];
  if (messageId === undefined) return [];
  return unfolded(status)
    .split(/\r?\n\s*\r?\n/)
    .filter((group) => /^action:\s*failed\b/im.test(group))
    .map((group) => {
      const field = (name: string) => new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(group)?.[1]?.trim();
      const address = (field('original-recipient') ?? field('final-recipient'))?.split(';').at(-1)?.trim();
      const said = field('diagnostic-code')
        ?.replace(/^[\w-]+;\s*/, '')
        .slice(0, 300);
      const code = field('status') ?? '5.0.0';
      return {
        messageId,
        recipient: address?.toLowerCase() || null,
        reason: {
          tr: `Alıcının posta sunucusu teslim edemedi (${code})${said === undefined ? '.' : `: ${said}`}`,
          en: `The recipient's mail server could not deliver (${code})${said === undefined ? '.' : `: ${said}`}`,
        },
      };
    });
}

/** Lines that go on in the next one are one. */
const unfolded = (text: string) => text.replaceAll(/\r?\n[ \t]+/g, ' ');
