/** A mail that the server took has come back: noted at the mail, and told to whoever posted it. */
import type { Trx } from '../feature.ts';
import type { EndedMail } from './contract.ts';
import { isMailOf, markBounced } from './mails.queries.ts';

interface Words {
  readonly tr: string;
  readonly en: string;
}

const NEXT: Words = {
  tr: 'Adresi düzeltip yeniden gönderin.',
  en: 'Correct the address and send it again.',
};

/** False where the office has sent none such. Told once, however often it comes back. */
export async function recordBounce(
  trx: Trx,
  bounce: {
    readonly tenantId: string;
    readonly messageId: string;
    readonly reason: Words;
    readonly at: Date;
  },
  tell: (trx: Trx, mail: EndedMail) => Promise<void>,
): Promise<boolean> {
  const { tenantId, reason, at } = bounce;
  const messageId = bracketed(bounce.messageId);
  const mail = await markBounced(trx, tenantId, messageId, { reason, next: NEXT, at });
  if (mail === null) return isMailOf(trx, tenantId, messageId);
  await tell(trx, { ...mail, tenantId, state: 'bounced', reason });
  return true;
}

/** Readers of mail give the id with its angle brackets or without. */
function bracketed(messageId: string): string {
  return `<${messageId.trim().replace(/^<|>$/g, '')}>`;
}
