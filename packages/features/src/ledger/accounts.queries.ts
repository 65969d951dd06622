/** Queries of the chart: searching it, opening a sub-account, and the posted lines of an account. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BooksOwner } from './books.queries.ts';
import type { AccountView } from './contract.ts';
import { likePattern } from './vouchers.queries.ts';

const columns = sql`code, name, parent_code as "parentCode", is_leaf as "isLeaf", normal_side as "normalSide", status,
  counterparty_tax_id as "counterpartyTaxId"`;

export interface AccountFilter {
  /** The beginning of a code, or any part of a name or of a counterparty's tax number. */
  readonly text: string | null;
  readonly leafOnly: boolean;
  readonly limit: number;
}

/** Accounts in the order of books. */
export async function listAccounts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { text, leafOnly, limit }: AccountFilter,
): Promise<AccountView[]> {
  const inside = likePattern(text ?? '');
  const search = sql`and (code like ${inside.slice(1)} or app.fold(name) like app.fold(${inside})
    or counterparty_tax_id like ${inside.slice(1)})`;
  const { rows } = await sql<AccountView>`
    select ${columns} from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId}
      ${text === null ? sql`` : search} ${leafOnly ? sql`and is_leaf` : sql``}
    order by code limit ${limit}`.execute(trx);
  return rows;
}

export async function findAccount(trx: Trx, owner: BooksOwner, code: string): Promise<AccountView | null> {
  const { rows } = await sql<AccountView>`
    select ${columns} from accounts
    where tenant_id = ${owner.tenantId} and client_id = ${owner.clientId} and code = ${code}`.execute(trx);
  return rows[0] ?? null;
}

/** The account of a counterparty below a parent, where it has one. */
export async function findCounterpartyAccount(
  trx: Trx,
  owner: BooksOwner,
  parentCode: string,
  taxId: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('accounts')
    .select('code')
    .where('tenant_id', '=', owner.tenantId)
    .where('client_id', '=', owner.clientId)
    .where('parent_code', '=', parentCode)
    .where('counterparty_tax_id', '=', taxId)
    .executeTakeFirst();
  return row?.code ?? null;
}

/** Inserts a sub-account that takes the side of its parent. */
export async function insertAccount(
  trx: Trx,
  owner: BooksOwner,
  account: {
    readonly code: string;
    readonly name: string;
    readonly parent: AccountView;
    readonly counterpartyTaxId: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('accounts')
    .values({
      tenant_id: owner.tenantId,
      client_id: owner.clientId,
      code: account.code,
      name: account.name,
      parent_code: account.parent.code,
      is_leaf: true,
      normal_side: account.parent.normalSide,
      counterparty_tax_id: account.counterpartyTaxId,
    })
    .execute();
}

export interface AccountLineRow {
  readonly voucherId: string;
  readonly lineNo: number;
  readonly fisNo: number;
  readonly date: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly description: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly documentId: string | null;
  readonly documentNo: string | null;
}

export interface AccountLinesFilter {
  readonly accountCode: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Date, voucher and line number of the last line shown. */
  readonly after: readonly [date: string, voucherId: string, lineNo: string] | null;
  readonly limit: number;
}

/** The first code after an account and everything below it: "120" ends before "120/", "12" before "12:". */
function endOfSubtree(code: string): string {
  return code.length < 3 ? `${code}:` : `${code}/`;
}

/** Posted lines of an account and its sub-accounts, oldest first. */
export async function listAccountLines(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { accountCode, from, to, after, limit }: AccountLinesFilter,
): Promise<AccountLineRow[]> {
  const { rows } = await sql<AccountLineRow>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo", v.fis_no as "fisNo", l.book_date as date,
           l.account_code as "accountCode", a.name as "accountName",
           coalesce(nullif(w.description, ''), v.description) as description,
           l.debit_kurus as "debitKurus", l.credit_kurus as "creditKurus",
           v.document_id as "documentId", d.document_no as "documentNo"
    from (
      select l.tenant_id, l.client_id, l.voucher_id, l.line_no, l.account_code, l.book_date, l.debit_kurus, l.credit_kurus
      from voucher_lines l
      where l.tenant_id = ${tenantId} and l.client_id = ${clientId} and l.book_date is not null
        and l.account_code >= ${accountCode} and l.account_code < ${endOfSubtree(accountCode)}
        ${from === null ? sql`` : sql`and l.book_date >= ${from}::date`}
        ${to === null ? sql`` : sql`and l.book_date <= ${to}::date`}
        ${
          after === null
            ? sql``
            : sql`and (l.book_date, l.voucher_id, l.line_no) > (${after[0]}::date, ${after[1]}::uuid, ${after[2]}::int)`
        }
      order by l.book_date, l.voucher_id, l.line_no
      limit ${limit}) l
    join voucher_lines w on w.tenant_id = l.tenant_id and w.voucher_id = l.voucher_id and w.line_no = l.line_no
    join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
    join accounts a on a.tenant_id = l.tenant_id and a.client_id = l.client_id and a.code = l.account_code
    left join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
    order by l.book_date, l.voucher_id, l.line_no`.execute(trx);
  return rows;
}
