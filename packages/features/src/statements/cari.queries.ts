/** Accounts of counterparties: which they are, what their documents say of payment, and their sums by document day. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface NamedAccount {
  readonly code: string;
  readonly name: string;
}

/** All accounts of a counterparty, in the order of codes. */
export function accountsOfCounterparty(
  trx: Trx,
  tenantId: string,
  clientId: string,
  taxId: string,
): Promise<NamedAccount[]> {
  return trx
    .selectFrom('accounts')
    .select(['code', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('counterparty_tax_id', '=', taxId)
    .orderBy('code')
    .execute();
}

/** The day that a document states for payment, by document; those that state none are left out. */
export async function findDueDates(
  trx: Trx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (documentIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; dueDate: string }>`
    select document_id as id, invoice ->> 'dueDate' as "dueDate" from documents
    where tenant_id = ${tenantId} and document_id = any(${[...documentIds]}::uuid[])
      and invoice ->> 'dueDate' is not null`.execute(trx);
  return new Map(rows.map(({ id, dueDate }) => [id, dueDate]));
}

export interface AccountDay {
  readonly code: string;
  /** Of the document; of the voucher where there is none. */
  readonly date: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/**
 * What each document day up to and with `at` brought to the accounts of these codes. Left out is what tells nothing of age: a kapanış,
 * the açılış that opens the next year after one, and an entry with the reversal that took it back by `at`. These entries are few and
 * are found first, as are documents of another day than their voucher: the lines themselves come from their index alone.
 */
export async function sumByDocumentDay(
  trx: Trx,
  tenantId: string,
  clientId: string,
  codes: readonly string[],
  at: string,
): Promise<AccountDay[]> {
  const ofClient = sql`v.tenant_id = ${tenantId} and v.client_id = ${clientId}`;
  const { rows } = await sql<AccountDay>`
    with closings (voucher_id, day) as materialized (
      select v.voucher_id, v.voucher_date from vouchers v
      where ${ofClient} and v.type = 'kapanis' and v.fis_no is not null),
    passed_over (voucher_id) as materialized (
      select voucher_id from closings
      union all
      select v.voucher_id from vouchers v
      where ${ofClient} and v.type = 'acilis' and v.fis_no is not null
        and v.voucher_date > (select min(day) from closings)
      union all
      select unnest(array[v.voucher_id, v.reversal_of]) from vouchers v
      where ${ofClient} and v.reversal_of is not null and v.status = 'posted' and v.voucher_date <= ${at}::date),
    dated (voucher_id, issue_date) as materialized (
      select v.voucher_id, d.issue_date
      from documents d
      join vouchers v on v.tenant_id = d.tenant_id and v.document_id = d.document_id
      where d.tenant_id = ${tenantId} and d.client_id = ${clientId} and d.state = 'POSTED'
        and v.status = 'posted' and d.issue_date <> v.voucher_date)
    select l.account_code as code, coalesce(d.issue_date, l.book_date) as date,
           sum(l.debit_kurus)::bigint as "debitKurus", sum(l.credit_kurus)::bigint as "creditKurus"
    from voucher_lines l
    left join dated d on d.voucher_id = l.voucher_id
    where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.account_code = any(${[...codes]}::text[])
      and l.book_date <= ${at}::date
      and not exists (select from passed_over p where p.voucher_id = l.voucher_id)
    group by 1, 2`.execute(trx);
  return rows;
}
