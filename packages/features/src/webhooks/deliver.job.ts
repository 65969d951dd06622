/**
 * Sends what waits for one webhook. Key: the webhook, one run at a time (a queue of its own). Retries: the pauses between
 * attempts are the deliveries' own; the job itself is tried again only for a fault of ours. Crash: a delivery that was
 * sent and not yet noted is sent again under the same id, which is how receivers know it.
 */
import { defineJob, type JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import { deliverDue } from './deliver-due.ts';
import { DELIVER, deliverPayload } from './deliveries-to-send.ts';
import type { WebhooksContext } from './webhooks-context.ts';

export function deliverJob(context: WebhooksContext): JobDefinition {
  return defineJob({
    name: DELIVER,
    payload: deliverPayload,
    maxAttempts: 5,
    run: (place, { signal, log }) => deliverDue(context, place, { signal, log }),
  });
}
