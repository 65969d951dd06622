/** Sends what is due for one webhook, a few at once, and plans the next time. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import { attemptDelivery, type Sending } from './attempt-delivery.ts';
import { type DueDelivery, listDue, nextDueAt } from './deliveries.queries.ts';
import { enqueueDelivering } from './deliveries-to-send.ts';
import { findSending } from './endpoints.queries.ts';
import type { WebhooksContext } from './webhooks-context.ts';

/** Requests to one webhook at a time. */
const AT_ONCE = 4;
/** Read at a time; a webhook that does not answer holds a worker for at most ROUND ÷ AT_ONCE timeouts. */
const ROUND = 12;
/** After this a job gives its place up to others, and another goes on. Milliseconds. */
const TURN_MS = 30_000;

interface Place {
  readonly tenantId: string;
  readonly endpointId: string;
}

interface Turn {
  readonly signal: AbortSignal | undefined;
  readonly log: Logger;
}

/** Ends when nothing is due any more, the webhook is off, or its turn is over; what waits has a job of its own then. */
export async function deliverDue(context: WebhooksContext, place: Place, turn: Turn): Promise<void> {
  const { tenantId, endpointId } = place;
  const until = Date.now() + TURN_MS;
  let sent = 0;
  let isOn = true;
  while (isOn && turn.signal?.aborted !== true && Date.now() < until) {
    const round = await inScope(context.db, systemScope(tenantId), async (trx) => {
      const endpoint = await findSending(trx, tenantId, endpointId);
      if (endpoint === null || endpoint.isOff) return null;
      const due = await listDue(trx, tenantId, endpointId, context.clock.now(), ROUND);
      return { endpoint, due };
    });
    if (round === null) return;
    if (round.due.length === 0) break;
    isOn = await sendAll(context, { ...place, endpoint: round.endpoint }, round.due, turn.signal);
    sent += round.due.length;
  }
  if (sent > 0) turn.log.info({ tenantId, endpointId, sent }, 'webhook deliveries attempted');
  await inScope(context.db, systemScope(tenantId), async (trx) => {
    const next = await nextDueAt(trx, tenantId, endpointId);
    if (next !== null) await enqueueDelivering(trx, place, next);
  });
}

/** False as soon as the webhook turned out to be off. */
async function sendAll(
  context: WebhooksContext,
  sending: Sending,
  due: readonly DueDelivery[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const queue = due.values();
  let isOn = true;
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (const delivery of queue) {
      if (!isOn || signal?.aborted === true) return;
      if (!(await attemptDelivery(context, sending, delivery, signal))) isOn = false;
    }
  });
  await Promise.all(lanes);
  return isOn;
}
