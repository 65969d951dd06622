/** One attempt at one delivery: signed, sent, and what became of it written down. */
import {
  type GuardedAnswer,
  guardedRequest,
  RequestFault,
} from '@muhasebi/connectors/outbound-http/guarded-request.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { decryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import {
  type Attempt,
  type DueDelivery,
  insertAttempt,
  lockTries,
  type Outcome,
  saveOutcome,
} from './deliveries.queries.ts';
import { listOwners, noteHealth, type SendingEndpoint, turnOff } from './endpoints.queries.ts';
import { eventBody } from './event-body.ts';
import { pauseAfter, retryAfterSeconds, turnsOff } from './retry-plan.ts';
import { purposeOfSecret, signatureOf } from './signature.ts';
import type { WebhooksContext } from './webhooks-context.ts';

/** A receiver takes the event and works on it later. Milliseconds. */
const TIMEOUT_MS = 10_000;
/** What is kept of an answer. Bytes, and characters. */
const ANSWER_BYTES = 4_000;
const ANSWER_CHARACTERS = 2_000;

export interface Sending {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly endpoint: SendingEndpoint;
}

interface Sent {
  readonly attempt: Attempt;
  readonly retryAfterSeconds: number | null;
}

/** Answers whether the webhook is still on; a stopped attempt is not noted, and made again later. */
export async function attemptDelivery(
  context: WebhooksContext,
  sending: Sending,
  delivery: DueDelivery,
  signal?: AbortSignal,
): Promise<boolean> {
  const sent = await send(context, sending, delivery, signal);
  if (sent === null) return true;
  return inScope(context.db, systemScope(sending.tenantId), (trx) =>
    note(context, trx, sending, delivery.deliveryId, sent),
  );
}

/** Null where the worker stops: it is not the far side that failed. */
async function send(
  context: WebhooksContext,
  { tenantId, endpointId, endpoint }: Sending,
  { deliveryId, event }: DueDelivery,
  signal: AbortSignal | undefined,
): Promise<Sent | null> {
  const at = context.clock.now();
  const body = eventBody(tenantId, event);
  const secret = decryptSecret(context.encryptionKey, purposeOfSecret(endpointId), endpoint.sealedSecret);
  const began = performance.now();
  const said = (attempt: Pick<Attempt, 'status' | 'fault' | 'answer'>): Attempt => ({
    at,
    url: endpoint.url,
    durationMs: Math.round(performance.now() - began),
    ...attempt,
  });
  try {
    const answer = await guardedRequest({
      url: endpoint.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'AI-Muhasebi-Webhook/1',
        'muhasebi-event': event.type,
        'muhasebi-event-id': event.id,
        'muhasebi-delivery': deliveryId,
        'muhasebi-signature': signatureOf(secret, body, Math.floor(at.getTime() / 1000)),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      mostBytes: ANSWER_BYTES,
      longer: 'cut',
      reach: context.outboundReach,
      signal,
    });
    return {
      attempt: said({ status: answer.status, fault: null, answer: readable(answer) }),
      retryAfterSeconds: retryAfterSeconds(answer.headers['retry-after'], at),
    };
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    if (error.kind === 'stopped') return null;
    return { attempt: said({ status: null, fault: error.kind, answer: null }), retryAfterSeconds: null };
  }
}

/** What a person can read of an answer; PostgreSQL takes no NUL. */
function readable({ body }: GuardedAnswer): string {
  return body.toString('utf8').replaceAll('\0', '').slice(0, ANSWER_CHARACTERS).toWellFormed();
}

async function note(
  context: WebhooksContext,
  trx: Trx,
  { tenantId, endpointId }: Sending,
  deliveryId: string,
  { attempt, retryAfterSeconds: asked }: Sent,
): Promise<boolean> {
  const { status, fault } = attempt;
  const isTaken = status !== null && status >= 200 && status < 300;
  const now = context.clock.now();
  const failingSince = await noteHealth(trx, tenantId, endpointId, isTaken, now);
  const held = await lockTries(trx, tenantId, deliveryId);
  if (held === null) return false;
  const [attempts, tries] = [held.attempts + 1, held.tries + 1];
  await insertAttempt(trx, tenantId, deliveryId, attempts, attempt);
  const pause = isTaken ? null : pauseAfter(tries, asked);
  const state: Outcome['state'] = isTaken ? 'delivered' : pause === null ? 'failed' : 'waiting';
  const at = pause === null ? now : new Date(now.getTime() + pause * 1000);
  await saveOutcome(trx, tenantId, deliveryId, { state, attempts, tries, at, status, fault });
  const because = turnsOff(status, failingSince, now);
  if (because === null || !(await turnOff(trx, tenantId, endpointId, because, now))) return because === null;
  await notify(trx, {
    tenantId,
    userIds: await listOwners(trx, tenantId),
    kind: 'webhook-off',
    params: { host: new URL(attempt.url).host, because },
    link: `/ofis-ayarlari/makineler?webhook=${endpointId}`,
  });
  return false;
}
