/** The job that sends what waits for one webhook: its name, what it is told, and how a transaction asks for it. */
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

export const DELIVER = 'webhooks.deliver';

export const deliverPayload = z.object({ tenantId: z.uuid(), endpointId: z.uuid() });
export type DeliverPayload = z.infer<typeof deliverPayload>;

/** At once, or at a time; a job that waits for an earlier time keeps it. */
export function enqueueDelivering(trx: Trx, place: DeliverPayload, runAt?: Date): Promise<void> {
  return enqueue(trx, DELIVER, place, {
    jobKey: `${DELIVER}:${place.endpointId}`,
    queueName: `${DELIVER}:${place.endpointId}`,
    // A slow receiver takes no place that people wait for.
    unhurried: true,
    ...(runAt === undefined ? {} : { runAt, keepRunAt: true }),
  });
}
