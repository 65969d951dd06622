/** Queries of the chart: searching it, and opening a sub-account. */
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

/** Null where the client has no such account. */
export async function findAccountName(
  trx: Trx,
  tenantId: string,
  clientId: string,
  code: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('accounts')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.name ?? null;
}
