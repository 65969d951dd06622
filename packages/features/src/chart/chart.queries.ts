/** Every statement of the chart as a whole: reading it, and changing many of its accounts at once. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Whose chart it is. */
export interface ChartOwner {
  readonly tenantId: string;
  readonly clientId: string;
}

export interface AccountRow {
  readonly code: string;
  readonly name: string;
  readonly isLeaf: boolean;
  readonly status: 'proposed' | 'open' | 'closed';
  readonly normalSide: string;
  readonly counterpartyTaxId: string | null;
}

export async function clientExists(trx: Trx, { tenantId, clientId }: ChartOwner): Promise<boolean> {
  const row = await trx
    .selectFrom('clients')
    .select('client_id')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The whole chart in the order of books. */
export async function loadAccounts(trx: Trx, { tenantId, clientId }: ChartOwner): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select code, name, is_leaf as "isLeaf", status, normal_side as "normalSide",
           counterparty_tax_id as "counterpartyTaxId"
    from accounts where tenant_id = ${tenantId} and client_id = ${clientId} order by code`.execute(trx);
  return rows;
}

/** Which of these accounts voucher lines stand on, those of drafts too. */
export async function findWithLines(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${[...codes]}::text[]) c (code)
    where exists (
      select from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.account_code = c.code)`.execute(
    trx,
  );
  return new Set(rows.map((row) => row.code));
}

export interface AccountToInsert {
  readonly code: string;
  readonly name: string;
  readonly parent_code: string;
  readonly is_leaf: boolean;
  readonly normal_side: string;
  readonly counterparty_tax_id: string | null;
}

/** Parents come before their children. */
export async function insertAccounts(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  accounts: readonly AccountToInsert[],
): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side, counterparty_tax_id)
    select ${tenantId}, ${clientId}, code, name, parent_code, is_leaf, normal_side, counterparty_tax_id
    from json_to_recordset(${JSON.stringify(accounts)}::json)
      as a (code text, name text, parent_code text, is_leaf boolean, normal_side text, counterparty_tax_id text)
    order by code collate "C"`.execute(trx);
}

/** Locks these accounts against postings and gives their names. */
export async function lockNames(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId} and code = any(${[...codes]}::text[])
    order by code for update`.execute(trx);
  return new Map(rows.map((row) => [row.code, row.name]));
}

export async function setNames(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  names: readonly { readonly code: string; readonly name: string }[],
): Promise<void> {
  await sql`
    update accounts a set name = n.name
    from json_to_recordset(${JSON.stringify(names)}::json) as n (code text, name text)
    where a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.code = n.code`.execute(trx);
}

export async function setStatus(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
  status: 'open' | 'closed',
): Promise<void> {
  await sql`
    update accounts set status = ${status}
    where tenant_id = ${tenantId} and client_id = ${clientId} and code = any(${[...codes]}::text[])`.execute(
    trx,
  );
}

/** The first of these accounts that one lies below which is none of them; null where there is none. */
export async function findAboveOthers(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select a.parent_code as code from accounts a
    where a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.parent_code = any(${[...codes]}::text[])
      and not a.code = any(${[...codes]}::text[])
    order by 1 limit 1`.execute(trx);
  return rows[0]?.code ?? null;
}

/** Removes them and what the office remembered to post to them. Foreign keys refuse what is used. */
export async function deleteAccounts(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
): Promise<void> {
  await sql`
    delete from posting_preferences
    where tenant_id = ${tenantId} and client_id = ${clientId} and account_code = any(${[...codes]}::text[])`.execute(
    trx,
  );
  await sql`
    delete from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId} and code = any(${[...codes]}::text[])`.execute(
    trx,
  );
}

/** Those of these accounts that nothing lies below any more take postings again. */
export async function makeLeaves(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  codes: readonly string[],
): Promise<void> {
  await sql`
    update accounts a set is_leaf = true
    where a.tenant_id = ${tenantId} and a.client_id = ${clientId} and a.code = any(${[...codes]}::text[])
      and not a.is_leaf and not exists (
        select from accounts c
        where c.tenant_id = ${tenantId} and c.client_id = ${clientId} and c.parent_code = a.code)`.execute(
    trx,
  );
}

export interface HistoryRow {
  readonly id: string;
  readonly at: Date;
  readonly byName: string | null;
  readonly action: string;
  readonly nameBefore: string | null;
  readonly nameAfter: string | null;
  readonly statusBefore: string | null;
  readonly statusAfter: string | null;
}

/** What the audit log tells of an account, the newest first. */
export async function findHistory(
  trx: Trx,
  { tenantId, clientId }: ChartOwner,
  code: string,
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select a.audit_id as id, a.at, coalesce(m.name, u.name) as "byName", a.action,
           a.before ->> 'name' as "nameBefore", a.after ->> 'name' as "nameAfter",
           a.before ->> 'status' as "statusBefore", a.after ->> 'status' as "statusAfter"
    from audit_log a
    left join users u on u.user_id = a.user_id
    left join memberships m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
    where a.tenant_id = ${tenantId} and a.entity = 'accounts' and a.entity_id = ${code} and a.client_id = ${clientId}
    order by a.audit_id desc limit 200`.execute(trx);
  return rows;
}
