/** Rows of a client's card: dated statuses, contacts and bank accounts. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BankAccountRow, ContactRow, StatusKind, StatusRow } from './contract.ts';

/** Of which client; every statement names both. */
export interface OfClient {
  readonly tenantId: string;
  readonly clientId: string;
}

/** Every kind's rows, the latest first. */
export function listStatuses(
  trx: Trx,
  { tenantId, clientId }: OfClient,
): Promise<(StatusRow & { kind: string })[]> {
  return trx
    .selectFrom('client_statuses')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .orderBy('kind')
    .orderBy('valid_from', 'desc')
    .select([
      'status_id as id',
      'kind',
      'value',
      sql<string>`valid_from::text`.as('validFrom'),
      sql<string | null>`valid_to::text`.as('validTo'),
    ])
    .execute();
}

export async function removeStatuses(trx: Trx, of: OfClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('client_statuses')
    .where('tenant_id', '=', of.tenantId)
    .where('client_id', '=', of.clientId)
    .where('status_id', 'in', [...ids])
    .execute();
}

/** Rows with an id keep it. */
export async function insertStatuses(
  trx: Trx,
  of: OfClient,
  kind: StatusKind,
  rows: readonly (Omit<StatusRow, 'id'> & { id?: string | undefined })[],
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('client_statuses')
    .values(
      rows.map((row) => ({
        tenant_id: of.tenantId,
        client_id: of.clientId,
        ...(row.id === undefined ? {} : { status_id: row.id }),
        kind,
        value: row.value,
        valid_from: row.validFrom,
        valid_to: row.validTo,
      })),
    )
    .execute();
}

export function listContacts(trx: Trx, { tenantId, clientId }: OfClient): Promise<ContactRow[]> {
  return trx
    .selectFrom('client_contacts')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .orderBy('position')
    .orderBy('contact_id')
    .select(['contact_id as id', 'name', 'role', 'email', 'phone'])
    .execute();
}

export async function removeContacts(trx: Trx, of: OfClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('client_contacts')
    .where('tenant_id', '=', of.tenantId)
    .where('client_id', '=', of.clientId)
    .where('contact_id', 'in', [...ids])
    .execute();
}

/** Inserts a contact, or changes the one of that id; `position` counts from 1. */
export async function saveContact(
  trx: Trx,
  of: OfClient,
  row: Omit<ContactRow, 'id'> & { id?: string | undefined },
  position: number,
): Promise<void> {
  const { id, name, role, email, phone } = row;
  const values = { position, name, role, email, phone };
  if (id === undefined) {
    const key = { tenant_id: of.tenantId, client_id: of.clientId };
    await trx
      .insertInto('client_contacts')
      .values({ ...key, ...values })
      .execute();
    return;
  }
  await trx
    .updateTable('client_contacts')
    .set(values)
    .where('tenant_id', '=', of.tenantId)
    .where('client_id', '=', of.clientId)
    .where('contact_id', '=', id)
    .execute();
}

export function listBankAccounts(trx: Trx, { tenantId, clientId }: OfClient): Promise<BankAccountRow[]> {
  return trx
    .selectFrom('client_bank_accounts')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .orderBy('position')
    .orderBy('bank_account_id')
    .select([
      'bank_account_id as id',
      'iban',
      'bank_name as bankName',
      'currency',
      'account_code as accountCode',
    ])
    .execute();
}

export async function removeBankAccounts(trx: Trx, of: OfClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('client_bank_accounts')
    .where('tenant_id', '=', of.tenantId)
    .where('client_id', '=', of.clientId)
    .where('bank_account_id', 'in', [...ids])
    .execute();
}

/** Inserts a bank account, with its id where it has one, or changes the one that is there. */
export async function saveBankAccount(
  trx: Trx,
  of: OfClient,
  row: Omit<BankAccountRow, 'id'> & { id?: string | undefined },
  position: number,
): Promise<void> {
  const values = {
    position,
    iban: row.iban,
    bank_name: row.bankName,
    currency: row.currency,
    account_code: row.accountCode,
  };
  await trx
    .insertInto('client_bank_accounts')
    .values({
      tenant_id: of.tenantId,
      client_id: of.clientId,
      ...(row.id === undefined ? {} : { bank_account_id: row.id }),
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'client_id', 'bank_account_id']).doUpdateSet(values),
    )
    .execute();
}

/** Which of these codes are not in the client's chart. */
export async function missingAccounts(trx: Trx, of: OfClient, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await trx
    .selectFrom('accounts')
    .where('tenant_id', '=', of.tenantId)
    .where('client_id', '=', of.clientId)
    .where('code', 'in', [...codes])
    .select('code')
    .execute();
  const there = new Set(rows.map(({ code }) => code));
  return codes.filter((code) => !there.has(code));
}

/** Tax offices as the office wrote them, the most frequent first. */
export async function listTaxOffices(trx: Trx, tenantId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('clients')
    .where('tenant_id', '=', tenantId)
    .where('tax_office', 'is not', null)
    .groupBy('tax_office')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('tax_office')
    .limit(500)
    .select(sql<string>`tax_office`.as('name'))
    .execute();
  return rows.map(({ name }) => name);
}
