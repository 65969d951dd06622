/** SQL of accounts at banks: whose a number is, opening an account, and the list with what its statements come to. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { beginsApart } from './chain.queries.ts';

/** Clients that have an account of this number, and its cards' IBANs where there is none. */
export async function clientsOfNumber(trx: Trx, tenantId: string, accountNo: string): Promise<string[]> {
  const { rows } = await sql<{ clientId: string; isOpen: boolean }>`
    select distinct client_id as "clientId", true as "isOpen" from bank_accounts
    where tenant_id = ${tenantId} and account_no = ${accountNo}
    union
    select distinct b.client_id, false from client_bank_accounts b
    join clients c on c.tenant_id = b.tenant_id and c.client_id = b.client_id and c.archived_at is null
    where b.tenant_id = ${tenantId} and b.iban = ${accountNo}`.execute(trx);
  const open = rows.filter(({ isOpen }) => isOpen);
  return (open.length > 0 ? open : rows).map(({ clientId }) => clientId);
}

export interface AccountOfFile {
  readonly tenantId: string;
  readonly clientId: string;
  readonly accountNo: string;
  readonly currency: string;
}

/**
 * Opens the account where it is not there and holds it until the transaction ends, with an id for a statement of it; null where
 * it is another client's.
 */
export async function holdAccount(
  trx: Trx,
  of: AccountOfFile,
): Promise<{ bankAccountId: string; statementId: string } | null> {
  const { tenantId, clientId, accountNo, currency } = of;
  await sql`
    insert into bank_accounts (tenant_id, client_id, account_no, currency, name, account_code)
    select ${tenantId}::uuid, ${clientId}::uuid, ${accountNo}, ${currency}, card.bank_name, card.account_code
    from (values (1)) one
    left join client_bank_accounts card on card.tenant_id = ${tenantId} and card.client_id = ${clientId}
      and card.iban = ${accountNo}
    on conflict (tenant_id, account_no, currency) do nothing`.execute(trx);
  const held = await trx
    .selectFrom('bank_accounts')
    .select(['bank_account_id as bankAccountId', sql<string>`uuidv7()`.as('statementId')])
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('account_no', '=', accountNo)
    .where('currency', '=', currency)
    .forUpdate()
    .executeTakeFirst();
  return held ?? null;
}

export interface AccountRow {
  readonly id: string;
  readonly clientId: string;
  readonly accountNo: string;
  readonly currency: string;
  readonly name: string | null;
  readonly accountCode: string | null;
  readonly version: number;
  readonly statements: number;
  readonly lines: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly balanceKurus: bigint | null;
  readonly breaks: number;
}

/** Accounts of a client, or the one named. */
export async function findAccounts(
  trx: Trx,
  tenantId: string,
  of: { readonly clientId: string } | { readonly bankAccountId: string },
): Promise<AccountRow[]> {
  const which =
    'clientId' in of ? sql`a.client_id = ${of.clientId}` : sql`a.bank_account_id = ${of.bankAccountId}`;
  const { rows } = await sql<AccountRow>`
    select a.bank_account_id as id, a.client_id as "clientId", a.account_no as "accountNo", a.currency, a.name,
      a.account_code as "accountCode", a.version, coalesce(s.n, 0)::int as statements, coalesce(s.lines, 0)::int as lines,
      s.first_day as "firstDay", s.last_day as "lastDay", e.closing_kurus as "balanceKurus", coalesce(s.breaks, 0)::int as breaks
    from bank_accounts a
    left join lateral (
      select count(*) as n, sum(s.line_count - s.known_count) as lines, min(s.from_day) as first_day, max(s.to_day) as last_day,
        count(*) filter (where ${beginsApart}) as breaks
      from bank_statements s
      where s.tenant_id = ${tenantId} and s.bank_account_id = a.bank_account_id
    ) s on true
    left join lateral (
      select s.closing_kurus from bank_statements s
      where s.tenant_id = ${tenantId} and s.bank_account_id = a.bank_account_id
      order by s.to_day desc, s.statement_id desc limit 1
    ) e on true
    where a.tenant_id = ${tenantId} and ${which}
    order by a.currency <> 'TRY', a.currency, a.bank_account_id`.execute(trx);
  return rows;
}

/** False where somebody else changed it meanwhile. Absent fields stay as they are. */
export async function changeAccount(
  trx: Trx,
  tenantId: string,
  bankAccountId: string,
  change: {
    readonly name?: string | null | undefined;
    readonly accountCode?: string | null | undefined;
    readonly version: number;
  },
): Promise<boolean> {
  const { name, accountCode, version } = change;
  const changed = await trx
    .updateTable('bank_accounts')
    .set({
      version: version + 1,
      ...(name !== undefined && { name }),
      ...(accountCode !== undefined && { account_code: accountCode }),
    })
    .where('tenant_id', '=', tenantId)
    .where('bank_account_id', '=', bankAccountId)
    .where('version', '=', version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
