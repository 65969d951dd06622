/** Signs what is sent to a webhook, so that its receiver knows that it is from us, unchanged, and of now. */
import { createHmac, randomBytes } from 'node:crypto';

/** A receiver refuses what was signed longer ago than this: a recorded request is good for no longer. Seconds. */
export const REPLAY_WINDOW_SECONDS = 300;

/** 32 random bytes behind a prefix that secret scanners can know. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/** The value of the header `Muhasebi-Signature`: "t=1764345600,v1=<hex of HMAC-SHA256(secret, t.body)>". */
export function signatureOf(secret: string, body: string, atSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${digest}`;
}

/** What a secret is sealed for. */
export function purposeOfSecret(endpointId: string): string {
  return `webhook:${endpointId}`;
}
