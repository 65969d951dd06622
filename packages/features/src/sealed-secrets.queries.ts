/** SQL of the places where secrets lie sealed: each read in the order of its key, and replaced only as it was read. */
import { sql } from 'kysely';
import type { Trx } from './feature.ts';

export interface SealedRow {
  /** The id of the row, after which the next portion begins. */
  readonly id: string;
  readonly sealed: Buffer;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Second factors: of people, who belong to no one office. */
export async function listSealedFactors(trx: Trx, after: string | null, limit: number): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select user_id as id, totp_secret_encrypted as sealed from users
    where totp_secret_encrypted is not null and user_id > ${after ?? FIRST}
    order by user_id limit ${limit}`.execute(trx);
  return rows;
}

/** False where it was changed meanwhile. */
export async function replaceFactor(trx: Trx, id: string, was: Buffer, now: Buffer): Promise<boolean> {
  const { rows } = await sql`update users set totp_secret_encrypted = ${now}
    where user_id = ${id} and totp_secret_encrypted = ${was} returning user_id`.execute(trx);
  return rows.length === 1;
}

export async function listSealedIntegrations(
  trx: Trx,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select integration_id as id, secrets as sealed from integrations
    where tenant_id = ${tenantId} and secrets is not null and integration_id > ${after ?? FIRST}
    order by integration_id limit ${limit}`.execute(trx);
  return rows;
}

export async function replaceIntegration(
  trx: Trx,
  tenantId: string,
  id: string,
  was: Buffer,
  now: Buffer,
): Promise<boolean> {
  const { rows } = await sql`update integrations set secrets = ${now}
    where tenant_id = ${tenantId} and integration_id = ${id} and secrets = ${was} returning integration_id`.execute(
    trx,
  );
  return rows.length === 1;
}

export async function listSealedWebhooks(
  trx: Trx,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select endpoint_id as id, secret_encrypted as sealed from webhook_endpoints
    where tenant_id = ${tenantId} and endpoint_id > ${after ?? FIRST}
    order by endpoint_id limit ${limit}`.execute(trx);
  return rows;
}

export async function replaceWebhook(
  trx: Trx,
  tenantId: string,
  id: string,
  was: Buffer,
  now: Buffer,
): Promise<boolean> {
  const { rows } = await sql`update webhook_endpoints set secret_encrypted = ${now}
    where tenant_id = ${tenantId} and endpoint_id = ${id} and secret_encrypted = ${was} returning endpoint_id`.execute(
    trx,
  );
  return rows.length === 1;
}
