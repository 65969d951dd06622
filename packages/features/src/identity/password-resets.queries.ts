/** One-time links to set a password; of the token only the SHA-256 is kept. */
import type { Trx } from '../feature.ts';

export async function insertPasswordReset(
  trx: Trx,
  reset: { hash: Buffer; userId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('password_resets')
    .values({
      token_hash: reset.hash,
      user_id: reset.userId,
      created_at: reset.createdAt,
      expires_at: reset.expiresAt,
    })
    .execute();
}

/** Whose link this is, while it is good. */
export async function findPasswordReset(trx: Trx, hash: Buffer, now: Date): Promise<string | null> {
  const row = await trx
    .selectFrom('password_resets')
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .select('user_id')
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** Uses the link up, and with it every other one of the person; false where someone was faster. */
export async function usePasswordReset(trx: Trx, hash: Buffer, userId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await endPasswordResets(trx, userId, now);
  return true;
}

/** Makes every open link of the person worthless. */
export async function endPasswordResets(trx: Trx, userId: string, now: Date): Promise<void> {
  await trx
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}
