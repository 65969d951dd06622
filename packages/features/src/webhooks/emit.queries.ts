/** SQL of what happened: who subscribes, the events, and one delivery an event and subscriber. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Whether an address of the office is on and wants events of this type, to be asked within a statement. */
export const isSubscribed = (tenantId: string, type: string): RawBuilder<boolean> =>
  sql<boolean>`app.is_subscribed(${tenantId}, ${type})`;

/** Ids of the addresses that are on and want events of this type. */
export async function listSubscribers(trx: Trx, tenantId: string, type: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select endpoint_id as id from webhook_endpoints
    where tenant_id = ${tenantId} and off_at is null and ${type} = any (events)
    order by endpoint_id`.execute(trx);
  return rows.map(({ id }) => id);
}

export interface NewEvent {
  readonly clientId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly onceKey: string | null;
}

/** Writes events and answers their ids; one that was told before under its key is left out. */
export async function insertEvents(
  trx: Trx,
  tenantId: string,
  type: string,
  events: readonly NewEvent[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_events (tenant_id, type, client_id, data, once_key)
    select ${tenantId}, ${type}, e.client_id, e.data, e.once_key
    from jsonb_to_recordset(${JSON.stringify(
      events.map(({ clientId, data, onceKey }) => ({ client_id: clientId, data, once_key: onceKey })),
    )}::jsonb) as e (client_id uuid, data jsonb, once_key text)
    on conflict (tenant_id, once_key) where once_key is not null do nothing
    returning event_id as id`.execute(trx);
  return rows.map(({ id }) => id);
}

export async function insertDeliveries(
  trx: Trx,
  tenantId: string,
  endpointIds: readonly string[],
  eventIds: readonly string[],
  dueAt: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (tenant_id, endpoint_id, event_id, due_at)
    select ${tenantId}, endpoint_id, event_id, ${dueAt}
    from unnest(${[...eventIds]}::uuid[]) as event_id, unnest(${[...endpointIds]}::uuid[]) as endpoint_id
    returning delivery_id as id`.execute(trx);
  return rows.map(({ id }) => id);
}
