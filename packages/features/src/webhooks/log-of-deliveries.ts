/** The log of a webhook's deliveries: listed, looked at, sent again by hand, and the test that is sent at once. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import {
  TEST_EVENT,
  type WebhookDelivery,
  type WebhookDeliveryDetail,
  webhookErrors,
  type webhooksContract,
} from './contract.ts';
import {
  askAgain,
  type DeliveryRow,
  findDelivery,
  findListed,
  listAttempts,
  listDeliveries,
} from './deliveries.queries.ts';
import { enqueueDelivering } from './deliveries-to-send.ts';
import { insertDeliveries, insertEvents } from './emit.queries.ts';
import { findSending } from './endpoints.queries.ts';
import { eventBody } from './event-body.ts';
import type { WebhooksContext } from './webhooks-context.ts';

type Contract = typeof webhooksContract;

/** The worker leaves a test alone for as long as the request that sends it may take. Milliseconds. */
const TEST_TURN_MS = 60_000;

/** Throws WEBHOOK_NOT_FOUND. */
export function showDeliveries(
  { db }: WebhooksContext,
  scope: Scope,
  endpointId: string,
  query: RouteInput<Contract['listWebhookDeliveries']>['query'],
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if ((await findSending(trx, tenantId, endpointId)) === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
    const rows = await listDeliveries(trx, tenantId, { ...query, endpointId, limit: query.limit + 1 });
    const items = rows.slice(0, query.limit).map(present);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

/** Throws WEBHOOK_DELIVERY_NOT_FOUND. */
export function showDelivery(
  { db }: WebhooksContext,
  scope: Scope,
  deliveryId: string,
): Promise<WebhookDeliveryDetail> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, (trx) => detailOf(trx, tenantId, deliveryId));
}

/** The same event under the same id, at once; pauses begin anew. Throws WEBHOOK_DELIVERY_NOT_FOUND, WEBHOOK_OFF. */
export function redeliver(
  { db, clock }: WebhooksContext,
  scope: Scope,
  deliveryId: string,
): Promise<WebhookDelivery> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const asked = await askAgain(trx, tenantId, deliveryId, clock.now());
    if (asked === null) throw webhookErrors.WEBHOOK_DELIVERY_NOT_FOUND();
    const endpoint = await findSending(trx, tenantId, asked.endpointId);
    if (endpoint === null || endpoint.isOff) throw webhookErrors.WEBHOOK_OFF();
    await enqueueDelivering(trx, { tenantId, endpointId: asked.endpointId });
    const row = await findListed(trx, tenantId, deliveryId);
    if (row === null) throw webhookErrors.WEBHOOK_DELIVERY_NOT_FOUND();
    return present(row);
  });
}

/** Sends a test event within this request and answers what came back. Throws WEBHOOK_NOT_FOUND, WEBHOOK_OFF. */
export async function sendTest(
  context: WebhooksContext,
  scope: Scope,
  endpointId: string,
): Promise<WebhookDeliveryDetail> {
  const tenantId = tenantOf(scope);
  const { db, clock } = context;
  const made = await inScope(db, scope, async (trx) => {
    const endpoint = await findSending(trx, tenantId, endpointId);
    if (endpoint === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
    if (endpoint.isOff) throw webhookErrors.WEBHOOK_OFF();
    const data = { message: 'AI Muhasebi webhook denemesi' };
    const events = await insertEvents(trx, tenantId, TEST_EVENT, [{ clientId: null, data, onceKey: null }]);
    const later = new Date(clock.now().getTime() + TEST_TURN_MS);
    const [deliveryId = ''] = await insertDeliveries(trx, tenantId, [endpointId], events, later);
    await enqueueDelivering(trx, { tenantId, endpointId }, later);
    return { endpoint, delivery: await findDelivery(trx, tenantId, deliveryId) };
  });
  const { endpoint, delivery } = made;
  if (delivery === null) throw webhookErrors.WEBHOOK_DELIVERY_NOT_FOUND();
  await attemptDelivery(context, { tenantId, endpointId, endpoint }, delivery);
  return inScope(db, systemScope(tenantId), (trx) => detailOf(trx, tenantId, delivery.deliveryId));
}

async function detailOf(trx: Trx, tenantId: string, deliveryId: string): Promise<WebhookDeliveryDetail> {
  const row = await findListed(trx, tenantId, deliveryId);
  const delivery = await findDelivery(trx, tenantId, deliveryId);
  if (row === null || delivery === null) throw webhookErrors.WEBHOOK_DELIVERY_NOT_FOUND();
  const attempts = await listAttempts(trx, tenantId, deliveryId);
  return {
    ...present(row),
    body: eventBody(tenantId, delivery.event),
    tried: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
  };
}

function present(row: DeliveryRow): WebhookDelivery {
  const { createdAt, dueAt, endedAt, ...same } = row;
  return {
    ...same,
    createdAt: createdAt.toISOString(),
    dueAt: row.state === 'waiting' ? dueAt.toISOString() : null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
