/** SQL of webhook addresses: kept, changed, turned off. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: string[];
  readonly offAt: Date | null;
  readonly offBecause: 'person' | 'failing' | 'gone' | null;
  readonly failingSince: Date | null;
  readonly waiting: number;
  readonly lastDeliveredAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

const COLUMNS = sql`p.endpoint_id as id, p.url, p.description, p.events, p.off_at as "offAt",
  p.off_because as "offBecause", p.failing_since as "failingSince", p.created_at as "createdAt", p.version,
  (select count(*)::int from webhook_deliveries d
    where d.tenant_id = p.tenant_id and d.endpoint_id = p.endpoint_id and d.state = 'waiting') as waiting,
  (select max(d.ended_at) from webhook_deliveries d
    where d.tenant_id = p.tenant_id and d.endpoint_id = p.endpoint_id and d.state = 'delivered') as "lastDeliveredAt"`;

export async function listEndpoints(trx: Trx, tenantId: string): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    select ${COLUMNS} from webhook_endpoints p where p.tenant_id = ${tenantId} order by p.endpoint_id`.execute(
    trx,
  );
  return rows;
}

export async function findEndpoint(
  trx: Trx,
  tenantId: string,
  endpointId: string,
): Promise<EndpointRow | null> {
  const { rows } = await sql<EndpointRow>`
    select ${COLUMNS} from webhook_endpoints p
    where p.tenant_id = ${tenantId} and p.endpoint_id = ${endpointId}`.execute(trx);
  return rows[0] ?? null;
}

/** Locks the office's own row, so that two who add at once are counted one after the other. */
export async function countEndpoints(trx: Trx, tenantId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${tenantId}`}, 0))`.execute(trx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from webhook_endpoints where tenant_id = ${tenantId}`.execute(trx);
  return rows[0]?.n ?? 0;
}

export async function insertEndpoint(
  trx: Trx,
  tenantId: string,
  endpoint: {
    readonly id: string;
    readonly url: string;
    readonly description: string;
    readonly events: readonly string[];
    readonly sealedSecret: Buffer;
  },
): Promise<void> {
  await trx
    .insertInto('webhook_endpoints')
    .values({
      tenant_id: tenantId,
      endpoint_id: endpoint.id,
      url: endpoint.url,
      description: endpoint.description,
      events: [...endpoint.events],
      secret_encrypted: endpoint.sealedSecret,
    })
    .execute();
}

/** The version it has; null where there is none. Locked for change. */
export async function lockEndpoint(trx: Trx, tenantId: string, endpointId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('webhook_endpoints')
    .where('tenant_id', '=', tenantId)
    .where('endpoint_id', '=', endpointId)
    .select('version')
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

export async function changeEndpoint(
  trx: Trx,
  tenantId: string,
  endpointId: string,
  change: {
    url?: string;
    description?: string;
    events?: string[];
    secret_encrypted?: Buffer;
    failing_since?: null;
    off_at?: Date | null;
    off_because?: 'person' | null;
  },
): Promise<void> {
  await trx
    .updateTable('webhook_endpoints')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('endpoint_id', '=', endpointId)
    .execute();
}

export async function deleteEndpoint(trx: Trx, tenantId: string, endpointId: string): Promise<void> {
  await trx
    .deleteFrom('webhook_endpoints')
    .where('tenant_id', '=', tenantId)
    .where('endpoint_id', '=', endpointId)
    .execute();
}

export interface SendingEndpoint {
  readonly url: string;
  readonly sealedSecret: Buffer;
  readonly isOff: boolean;
}

/** What sending needs; null where there is none. */
export async function findSending(
  trx: Trx,
  tenantId: string,
  endpointId: string,
): Promise<SendingEndpoint | null> {
  const { rows } = await sql<SendingEndpoint>`
    select url, secret_encrypted as "sealedSecret", off_at is not null as "isOff" from webhook_endpoints
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`.execute(trx);
  return rows[0] ?? null;
}

/** Notes that an attempt was taken, or not; answers since when all have failed. Untouched rows are not written. */
export async function noteHealth(
  trx: Trx,
  tenantId: string,
  endpointId: string,
  isTaken: boolean,
  now: Date,
): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`
    update webhook_endpoints set failing_since = ${isTaken ? null : now}
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}
      and (failing_since is null) <> ${isTaken}
    returning failing_since as since`.execute(trx);
  if (rows[0] !== undefined) return rows[0].since;
  const found = await sql<{ since: Date | null }>`
    select failing_since as since from webhook_endpoints
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`.execute(trx);
  return found.rows[0]?.since ?? null;
}

/** True where this call turned it off. */
export async function turnOff(
  trx: Trx,
  tenantId: string,
  endpointId: string,
  because: 'failing' | 'gone',
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update webhook_endpoints set off_at = ${now}, off_because = ${because}, version = version + 1
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and off_at is null
    returning endpoint_id`.execute(trx);
  return rows.length === 1;
}

/** Owners, who alone can turn it on again. */
export async function listOwners(trx: Trx, tenantId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('memberships')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .select('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

export interface EndpointCounts {
  readonly on: number;
  readonly failing: number;
  readonly off: number;
}

/** For the operations page: those on, those on that fail, and those that we turned off. */
export async function countHealth(trx: Trx, tenantId: string): Promise<EndpointCounts> {
  const { rows } = await sql<EndpointCounts>`
    select count(*) filter (where off_at is null)::int as "on",
      count(*) filter (where off_at is null and failing_since is not null)::int as failing,
      count(*) filter (where off_because in ('failing', 'gone'))::int as off
    from webhook_endpoints where tenant_id = ${tenantId}`.execute(trx);
  return rows[0] ?? { on: 0, failing: 0, off: 0 };
}
