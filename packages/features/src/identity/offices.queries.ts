/** Offices: made under a scope of their own new id, because nobody sees an office that is not theirs. */
import { sql } from 'kysely';
import type { Database, Trx } from '../feature.ts';

export type OfficeKind = 'office' | 'demo' | 'smoke';

/** An id in order of time, made before the row so that the scope can carry it. */
export async function newOfficeId(db: Database): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7()::text as id`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database gave no id');
  return row.id;
}

export async function insertOffice(
  trx: Trx,
  office: { tenantId: string; name: string; kind: OfficeKind },
): Promise<void> {
  await trx
    .insertInto('offices')
    .values({ tenant_id: office.tenantId, name: office.name, kind: office.kind })
    .execute();
}

/** Null where the office is not visible in this scope. */
export async function findOfficeName(trx: Trx, tenantId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('offices')
    .where('tenant_id', '=', tenantId)
    .select('name')
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Whether the person of the scope has no office but such; row-level security shows them their own. */
export async function hasOnlyOfficesOfKind(trx: Trx, kind: OfficeKind): Promise<boolean> {
  const rows = await trx.selectFrom('offices').select('kind').execute();
  return rows.length > 0 && rows.every((row) => row.kind === kind);
}
