/** Reads the books page by page: vouchers, posted lines, those of an account, the chart. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { type AccountFilter, listAccounts } from './accounts.queries.ts';
import { type BookLineFilter, type BookLineRow, bookLines } from './book-lines.queries.ts';
import type { AccountView, ledgerContract } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { presentVoucher } from './present-voucher.ts';
import { type VoucherFilter, vouchersOf } from './vouchers.queries.ts';

type VoucherPage = z.output<typeof ledgerContract.listVouchers.response>;
type VoucherQuery = z.output<typeof ledgerContract.listVouchers.query>;
type LinePage = z.output<typeof ledgerContract.listVoucherLines.response>;
type LineQuery = z.output<typeof ledgerContract.listVoucherLines.query>;

/** A searched text without edges; null where nothing is left to search. */
export function searchText(q: string | undefined): string | null {
  return q?.trim() || null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Takes the last of limit + 1 rows off: there is a next page where it was there. */
function splitPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly string[]) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

/** What of a query says which vouchers: the same for a page, their sums and a file of them. */
export function voucherFilterOf(query: Pick<VoucherQuery, 'status' | 'from' | 'to' | 'q'>): VoucherFilter {
  const { status = null, from = null, to = null } = query;
  return { status, from, to, text: searchText(query.q) };
}

/** Newest day first unless told; a cursor goes on in that order alone. Throws CLIENT_NOT_FOUND. */
export async function browseVouchers(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  query: VoucherQuery,
): Promise<VoucherPage> {
  const tenantId = tenantOf(scope);
  const { order, offset } = query;
  const [date = '', id = ''] = decodeCursor(query.cursor, 2) ?? [];
  const after = order === '-date' && DAY.test(date) && UUID.test(id) ? ([date, id] as const) : null;
  const { rows } = await inScope(context.db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    const window = { order, after, offset, limit: query.limit + 1 };
    return vouchersOf(tenantId, clientId, voucherFilterOf(query), window).execute(trx);
  });
  const { items, nextCursor } = splitPage(rows, query.limit, (row) => [row.date, row.id]);
  return { items: items.map(presentVoucher), nextCursor: order === '-date' ? nextCursor : null };
}

/** What of a query says which lines. */
export function lineFilterOf(
  query: Partial<Pick<LineQuery, 'from' | 'to' | 'account' | 'q'>>,
): BookLineFilter {
  const { account: accountCode = null, from = null, to = null } = query;
  return { accountCode, from, to, text: searchText(query.q) };
}

function afterOf(cursor: string | undefined): readonly [string, string, string] | null {
  const [date = '', id = '', lineNo = ''] = decodeCursor(cursor, 3) ?? [];
  return DAY.test(date) && UUID.test(id) && /^\d{1,9}$/.test(lineNo) ? [date, id, lineNo] : null;
}

const lineKey = (row: BookLineRow) => [row.date, row.voucherId, String(row.lineNo)];

/** Oldest first unless told; a cursor goes on in that order alone. Throws CLIENT_NOT_FOUND. */
export async function browseVoucherLines(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  query: LineQuery,
): Promise<LinePage> {
  const tenantId = tenantOf(scope);
  const { order, offset } = query;
  const { rows } = await inScope(context.db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    const after = order === 'date' ? afterOf(query.cursor) : null;
    const window = { order, after, offset, limit: query.limit + 1 };
    return bookLines(tenantId, clientId, lineFilterOf(query), window).execute(trx);
  });
  const { items, nextCursor } = splitPage(rows, query.limit, lineKey);
  return { items: items.map(presentLine), nextCursor: order === 'date' ? nextCursor : null };
}

function presentLine({ debitKurus, creditKurus, type, ...row }: BookLineRow) {
  return {
    ...row,
    type: type as LinePage['items'][number]['type'],
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
  };
}

/** The chart, or what of it a search finds. Throws CLIENT_NOT_FOUND. */
export async function browseAccounts(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  filter: AccountFilter,
): Promise<AccountView[]> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    return listAccounts(trx, tenantId, clientId, filter);
  });
}
