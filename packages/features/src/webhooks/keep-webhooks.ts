/** Adds, changes and removes an office's webhooks; their secret is shown when it is made, and never again. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import type { Trx } from '../feature.ts';
import { type WebhookEndpoint, webhookErrors, type webhooksContract } from './contract.ts';
import { enqueueDelivering } from './deliveries-to-send.ts';
import { endpointUrl } from './endpoint-url.ts';
import {
  changeEndpoint,
  countEndpoints,
  deleteEndpoint,
  type EndpointRow,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  lockEndpoint,
} from './endpoints.queries.ts';
import { newWebhookSecret, purposeOfSecret } from './signature.ts';
import type { WebhooksContext } from './webhooks-context.ts';

type Contract = typeof webhooksContract;
interface WithSecret {
  readonly webhook: WebhookEndpoint;
  readonly secret: string;
}

/** Webhooks an office. */
const MOST_WEBHOOKS = 20;

export function showWebhooks({ db }: WebhooksContext, scope: Scope): Promise<WebhookEndpoint[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => (await listEndpoints(trx, tenantId)).map(present));
}

/** Throws WEBHOOK_URL_REFUSED, WEBHOOK_LIMIT. */
export function createWebhook(
  context: WebhooksContext,
  scope: Scope,
  body: RouteInput<Contract['createWebhook']>['body'],
): Promise<WithSecret> {
  const tenantId = tenantOf(scope);
  const url = endpointUrl(body.url, context.outboundReach);
  const id = randomUUID();
  const secret = newWebhookSecret();
  const sealedSecret = encryptSecret(context.encryptionKey, purposeOfSecret(id), secret);
  return inScope(context.db, scope, async (trx) => {
    if ((await countEndpoints(trx, tenantId)) >= MOST_WEBHOOKS)
      throw webhookErrors.WEBHOOK_LIMIT({ limit: MOST_WEBHOOKS });
    const { description, events } = body;
    await insertEndpoint(trx, tenantId, { id, url, description, events, sealedSecret });
    return { webhook: await load(trx, tenantId, id), secret };
  });
}

/** Turned on again, it is sent what waits. Throws WEBHOOK_NOT_FOUND, STALE_VERSION, WEBHOOK_URL_REFUSED. */
export function changeWebhook(
  context: WebhooksContext,
  scope: Scope,
  endpointId: string,
  body: RouteInput<Contract['changeWebhook']>['body'],
): Promise<WebhookEndpoint> {
  const tenantId = tenantOf(scope);
  const { version, url, on, description, events } = body;
  const address = url === undefined ? undefined : endpointUrl(url, context.outboundReach);
  return inScope(context.db, scope, async (trx) => {
    const current = await lockEndpoint(trx, tenantId, endpointId);
    if (current === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
    if (current !== version) throw platformErrors.STALE_VERSION({ current });
    await changeEndpoint(trx, tenantId, endpointId, {
      ...(address === undefined ? {} : { url: address, failing_since: null }),
      ...(description === undefined ? {} : { description }),
      ...(events === undefined ? {} : { events: [...events] }),
      ...(on === true ? { off_at: null, off_because: null, failing_since: null } : {}),
      ...(on === false ? { off_at: context.clock.now(), off_because: 'person' as const } : {}),
    });
    if (on === true) await enqueueDelivering(trx, { tenantId, endpointId });
    return load(trx, tenantId, endpointId);
  });
}

/** With its deliveries. Throws WEBHOOK_NOT_FOUND. */
export function removeWebhook({ db }: WebhooksContext, scope: Scope, endpointId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if ((await lockEndpoint(trx, tenantId, endpointId)) === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
    await deleteEndpoint(trx, tenantId, endpointId);
  });
}

/** What waits is signed with the new one. Throws WEBHOOK_NOT_FOUND. */
export function renewSecret(
  { db, encryptionKey }: WebhooksContext,
  scope: Scope,
  endpointId: string,
): Promise<WithSecret> {
  const tenantId = tenantOf(scope);
  const secret = newWebhookSecret();
  return inScope(db, scope, async (trx) => {
    if ((await lockEndpoint(trx, tenantId, endpointId)) === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
    const sealed = encryptSecret(encryptionKey, purposeOfSecret(endpointId), secret);
    await changeEndpoint(trx, tenantId, endpointId, { secret_encrypted: sealed });
    return { webhook: await load(trx, tenantId, endpointId), secret };
  });
}

async function load(trx: Trx, tenantId: string, endpointId: string): Promise<WebhookEndpoint> {
  const row = await findEndpoint(trx, tenantId, endpointId);
  if (row === null) throw webhookErrors.WEBHOOK_NOT_FOUND();
  return present(row);
}

function present(row: EndpointRow): WebhookEndpoint {
  const { offAt, offBecause, failingSince, lastDeliveredAt, createdAt, ...same } = row;
  return {
    ...same,
    off: offAt === null || offBecause === null ? null : { at: offAt.toISOString(), because: offBecause },
    failingSince: failingSince?.toISOString() ?? null,
    lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
