/** Queries of closing a month's KDV or a year: balances, accounts, choices, and the vouchers that were proposed. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Debit less credit by leaf account after the month of that first day; accounts at zero are left out. */
export async function sumBalances(
  trx: Trx,
  tenantId: string,
  clientId: string,
  through: string,
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ code: string; net: bigint }>`
    select account_code as code, sum(debit_kurus - credit_kurus)::bigint as net from account_balances
    where tenant_id = ${tenantId} and client_id = ${clientId} and period <= ${through}::date
    group by 1 having sum(debit_kurus - credit_kurus) <> 0`.execute(trx);
  return new Map(rows.map(({ code, net }) => [code, net]));
}

/** What vouchers of that kind (closing: kapanış, opening: açılış) moved in those months, by account. */
export async function sumOfKind(
  trx: Trx,
  tenantId: string,
  clientId: string,
  kind: 'opening' | 'closing',
  { first, last }: { readonly first: string; readonly last: string },
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ code: string; net: bigint }>`
    select account_code as code, sum(debit_kurus - credit_kurus)::bigint as net from account_balances
    where tenant_id = ${tenantId} and client_id = ${clientId} and entry_kind = ${kind}
      and period between ${first}::date and ${last}::date
    group by 1 having sum(debit_kurus - credit_kurus) <> 0`.execute(trx);
  return new Map(rows.map(({ code, net }) => [code, net]));
}

/** What the year moved on accounts that begin so. */
export async function sumMoved(
  trx: Trx,
  tenantId: string,
  clientId: string,
  code: string,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<bigint> {
  const { rows } = await sql<{ net: bigint }>`
    select coalesce(sum(debit_kurus - credit_kurus), 0)::bigint as net from account_balances
    where tenant_id = ${tenantId} and client_id = ${clientId}
      and account_code >= ${code} and account_code < ${`${code}~`} and period between ${first}::date and ${last}::date`.execute(
    trx,
  );
  return rows[0]?.net ?? 0n;
}

/** Codes of accounts that take postings. */
export async function listLeaves(trx: Trx, tenantId: string, clientId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('accounts')
    .select('code')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('is_leaf', '=', true)
    .where('status', '<>', 'closed')
    .orderBy('code')
    .execute();
  return rows.map(({ code }) => code);
}

/** Accounts of classes 6 and 7 whose name says that the law does not accept them as expense (KKEG). */
export async function listKkegAccounts(trx: Trx, tenantId: string, clientId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId} and code >= '6' and code < '8' and is_leaf
      and (app.fold(name) like '%kanunen kabul edilmeyen%' or app.fold(name) like '%kkeg%')`.execute(trx);
  return rows.map(({ code }) => code);
}

export interface ClosingVoucher {
  readonly step: string;
  readonly id: string;
  readonly status: 'draft' | 'posted';
  readonly fisNo: number | null;
  readonly version: number;
  readonly basis: string;
  readonly isReversed: boolean;
  readonly isEdited: boolean;
}

/** The vouchers proposed to close what ends on that day, oldest first. */
export async function listClosingVouchers(
  trx: Trx,
  tenantId: string,
  clientId: string,
  endsOn: string,
): Promise<ClosingVoucher[]> {
  const { rows } = await sql<ClosingVoucher>`
    select c.step, v.voucher_id as id, v.status, v.fis_no as "fisNo", v.version, c.basis,
      exists (select from vouchers r where r.tenant_id = v.tenant_id and r.reversal_of = v.voucher_id
        and r.status = 'posted') as "isReversed",
      v.status = 'draft' and v.version > c.version as "isEdited"
    from closing_vouchers c
    join vouchers v on v.tenant_id = c.tenant_id and v.voucher_id = c.voucher_id
    where c.tenant_id = ${tenantId} and c.client_id = ${clientId} and c.ends_on = ${endsOn}::date
    order by v.voucher_id`.execute(trx);
  return rows;
}

export interface LineAmounts {
  readonly voucherId: string;
  readonly accountCode: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** Lines of these vouchers. */
export async function listLinesOf(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<LineAmounts[]> {
  // For none PostgreSQL would walk through all lines of the office.
  if (ids.length === 0) return [];
  const { rows } = await sql<LineAmounts>`
    select voucher_id as "voucherId", account_code as "accountCode", debit_kurus as "debitKurus", credit_kurus as "creditKurus"
    from voucher_lines where tenant_id = ${tenantId} and voucher_id = any (${[...ids]}::uuid[])
    order by voucher_id, line_no`.execute(trx);
  return rows;
}

/** Remembers the draft as it was proposed; its row goes with it. */
export async function saveClosingVoucher(
  trx: Trx,
  tenantId: string,
  clientId: string,
  voucher: {
    readonly endsOn: string;
    readonly step: string;
    readonly voucherId: string;
    readonly basis: string;
  },
): Promise<void> {
  await sql`
    insert into closing_vouchers (tenant_id, client_id, ends_on, step, voucher_id, basis, version)
    select ${tenantId}, ${clientId}, ${voucher.endsOn}::date, ${voucher.step}, v.voucher_id, ${voucher.basis}, v.version
    from vouchers v where v.tenant_id = ${tenantId} and v.voucher_id = ${voucher.voucherId}
    on conflict (tenant_id, client_id, ends_on, step, voucher_id)
    do update set basis = excluded.basis, version = excluded.version`.execute(trx);
}

export interface YearChoices {
  readonly targets: Readonly<Record<string, string>>;
  readonly taxKurus: bigint | null;
}

/** Nothing chosen where the year has no row. The row is made and locked: one person at a time proposes and posts. */
export async function lockChoices(trx: Trx, tenantId: string, clientId: string, year: number): Promise<void> {
  await sql`
    insert into year_ends (tenant_id, client_id, fiscal_year) values (${tenantId}, ${clientId}, ${year})
    on conflict do nothing`.execute(trx);
  await sql`
    select from year_ends
    where tenant_id = ${tenantId} and client_id = ${clientId} and fiscal_year = ${year} for update`.execute(
    trx,
  );
}

export async function findChoices(
  trx: Trx,
  tenantId: string,
  clientId: string,
  year: number,
): Promise<YearChoices> {
  const { rows } = await sql<{ targets: Record<string, string>; taxKurus: bigint | null }>`
    select targets, tax_kurus as "taxKurus" from year_ends
    where tenant_id = ${tenantId} and client_id = ${clientId} and fiscal_year = ${year}`.execute(trx);
  return rows[0] ?? { targets: {}, taxKurus: null };
}

export async function saveChoices(
  trx: Trx,
  tenantId: string,
  clientId: string,
  year: number,
  { targets, taxKurus }: YearChoices,
): Promise<void> {
  await sql`
    insert into year_ends (tenant_id, client_id, fiscal_year, targets, tax_kurus)
    values (${tenantId}, ${clientId}, ${year}, ${JSON.stringify(targets)}::jsonb, ${taxKurus?.toString() ?? null}::bigint)
    on conflict (tenant_id, client_id, fiscal_year)
    do update set targets = excluded.targets, tax_kurus = excluded.tax_kurus`.execute(trx);
}
