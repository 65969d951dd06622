/** SQL of "apply to all like this": the accounts chosen on one draft, and the waiting drafts that could take them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface LikeSource {
  readonly clientId: string;
  readonly counterpartyTaxId: string | null;
  readonly direction: string | null;
  readonly type: string | null;
}

/** The document whose draft is the model; undefined where it is out of sight. */
export async function findLikeSource(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<LikeSource | undefined> {
  const { rows } = await sql<LikeSource>`
    select client_id as "clientId", counterparty_tax_id as "counterpartyTaxId", direction, type
    from documents where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(trx);
  return rows[0];
}

export interface ChosenAccount {
  readonly role: string;
  readonly account: string;
  readonly name: string;
}

/**
 * Roles of the document's draft whose account is the one the office chose for this counterparty: what a person changed
 * on it (each change is remembered). A role on several lines is a split of one case, not a rule for others.
 */
export async function findChosenAccounts(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<ChosenAccount[]> {
  const { rows } = await sql<ChosenAccount>`
    select r.role, r.account, a.name from (
      select l.reason ->> 'role' as role, min(l.account_code) as account, d.client_id, d.counterparty_tax_id
      from documents d
      join voucher_lines l on l.tenant_id = d.tenant_id and l.voucher_id = d.voucher_id
      where d.tenant_id = ${tenantId} and d.document_id = ${documentId} and l.reason is not null
      group by 1, d.client_id, d.counterparty_tax_id having count(*) = 1) r
    join posting_preferences p on p.tenant_id = ${tenantId} and p.client_id = r.client_id
      and p.counterparty_tax_id = r.counterparty_tax_id and p.role = r.role and p.account_code = r.account
    join accounts a on a.tenant_id = ${tenantId} and a.client_id = r.client_id and a.code = r.account
    order by r.role`.execute(trx);
  return rows;
}

export interface AlikeLine {
  readonly documentId: string;
  readonly documentNo: string | null;
  readonly fileName: string;
  readonly counterpartyName: string | null;
  readonly issueDate: string | null;
  readonly voucherId: string;
  readonly voucherVersion: number;
  readonly sumKurus: bigint;
  readonly role: string;
  readonly label: string;
  readonly labelEn: string;
  readonly account: string;
  readonly accountName: string;
  /** Lines of the draft with this role, and those that were entered by hand: more than one is a split. */
  readonly lines: number;
}

/** One row for each waiting document of the same counterparty and kind, and role, whose account differs from the chosen one. */
export async function listAlikeLines(
  trx: Trx,
  tenantId: string,
  like: LikeSource & { readonly documentId: string },
  chosen: readonly { readonly role: string; readonly account: string }[],
  limit: number,
): Promise<AlikeLine[]> {
  const { rows } = await sql<AlikeLine>`
    select d.document_id as "documentId", d.document_no as "documentNo", d.file_name as "fileName",
      d.counterparty_name as "counterpartyName", d.issue_date as "issueDate", v.voucher_id as "voucherId",
      v.version as "voucherVersion", l.role, l.label, l.label_en as "labelEn", l.account, a.name as "accountName",
      l.lines + (select count(*)::int from voucher_lines h
        where h.tenant_id = v.tenant_id and h.voucher_id = v.voucher_id and h.reason is null) as lines,
      (select coalesce(sum(s.debit_kurus), 0)::bigint from voucher_lines s
        where s.tenant_id = v.tenant_id and s.voucher_id = v.voucher_id) as "sumKurus"
    from documents d
    join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id and v.status = 'draft'
    cross join lateral (
      select l.reason ->> 'role' as role, min(l.reason ->> 'text') as label, min(l.reason ->> 'textEn') as label_en,
        min(l.account_code) as account, count(*)::int as lines, bool_or(l.account_code <> c.account) as differs
      from voucher_lines l
      join json_to_recordset(${JSON.stringify(chosen)}::json) as c (role text, account text)
        on c.role = l.reason ->> 'role'
      where l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id
      group by 1) l
    join accounts a on a.tenant_id = d.tenant_id and a.client_id = d.client_id and a.code = l.account
    where d.tenant_id = ${tenantId} and d.client_id = ${like.clientId} and d.state = 'READY'
      and d.counterparty_tax_id = ${like.counterpartyTaxId} and d.direction is not distinct from ${like.direction}
      and d.type is not distinct from ${like.type} and d.voucher_id is not null and not d.not_this_client
      and d.document_id <> ${like.documentId} and l.differs
    order by d.document_id, l.role limit ${limit}`.execute(trx);
  return rows;
}

/** How many lines of the draft have each of these roles or none, and the account: asked again when it is done. */
export async function rolesOfDraft(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  roles: readonly string[],
): Promise<{ role: string; lines: number; account: string }[]> {
  const { rows } = await sql<{ role: string; lines: number; account: string }>`
    select reason ->> 'role' as role, min(account_code) as account,
      count(*)::int + (select count(*)::int from voucher_lines h
        where h.tenant_id = ${tenantId} and h.voucher_id = ${voucherId} and h.reason is null) as lines
    from voucher_lines
    where tenant_id = ${tenantId} and voucher_id = ${voucherId} and reason ->> 'role' = any (${[...roles]}::text[])
    group by 1`.execute(trx);
  return rows;
}

/** True where the document is of the same client, counterparty and kind as the model, and is not the model itself. */
export async function isAlike(
  trx: Trx,
  tenantId: string,
  documentId: string,
  modelId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from documents d
    join documents m on m.tenant_id = d.tenant_id and m.document_id = ${modelId} and m.client_id = d.client_id
      and m.counterparty_tax_id = d.counterparty_tax_id and m.direction is not distinct from d.direction
      and m.type is not distinct from d.type
    where d.tenant_id = ${tenantId} and d.document_id = ${documentId} and d.document_id <> m.document_id`.execute(
    trx,
  );
  return rows.length === 1;
}
