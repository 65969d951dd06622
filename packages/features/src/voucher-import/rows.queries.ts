/** SQL of the rows and vouchers that an import read: saved in portions, shown from any place on. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Note } from './notes.ts';

export interface ImportPlace {
  readonly tenantId: string;
  readonly clientId: string;
  readonly importId: string;
}

/** Takes away what an earlier reading left. */
export async function clearReading(trx: Trx, { tenantId, importId }: ImportPlace): Promise<void> {
  await sql`delete from voucher_import_rows where tenant_id = ${tenantId} and import_id = ${importId}`.execute(
    trx,
  );
  await sql`delete from voucher_import_groups where tenant_id = ${tenantId} and import_id = ${importId}`.execute(
    trx,
  );
}

/** A row as it is stored; amounts as text, for JSON knows no bigint. */
export interface RowToStore {
  readonly row_no: number;
  readonly group_no: number | null;
  readonly account_code: string | null;
  readonly debit_kurus: string;
  readonly credit_kurus: string;
  readonly description: string;
  readonly fx_currency: string | null;
  readonly fx_amount: string | null;
  readonly fx_rate: string | null;
  readonly cells: readonly string[];
  readonly state: 'good' | 'warned' | 'faulty' | 'skipped';
  readonly notes: readonly Note[] | null;
}

export async function insertRows(trx: Trx, place: ImportPlace, rows: readonly RowToStore[]): Promise<void> {
  await sql`
    insert into voucher_import_rows (tenant_id, import_id, client_id, row_no, group_no, account_code, debit_kurus,
      credit_kurus, description, fx_currency, fx_amount, fx_rate, cells, state, notes)
    select ${place.tenantId}, ${place.importId}, ${place.clientId}, row_no, group_no, account_code, debit_kurus,
      credit_kurus, description, fx_currency, fx_amount, fx_rate, cells, state, notes
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (row_no int, group_no int, account_code text,
      debit_kurus bigint, credit_kurus bigint, description text, fx_currency text, fx_amount numeric, fx_rate numeric,
      cells text[], state text, notes jsonb)`.execute(trx);
}

export interface GroupToStore {
  readonly group_no: number;
  readonly label: string;
  readonly first_row: number;
  readonly last_row: number;
  readonly type: string;
  readonly voucher_date: string | null;
  readonly description: string;
  readonly lines: number;
  readonly debit_kurus: string;
  readonly credit_kurus: string;
  readonly state: 'good' | 'faulty';
}

export async function insertGroups(
  trx: Trx,
  place: ImportPlace,
  groups: readonly GroupToStore[],
): Promise<void> {
  await sql`
    insert into voucher_import_groups (tenant_id, import_id, client_id, group_no, label, first_row, last_row, type,
      voucher_date, description, lines, debit_kurus, credit_kurus, state)
    select ${place.tenantId}, ${place.importId}, ${place.clientId}, group_no, label, first_row, last_row, type,
      voucher_date, description, lines, debit_kurus, credit_kurus, state
    from json_to_recordset(${JSON.stringify(groups)}::json) as g (group_no int, label text, first_row int, last_row int,
      type text, voucher_date date, description text, lines int, debit_kurus bigint, credit_kurus bigint, state text)`.execute(
    trx,
  );
}

/** Adds notes about whole vouchers to the rows that they begin with. */
export async function addNotes(
  trx: Trx,
  { tenantId, importId }: ImportPlace,
  notes: readonly { readonly row_no: number; readonly notes: readonly Note[] }[],
): Promise<void> {
  if (notes.length === 0) return;
  await sql`
    update voucher_import_rows r set state = 'faulty', notes = coalesce(r.notes, '[]') || n.notes
    from json_to_recordset(${JSON.stringify(notes)}::json) as n (row_no int, notes jsonb)
    where r.tenant_id = ${tenantId} and r.import_id = ${importId} and r.row_no = n.row_no`.execute(trx);
}

export async function countRows(
  trx: Trx,
  { tenantId, importId }: ImportPlace,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from voucher_import_rows
    where tenant_id = ${tenantId} and import_id = ${importId} group by state`.execute(trx);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

export interface RowShown {
  readonly rowNo: number;
  readonly groupNo: number | null;
  readonly voucherIsGood: boolean;
  readonly state: 'good' | 'warned' | 'faulty' | 'skipped';
  readonly cells: string[];
  readonly notes: readonly Note[] | null;
}

/** Rows in the order of the file. `faulty` shows every row of a voucher that cannot come in, so that it can be judged. */
export async function listRows(
  trx: Trx,
  tenantId: string,
  importId: string,
  filter: { readonly state: string; readonly offset: number; readonly limit: number },
): Promise<{ rows: RowShown[]; total: number }> {
  const condition =
    filter.state === 'all'
      ? sql``
      : filter.state === 'faulty'
        ? sql`and (r.state = 'faulty' or g.state = 'faulty')`
        : filter.state === 'good'
          ? sql`and r.state in ('good', 'warned') and g.state <> 'faulty'`
          : sql`and r.state = ${filter.state}`;
  const source = sql`
    from voucher_import_rows r
    left join voucher_import_groups g on g.tenant_id = r.tenant_id and g.import_id = r.import_id and g.group_no = r.group_no
    where r.tenant_id = ${tenantId} and r.import_id = ${importId} ${condition}`;
  const { rows } = await sql<RowShown>`
    select r.row_no as "rowNo", r.group_no as "groupNo", coalesce(g.state <> 'faulty', true) as "voucherIsGood", r.state,
      r.cells, r.notes
    ${source} order by r.row_no offset ${filter.offset} limit ${filter.limit}`.execute(trx);
  const { rows: sums } = await sql<{ total: number }>`select count(*)::int as total ${source}`.execute(trx);
  return { rows, total: sums[0]?.total ?? 0 };
}

export interface VoucherShown {
  readonly groupNo: number;
  readonly label: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly type: string;
  readonly date: string | null;
  readonly description: string;
  readonly lines: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly state: string;
  readonly voucherId: string | null;
  readonly fisNo: number | null;
  readonly refusal: unknown;
}

export async function listVouchers(
  trx: Trx,
  tenantId: string,
  importId: string,
  filter: { readonly state: string; readonly offset: number; readonly limit: number },
): Promise<{ rows: VoucherShown[]; total: number }> {
  const source = sql`
    from voucher_import_groups where tenant_id = ${tenantId} and import_id = ${importId}
      ${filter.state === 'all' ? sql`` : sql`and state = ${filter.state}`}`;
  const { rows } = await sql<VoucherShown>`
    select group_no as "groupNo", label, first_row as "firstRow", last_row as "lastRow", type, voucher_date as date,
      description, lines, debit_kurus as "debitKurus", credit_kurus as "creditKurus", state, voucher_id as "voucherId",
      fis_no as "fisNo", refusal
    ${source} order by group_no offset ${filter.offset} limit ${filter.limit}`.execute(trx);
  const { rows: sums } = await sql<{ total: number }>`select count(*)::int as total ${source}`.execute(trx);
  return { rows, total: sums[0]?.total ?? 0 };
}
