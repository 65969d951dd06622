/** SQL of writing an import: its next vouchers with their lines, and the marks of what became of them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { BatchVoucher } from '../ledger/contract.ts';
import type { ImportPlace } from './rows.queries.ts';

interface LineRow {
  readonly groupNo: number;
  readonly accountCode: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly description: string;
  readonly fxCurrency: string | null;
  readonly fxAmount: string | null;
  readonly fxRate: string | null;
}

/** A voucher of the file as the ledger takes it. */
export interface NextVoucher extends BatchVoucher {
  readonly groupNo: number;
}

/** The next good vouchers behind `after` in the order of the file. */
export async function nextVouchers(
  trx: Trx,
  { tenantId, importId }: ImportPlace,
  after: number,
  limit: number,
): Promise<NextVoucher[]> {
  const { rows: heads } = await sql<{
    groupNo: number;
    id: string;
    type: string;
    date: string;
    description: string;
  }>`
    select group_no as "groupNo", voucher_id as id, type, voucher_date as date, description
    from voucher_import_groups
    where tenant_id = ${tenantId} and import_id = ${importId} and state = 'good' and group_no > ${after}
    order by group_no limit ${limit}`.execute(trx);
  const { rows: lines } = await sql<LineRow>`
    select group_no as "groupNo", account_code as "accountCode", debit_kurus as "debitKurus", credit_kurus as "creditKurus",
      description, fx_currency as "fxCurrency", fx_amount::text as "fxAmount", fx_rate::text as "fxRate"
    from voucher_import_rows
    where tenant_id = ${tenantId} and import_id = ${importId}
      and group_no between ${heads[0]?.groupNo ?? 0} and ${heads.at(-1)?.groupNo ?? 0}
      and group_no = any(${heads.map(({ groupNo }) => groupNo)}::int[])
    order by group_no, row_no`.execute(trx);
  const byGroup = Map.groupBy(lines, ({ groupNo }) => groupNo);
  return heads.map((head) => ({ ...head, lines: (byGroup.get(head.groupNo) ?? []).map(lineOf) }));
}

function lineOf({ accountCode, debitKurus, creditKurus, description, ...row }: LineRow) {
  const { fxCurrency: currency, fxAmount: amount, fxRate: rate } = row;
  const fx = currency === null || amount === null || rate === null ? null : { currency, amount, rate };
  return { accountCode, debitKurus, creditKurus, description, fx };
}

/** What became of a voucher of the file. */
export interface Outcome {
  readonly group_no: number;
  readonly state: 'good' | 'written' | 'posted' | 'refused' | 'undone' | 'kept';
  readonly fis_no: number | null;
  readonly refusal: object | null;
}

/** Marks vouchers, neighbours in the file: the bounds keep it from walking through all of the import for each portion. */
export async function settleVouchers(
  trx: Trx,
  { tenantId, importId }: ImportPlace,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const numbers = outcomes.map(({ group_no }) => group_no);
  await sql`
    update voucher_import_groups g set state = o.state, fis_no = coalesce(o.fis_no, g.fis_no), refusal = o.refusal
    from json_to_recordset(${JSON.stringify(outcomes)}::json) as o (group_no int, state text, fis_no int, refusal jsonb)
    where g.tenant_id = ${tenantId} and g.import_id = ${importId} and g.group_no = o.group_no
      and g.group_no between ${Math.min(...numbers)} and ${Math.max(...numbers)}`.execute(trx);
}

/** Vouchers of the import that stand as drafts or in the books, the last first. */
export async function nextToTakeBack(
  trx: Trx,
  { tenantId, importId }: ImportPlace,
  before: number,
  limit: number,
): Promise<{ readonly groupNo: number; readonly voucherId: string }[]> {
  const { rows } = await sql<{ groupNo: number; voucherId: string }>`
    select group_no as "groupNo", voucher_id as "voucherId" from voucher_import_groups
    where tenant_id = ${tenantId} and import_id = ${importId} and state in ('written', 'posted', 'kept')
      and group_no < ${before}
    order by group_no desc limit ${limit}`.execute(trx);
  return rows;
}

/** How many vouchers are in one of these states. */
export async function countVouchers(
  trx: Trx,
  { tenantId, importId }: Pick<ImportPlace, 'tenantId' | 'importId'>,
  states: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from voucher_import_groups
    where tenant_id = ${tenantId} and import_id = ${importId} and state = any(${[...states]}::text[])`.execute(
    trx,
  );
  return rows[0]?.n ?? 0;
}

/** Says how far a long writing has come, while its own transaction is not yet done. */
export async function tellProgress(
  trx: Trx,
  { tenantId, importId }: Pick<ImportPlace, 'tenantId' | 'importId'>,
  run: number,
  progress: number,
): Promise<void> {
  await sql`
    update voucher_imports set progress = ${progress}
    where tenant_id = ${tenantId} and import_id = ${importId} and run = ${run}`.execute(trx);
}
