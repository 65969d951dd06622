/** Says what happened to whoever subscribes, in the transaction in which it happens. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { Trx } from '../feature.ts';
import type { WebhookEvent, WebhooksService } from './contract.ts';
import { enqueueDelivering } from './deliveries-to-send.ts';
import { insertDeliveries, insertEvents, isSubscribed, listSubscribers } from './emit.queries.ts';

export function createWebhooksService({ clock }: { readonly clock: Clock }): WebhooksService {
  const emitAll: WebhooksService['emitAll'] = async (trx, tenantId, type, events) => {
    const endpointIds = await listSubscribers(trx, tenantId, type);
    if (endpointIds.length === 0) return;
    await tell(trx, tenantId, type, endpointIds, await events());
  };
  const tell = async (
    trx: Trx,
    tenantId: string,
    type: WebhookEvent,
    endpointIds: readonly string[],
    events: Awaited<ReturnType<Parameters<WebhooksService['emitAll']>[3]>>,
  ) => {
    if (events.length === 0) return;
    const rows = events.map(({ clientId, data, onceKey = null }) => ({ clientId, data, onceKey }));
    const eventIds = await insertEvents(trx, tenantId, type, rows);
    if (eventIds.length === 0) return;
    await insertDeliveries(trx, tenantId, endpointIds, eventIds, clock.now());
    for (const endpointId of endpointIds) await enqueueDelivering(trx, { tenantId, endpointId });
  };
  return {
    emitAll,
    isSubscribed,
    emit: (trx, tenantId, { type, ...event }) => emitAll(trx, tenantId, type, async () => [event]),
  };
}
