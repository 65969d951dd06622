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

/** Where an office keeps sealed secrets: the table, its key beside the office, the column. */
const OF_OFFICE = {
  integration: ['integrations', 'integration_id', 'secrets'],
  webhook: ['webhook_endpoints', 'endpoint_id', 'secret_encrypted'],
} as const;
export type SealedOfOffice = keyof typeof OF_OFFICE;

function namesOf(kind: SealedOfOffice) {
  const [table, key, column] = OF_OFFICE[kind];
  return { table: sql.table(table), key: sql.ref(key), column: sql.ref(column) };
}

export async function listSealed(
  trx: Trx,
  tenantId: string,
  kind: SealedOfOffice,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const { table, key, column } = namesOf(kind);
  const { rows } = await sql<SealedRow>`
    select ${key} as id, ${column} as sealed from ${table}
    where tenant_id = ${tenantId} and ${column} is not null and ${key} > ${after ?? FIRST}
    order by ${key} limit ${limit}`.execute(trx);
  return rows;
}

/** False where it was changed meanwhile. */
export async function replaceSealed(
  trx: Trx,
  tenantId: string,
  kind: SealedOfOffice,
  { id, was, now }: { readonly id: string; readonly was: Buffer; readonly now: Buffer },
): Promise<boolean> {
  const { table, key, column } = namesOf(kind);
  const { rows } = await sql`update ${table} set ${column} = ${now}
    where tenant_id = ${tenantId} and ${key} = ${id} and ${column} = ${was} returning ${key}`.execute(trx);
  return rows.length === 1;
}
