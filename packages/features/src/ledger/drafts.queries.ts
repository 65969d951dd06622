/** Queries that change drafts by hand, and what is remembered of such changes. */
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BooksOwner } from './books.queries.ts';

export interface NewVoucher {
  readonly type: string;
  readonly date: string;
  readonly description: string;
}

/** Inserts an empty draft without a document; returns its id. */
export async function insertDraft(trx: Trx, owner: BooksOwner, voucher: NewVoucher): Promise<string> {
  const { voucher_id } = await trx
    .insertInto('vouchers')
    .values({
      tenant_id: owner.tenantId,
      client_id: owner.clientId,
      type: voucher.type,
      voucher_date: voucher.date,
      description: voucher.description,
      created_by: sql<string>`app.user_id()`,
    })
    .returning('voucher_id')
    .executeTakeFirstOrThrow();
  return voucher_id;
}

export interface DraftChange {
  readonly type?: string | undefined;
  readonly date: string | undefined;
  readonly description: string | undefined;
}

/** Raises the version and sets what is given; the voucher is locked and a draft. */
export async function changeDraft(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  change: DraftChange,
): Promise<void> {
  await trx
    .updateTable('vouchers')
    .set((eb) => ({
      version: eb('version', '+', 1),
      changed_by: sql<string>`app.user_id()`,
      changed_at: sql<Date>`now()`,
      ...(change.type === undefined ? {} : { type: change.type }),
      ...(change.date === undefined ? {} : { voucher_date: change.date }),
      ...(change.description === undefined ? {} : { description: change.description }),
    }))
    .where('tenant_id', '=', tenantId)
    .where('voucher_id', '=', voucherId)
    .execute();
}

/** Deletes the lines of a draft, but for those with these numbers. */
export async function deleteLines(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  kept: readonly number[] = [],
): Promise<void> {
  await trx
    .deleteFrom('voucher_lines')
    .where('tenant_id', '=', tenantId)
    .where('voucher_id', '=', voucherId)
    .where('line_no', '<>', sql<number>`all(${[...kept]}::int[])`)
    .execute();
}

export async function deleteDraft(trx: Trx, tenantId: string, voucherId: string): Promise<void> {
  await trx
    .deleteFrom('vouchers')
    .where('tenant_id', '=', tenantId)
    .where('voucher_id', '=', voucherId)
    .execute();
}

export interface AccountForLine {
  readonly code: string;
  readonly isLeaf: boolean;
  readonly status: string;
}

/** Those of the codes that are in the client's chart. */
export async function findAccounts(
  trx: Trx,
  owner: Pick<BooksOwner, 'tenantId' | 'clientId'>,
  codes: readonly string[],
): Promise<AccountForLine[]> {
  return trx
    .selectFrom('accounts')
    .select(['code', 'is_leaf as isLeaf', 'status'])
    .where('tenant_id', '=', owner.tenantId)
    .where('client_id', '=', owner.clientId)
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .execute();
}

/** The invoice a voucher was proposed from, and whether the client bought or sold. */
export async function findInvoiceOf(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<{ invoice: Invoice; direction: 'alis' | 'satis' } | null> {
  const row = await trx
    .selectFrom('documents')
    .select(['invoice', 'direction'])
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (row?.invoice == null || row.direction === null) return null;
  // The column holds what the reader stored: accounting's Invoice.
  return { invoice: row.invoice as Invoice, direction: row.direction as 'alis' | 'satis' };
}

export interface Preference {
  readonly role: string;
  readonly account_code: string;
}

/** Remembers accounts by role for a counterparty; a later choice replaces the earlier. */
export async function savePreferences(
  trx: Trx,
  owner: BooksOwner,
  counterpartyTaxId: string,
  preferences: readonly Preference[],
): Promise<void> {
  if (preferences.length === 0) return;
  await sql`
    insert into posting_preferences (tenant_id, client_id, counterparty_tax_id, role, account_code)
    select ${owner.tenantId}, ${owner.clientId}, ${counterpartyTaxId}, role, account_code
    from json_to_recordset(${JSON.stringify(preferences)}::json) as p (role text, account_code text)
    on conflict (tenant_id, client_id, counterparty_tax_id, role)
    do update set account_code = excluded.account_code, changed_at = now()`.execute(trx);
}
