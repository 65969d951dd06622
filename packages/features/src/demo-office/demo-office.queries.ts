/** SQL of removing a demo office; the rows themselves are taken by the database (app.remove_demo_office). */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface OfficeMark {
  readonly name: string;
  readonly kind: string;
  readonly removalAskedAt: Date | null;
}

/** Locked, so that nothing new of the office is begun meanwhile; null where it is gone. */
export async function lockOffice(trx: Trx, tenantId: string): Promise<OfficeMark | null> {
  const row = await trx
    .selectFrom('offices')
    .where('tenant_id', '=', tenantId)
    .select(['name', 'kind', 'removal_asked_at as removalAskedAt'])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Closes the office to its people; answers who they are. Repeated, it changes nothing. */
export async function closeOffice(trx: Trx, tenantId: string, at: Date): Promise<string[]> {
  await trx
    .updateTable('offices')
    .set((eb) => ({ removal_asked_at: eb.fn.coalesce('removal_asked_at', eb.val(at)) }))
    .where('tenant_id', '=', tenantId)
    .execute();
  const members = await trx
    .updateTable('memberships')
    .set((eb) => ({ disabled_at: eb.fn.coalesce('disabled_at', eb.val(at)) }))
    .where('tenant_id', '=', tenantId)
    .returning('user_id')
    .execute();
  return members.map((member) => member.user_id);
}

/** SHA-256 of the office's stored files in order, from the one after `after`. */
export async function listStoredFiles(
  trx: Trx,
  tenantId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('stored_files')
    .where('tenant_id', '=', tenantId)
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .select('sha256')
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

/** Sets the last mark; the database then takes every row of the office, or refuses and takes none. */
export async function removeRows(trx: Trx, tenantId: string, at: Date): Promise<void> {
  // A demo that was worked in for months takes longer than any request may.
  await sql`set local statement_timeout = '15min'`.execute(trx);
  await trx.updateTable('offices').set({ files_removed_at: at }).where('tenant_id', '=', tenantId).execute();
}

export async function countContents(
  trx: Trx,
  tenantId: string,
): Promise<{ clients: number; documents: number; vouchers: number }> {
  const { rows } = await sql<{ clients: number; documents: number; vouchers: number }>`
    select (select count(*)::int from clients where tenant_id = ${tenantId}) as clients,
      (select count(*)::int from documents where tenant_id = ${tenantId}) as documents,
      (select count(*)::int from vouchers where tenant_id = ${tenantId}) as vouchers`.execute(trx);
  return rows[0] ?? { clients: 0, documents: 0, vouchers: 0 };
}
