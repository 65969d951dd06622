/** SQL of the first run: whether there is an office, the one row of the code, and how far a new office is. */
import { type SqlBool, sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface FirstRunRow {
  readonly codeHash: Buffer;
  readonly expiresAt: Date;
  readonly wrongTries: number;
  readonly ownerEmail: string | null;
  readonly ownerName: string | null;
  readonly ownerPasswordHash: string | null;
}

/** True while nobody works here: the office of the smoke tests is nobody's. */
export async function installationIsEmpty(trx: Trx): Promise<boolean> {
  await sql`select set_config('app.every_office', 'on', true)`.execute(trx);
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select from offices where kind <> 'smoke') as empty`.execute(trx);
  await sql`select set_config('app.every_office', '', true)`.execute(trx);
  return rows[0]?.empty ?? false;
}

/** Locked until the end of the transaction: of two that would make the first office one waits, and then finds no row. */
export async function lockFirstRun(trx: Trx): Promise<FirstRunRow | null> {
  const row = await trx
    .selectFrom('first_run')
    .select([
      'code_hash as codeHash',
      'expires_at as expiresAt',
      'wrong_tries as wrongTries',
      'owner_email as ownerEmail',
      'owner_name as ownerName',
      'owner_password_hash as ownerPasswordHash',
    ])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** A new code takes the place of the one before; what was entered stays. */
export async function putCode(trx: Trx, codeHash: Buffer, expiresAt: Date): Promise<void> {
  await trx
    .insertInto('first_run')
    .values({ code_hash: codeHash, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.column('only_row').doUpdateSet({ code_hash: codeHash, expires_at: expiresAt, wrong_tries: 0 }),
    )
    .execute();
}

export async function countWrongTry(trx: Trx): Promise<void> {
  await trx
    .updateTable('first_run')
    .set((eb) => ({ wrong_tries: eb('wrong_tries', '+', 1) }))
    .execute();
}

export async function putOwner(
  trx: Trx,
  owner: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<void> {
  await trx
    .updateTable('first_run')
    .set({ owner_email: owner.email, owner_name: owner.name, owner_password_hash: owner.passwordHash })
    .execute();
}

/** The settings of an office that was made in this transaction; everything else in them takes its default. */
export async function putTaxId(trx: Trx, tenantId: string, taxId: string): Promise<void> {
  await trx.insertInto('office_settings').values({ tenant_id: tenantId, tax_id: taxId }).execute();
}

export async function endFirstRun(trx: Trx): Promise<void> {
  await trx.deleteFrom('first_run').execute();
}

export interface FirstSteps {
  readonly client: boolean;
  readonly document: boolean;
  readonly colleague: boolean;
  readonly secondFactor: boolean;
  readonly posted: boolean;
}

/** How far an office is; each question ends at the first row that answers it. */
export async function readFirstSteps(trx: Trx, tenantId: string, userId: string): Promise<FirstSteps> {
  const has = (table: 'clients' | 'voucher_numbers') =>
    sql<SqlBool>`exists (select from ${sql.table(table)} where tenant_id = ${tenantId})`;
  // By the key: an office without documents is not looked for among the documents of all others.
  const firstDocument = sql`(
    select document_id from documents where tenant_id = ${tenantId} order by document_id limit 1)`;
  const { rows } = await sql<FirstSteps>`
    select ${has('clients')} as client, ${firstDocument} is not null as document, ${has('voucher_numbers')} as posted,
      exists (select from memberships where tenant_id = ${tenantId} and user_id <> ${userId}::uuid) as colleague,
      exists (select from users where user_id = ${userId}::uuid and totp_confirmed_at is not null) as "secondFactor"`.execute(
    trx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a question without a table answers one row');
  return row;
}
