/** Recovery codes of a person; of a code only a keyed hash is kept. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Puts these in place of whatever the person had, used ones included. */
export async function replaceRecoveryCodes(
  trx: Trx,
  userId: string,
  hashes: readonly Buffer[],
  at: Date,
): Promise<void> {
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length === 0) return;
  const rows = hashes.map((code_hash) => ({ user_id: userId, code_hash, created_at: at }));
  await trx.insertInto('recovery_codes').values(rows).execute();
}

/** Uses a code up; false where there is no such one, or it was used before. */
export async function useRecoveryCode(trx: Trx, userId: string, hash: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many are left. */
export async function countRecoveryCodes(trx: Trx, userId: string): Promise<number> {
  const row = await trx
    .selectFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}
