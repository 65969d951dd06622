/** SQL of deliveries: what is due, what became of an attempt, and the log of them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface DueDelivery {
  readonly deliveryId: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly clientId: string | null;
    readonly data: unknown;
    readonly createdAt: Date;
  };
}

interface DueRow {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly clientId: string | null;
  readonly data: unknown;
  readonly createdAt: Date;
}

const DUE = sql`d.delivery_id as "deliveryId", e.event_id as "eventId", e.type, e.client_id as "clientId", e.data,
  e.created_at as "createdAt"`;

const presentDue = ({ deliveryId, eventId, ...event }: DueRow): DueDelivery => ({
  deliveryId,
  event: { id: eventId, ...event },
});

/** In the order in which they became due. */
export async function listDue(
  trx: Trx,
  tenantId: string,
  endpointId: string,
  now: Date,
  limit: number,
): Promise<DueDelivery[]> {
  const { rows } = await sql<DueRow>`
    select ${DUE} from webhook_deliveries d
    join webhook_events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
    where d.tenant_id = ${tenantId} and d.endpoint_id = ${endpointId} and d.state = 'waiting' and d.due_at <= ${now}
    order by d.due_at, d.delivery_id limit ${limit}`.execute(trx);
  return rows.map(presentDue);
}

export async function findDelivery(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
): Promise<DueDelivery | null> {
  const { rows } = await sql<DueRow>`
    select ${DUE} from webhook_deliveries d
    join webhook_events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
    where d.tenant_id = ${tenantId} and d.delivery_id = ${deliveryId}`.execute(trx);
  const [row] = rows;
  return row === undefined ? null : presentDue(row);
}

/** When the next of this webhook's deliveries is due; null where none waits. */
export async function nextDueAt(trx: Trx, tenantId: string, endpointId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(due_at) as at from webhook_deliveries
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and state = 'waiting'`.execute(trx);
  return rows[0]?.at ?? null;
}

export interface Attempt {
  readonly at: Date;
  readonly url: string;
  readonly durationMs: number;
  readonly status: number | null;
  readonly fault: string | null;
  readonly answer: string | null;
}

/** Locks the delivery; the attempts there were, and those since it was last asked for. Null where it is gone. */
export async function lockTries(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
): Promise<{ readonly attempts: number; readonly tries: number } | null> {
  const { rows } = await sql<{ attempts: number; tries: number }>`
    select attempts, tries from webhook_deliveries
    where tenant_id = ${tenantId} and delivery_id = ${deliveryId} for update`.execute(trx);
  return rows[0] ?? null;
}

export async function insertAttempt(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
  number: number,
  attempt: Attempt,
): Promise<void> {
  await sql`
    insert into webhook_attempts (tenant_id, delivery_id, attempt, at, url, duration_ms, status, fault, answer)
    values (${tenantId}, ${deliveryId}, ${number}, ${attempt.at}, ${attempt.url}, ${attempt.durationMs}, ${attempt.status},
      ${attempt.fault}, ${attempt.answer})`.execute(trx);
}

export interface Outcome {
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly tries: number;
  /** Of one that waits; of one that ended the time of its end. */
  readonly at: Date;
  readonly status: number | null;
  readonly fault: string | null;
}

export async function saveOutcome(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
  outcome: Outcome,
): Promise<void> {
  const ended = outcome.state === 'waiting' ? null : outcome.at;
  await sql`
    update webhook_deliveries set state = ${outcome.state}, attempts = ${outcome.attempts}, tries = ${outcome.tries},
      due_at = ${outcome.at}, ended_at = ${ended}, last_status = ${outcome.status}, last_fault = ${outcome.fault}
    where tenant_id = ${tenantId} and delivery_id = ${deliveryId}`.execute(trx);
}

/** Waiting again, from the first pause on; answers whose it is. Null where it is gone. */
export async function askAgain(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
  dueAt: Date,
): Promise<{ readonly endpointId: string } | null> {
  const { rows } = await sql<{ endpointId: string }>`
    update webhook_deliveries set state = 'waiting', tries = 0, due_at = ${dueAt}, ended_at = null
    where tenant_id = ${tenantId} and delivery_id = ${deliveryId}
    returning endpoint_id as "endpointId"`.execute(trx);
  return rows[0] ?? null;
}

export interface DeliveryRow {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly type: string;
  readonly clientId: string | null;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastFault: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
}

const LISTED = sql`d.delivery_id as id, d.endpoint_id as "endpointId", d.event_id as "eventId", e.type,
  e.client_id as "clientId", d.state, d.attempts, d.last_status as "lastStatus", d.last_fault as "lastFault",
  d.created_at as "createdAt", d.due_at as "dueAt", d.ended_at as "endedAt"`;

/** The latest first, from the one before `cursor`. */
export async function listDeliveries(
  trx: Trx,
  tenantId: string,
  asked: {
    readonly endpointId: string;
    readonly state?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select ${LISTED} from webhook_deliveries d
    join webhook_events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
    where d.tenant_id = ${tenantId} and d.endpoint_id = ${asked.endpointId}
      and (${asked.state ?? null}::text is null or d.state = ${asked.state ?? null})
      and (${asked.cursor ?? null}::uuid is null or d.delivery_id < ${asked.cursor ?? null}::uuid)
    order by d.delivery_id desc limit ${asked.limit}`.execute(trx);
  return rows;
}

export async function findListed(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    select ${LISTED} from webhook_deliveries d
    join webhook_events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
    where d.tenant_id = ${tenantId} and d.delivery_id = ${deliveryId}`.execute(trx);
  return rows[0] ?? null;
}

/** In their order. */
export async function listAttempts(
  trx: Trx,
  tenantId: string,
  deliveryId: string,
): Promise<(Attempt & { readonly attempt: number })[]> {
  const { rows } = await sql<Attempt & { attempt: number }>`
    select attempt, at, url, duration_ms as "durationMs", status, fault, answer from webhook_attempts
    where tenant_id = ${tenantId} and delivery_id = ${deliveryId} order by attempt limit 500`.execute(trx);
  return rows;
}

/** Events of before `before` with their deliveries, those that still wait too; answers how many events. */
export async function clearEvents(trx: Trx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_events where tenant_id = ${tenantId} and created_at < ${before}`.execute(trx);
  return Number(numAffectedRows ?? 0);
}
