/** Reads the books page by page: the list of vouchers, and the posted lines of an account. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { type AccountFilter, listAccountLines, listAccounts } from './accounts.queries.ts';
import type { AccountView, ledgerContract } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { presentVoucher } from './present-voucher.ts';
import { listVouchers } from './vouchers.queries.ts';

type VoucherPage = z.output<typeof ledgerContract.listVouchers.response>;
type VoucherQuery = z.output<typeof ledgerContract.listVouchers.query>;
type LinePage = z.output<typeof ledgerContract.listAccountLines.response>;
type LineQuery = z.output<typeof ledgerContract.listAccountLines.query>;

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

/** Newest day first. Throws CLIENT_NOT_FOUND. */
export async function browseVouchers(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  query: VoucherQuery,
): Promise<VoucherPage> {
  const tenantId = tenantOf(scope);
  const [date = '', id = ''] = decodeCursor(query.cursor, 2) ?? [];
  const rows = await inScope(context.db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    return listVouchers(trx, tenantId, clientId, {
      status: query.status ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      text: searchText(query.q),
      after: DAY.test(date) && UUID.test(id) ? [date, id] : null,
      limit: query.limit + 1,
    });
  });
  const { items, nextCursor } = splitPage(rows, query.limit, (row) => [row.date, row.id]);
  return { items: items.map(presentVoucher), nextCursor };
}

/** Oldest first, sub-accounts included. Throws CLIENT_NOT_FOUND. */
export async function browseAccountLines(
  context: LedgerContext,
  scope: Scope,
  { clientId, accountCode }: { readonly clientId: string; readonly accountCode: string },
  query: LineQuery,
): Promise<LinePage> {
  const tenantId = tenantOf(scope);
  const [date = '', id = '', lineNo = ''] = decodeCursor(query.cursor, 3) ?? [];
  const rows = await inScope(context.db, scope, async (trx) => {
    await booksOf(trx, tenantId, clientId);
    return listAccountLines(trx, tenantId, clientId, {
      accountCode,
      from: query.from ?? null,
      to: query.to ?? null,
      after: DAY.test(date) && UUID.test(id) && /^\d{1,9}$/.test(lineNo) ? [date, id, lineNo] : null,
      limit: query.limit + 1,
    });
  });
  const { items, nextCursor } = splitPage(rows, query.limit, (row) => [
    row.date,
    row.voucherId,
    String(row.lineNo),
  ]);
  const shown = items.map(({ debitKurus, creditKurus, ...row }) => ({
    ...row,
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
  }));
  return { items: shown, nextCursor };
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
