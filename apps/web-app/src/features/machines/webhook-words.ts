/** The events that a webhook can be told of, as the texts name them. */
import type { WebhookEvent } from './machines-queries.ts';

export const EVENTS = [
  'document.ready',
  'voucher.posted',
  'report.sent',
  'sync.failed',
] as const satisfies readonly WebhookEvent[];

const KEYS = {
  'document.ready': 'documentReady',
  'voucher.posted': 'voucherPosted',
  'report.sent': 'reportSent',
  'sync.failed': 'syncFailed',
  test: 'test',
} as const;

/** The name of an event among the texts; one that this release does not know is shown as a test. */
export const eventKey = (event: string) => KEYS[event as keyof typeof KEYS] ?? 'test';
