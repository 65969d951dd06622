/** Queries of the chart: searching it, and opening a sub-account. */
import { accountCodeFromText } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BooksOwner } from './books.queries.ts';
import type { AccountView } from './contract.ts';
import { likePattern } from './vouchers.queries.ts';

const columns = sql`code, name, parent_code as "parentCode", is_leaf as "isLeaf", normal_side as "normalSide", status,
  counterparty_tax_id as "counterpartyTaxId"`;

export interface AccountFilter {
  /** The beginning of a code or of a counterparty's tax number, or words of a name, each any part of it. */
  readonly text: string | null;
  readonly leafOnly: boolean;
  readonly limit: number;
  /** Beginnings of codes: "102" has 102 and all below it, "12" a group; null for the whole chart. */
  readonly under?: readonly string[] | null;
  /** These very accounts alone. */
  readonly codes?: readonly string[] | null;
}

/**
 * In the order of books; of a search first the very code, then codes that begin so, then names that begin so, then
 * names with a word that does. It reads the accounts of the one client through the key, since under row-level security
 * no index answers a pattern.
 */
export async function listAccounts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { text, leafOnly, limit, under = null, codes = null }: AccountFilter,
): Promise<AccountView[]> {
  const search = text === null ? null : searchOf(text);
  const { rows } = await sql<AccountView>`
    select ${columns} from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId}
      ${search === null ? sql`` : sql`and ${search.condition}`} ${leafOnly ? sql`and is_leaf` : sql``}
      ${under === null ? sql`` : sql`and code like any(${under.map((code) => `${code}%`)}::text[])`}
      ${codes === null ? sql`` : sql`and code = any(${[...codes]}::text[])`}
    order by ${search === null ? sql`` : sql`${search.rank},`} code limit ${limit}`.execute(trx);
  return rows;
}

/** What a typed text finds, and the better finds first. */
function searchOf(text: string) {
  // A dot at the end asks for what lies below the account.
  const code = text.endsWith('.') ? text : (accountCodeFromText(text) ?? text);
  const codeBegins = likePattern(code).slice(1);
  const taxIdBegins = likePattern(text).slice(1);
  const words = searchKey(text)
    .split(' ')
    .map((word) => sql`name_key like ${likePattern(word)}`);
  const nameBegins = likePattern(searchKey(text)).slice(1);
  // "3200010010" is how many people key 320.001.0010.
  const bare = /^\d{4,}$/.test(text) ? sql`or replace(code, '.', '') like ${`${text}%`}` : sql``;
  return {
    condition: sql`(code like ${codeBegins} ${bare} or counterparty_tax_id like ${taxIdBegins} or (${sql.join(words, sql` and `)}))`,
    rank: sql`case when code = ${code} then 0 when code like ${codeBegins} then 1 when name_key like ${nameBegins} then 2
      when name_key like ${`% ${nameBegins}`} then 3 else 4 end`,
  };
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

/** Inserts an account that takes the side of its parent; a group of two digits takes no postings. */
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
      is_leaf: account.code.length >= 3,
      normal_side: account.parent.normalSide,
      counterparty_tax_id: account.counterpartyTaxId,
    })
    .execute();
}
