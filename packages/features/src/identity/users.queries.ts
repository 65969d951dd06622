/** People: global rows, one a mail address, whatever offices they work in. */
import type { Trx } from '../feature.ts';

export interface UserRow {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
  readonly totpConfirmed: boolean;
  readonly platformAdmin: boolean;
  readonly disabled: boolean;
}

function users(trx: Trx) {
  return trx
    .selectFrom('users')
    .select((eb) => [
      'user_id as userId',
      'email',
      'name',
      'password_hash as passwordHash',
      'totp_secret_encrypted as totpSecret',
      eb('totp_confirmed_at', 'is not', null).$castTo<boolean>().as('totpConfirmed'),
      'is_platform_admin as platformAdmin',
      eb('disabled_at', 'is not', null).$castTo<boolean>().as('disabled'),
    ]);
}

export async function findUserByEmail(trx: Trx, email: string): Promise<UserRow | null> {
  return (await users(trx).where('email', '=', email.toLowerCase()).executeTakeFirst()) ?? null;
}

export async function findUser(trx: Trx, userId: string): Promise<UserRow | null> {
  return (await users(trx).where('user_id', '=', userId).executeTakeFirst()) ?? null;
}

/** Inserts a person; two at once with one address end as one row. Returns the id of the row that is there. */
export async function insertUser(
  trx: Trx,
  user: {
    /** Made by the database unless told. */
    userId?: string;
    email: string;
    name: string;
    passwordHash: string | null;
    platformAdmin: boolean;
  },
): Promise<string> {
  const row = await trx
    .insertInto('users')
    .values({
      ...(user.userId === undefined ? {} : { user_id: user.userId }),
      email: user.email.toLowerCase(),
      name: user.name,
      password_hash: user.passwordHash,
      is_platform_admin: user.platformAdmin,
    })
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((eb) => ({ email: eb.ref('users.email') })),
    )
    .returning('user_id')
    .executeTakeFirstOrThrow();
  return row.user_id;
}

export async function setPasswordHash(trx: Trx, userId: string, passwordHash: string): Promise<void> {
  await trx.updateTable('users').set({ password_hash: passwordHash }).where('user_id', '=', userId).execute();
}

export async function setDisabled(trx: Trx, userId: string, disabledAt: Date | null): Promise<void> {
  await trx.updateTable('users').set({ disabled_at: disabledAt }).where('user_id', '=', userId).execute();
}

/** Puts a new, not yet confirmed secret; false where a confirmed one is in force. */
export async function setPendingTotp(trx: Trx, userId: string, sealed: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ totp_secret_encrypted: sealed, totp_last_step: null })
    .where('user_id', '=', userId)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Uses up a time step; false where this step or a later one was used already, by whatever request. */
export async function useTotpStep(trx: Trx, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ totp_last_step: BigInt(step) })
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', BigInt(step))]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function confirmTotp(trx: Trx, userId: string, at: Date): Promise<void> {
  await trx.updateTable('users').set({ totp_confirmed_at: at }).where('user_id', '=', userId).execute();
}

export async function clearTotp(trx: Trx, userId: string): Promise<void> {
  await trx
    .updateTable('users')
    .set({ totp_secret_encrypted: null, totp_confirmed_at: null, totp_last_step: null })
    .where('user_id', '=', userId)
    .execute();
}
