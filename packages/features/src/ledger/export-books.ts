/** The lists of the books as files: vouchers, posted lines, those of an account, the mizan. */

import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { compareMizan } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { changeColumns, comparedWords, priorOf } from '../compared-period.ts';
import { type Asked, exportList, inOneGroup, joinWords, periodWords, type Words } from '../table-export.ts';
import { bookLines } from './book-lines.queries.ts';
import { lineFilterOf, voucherFilterOf } from './browse-books.ts';
import type { ledgerContract } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import { lineColumns, mizanColumns, STATUSES, voucherColumns } from './export-columns.ts';
import { loadMizan } from './get-mizan.ts';
import type { LedgerContext } from './ledger-context.ts';
import { vouchersOf } from './vouchers.queries.ts';

type Contract = typeof ledgerContract;

const same = (text: string): Words => ({ tr: text, en: text });
const searched = (q: string | undefined): Words | null => {
  const text = q?.trim() ?? '';
  return text === '' ? null : { tr: `aranan: “${text}”`, en: `searched: “${text}”` };
};

/** Throws CLIENT_NOT_FOUND, and what `exportList` throws; so do all of them. */
export function exportVouchers(
  context: LedgerContext,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportVouchers']>['query'],
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    await booksOf(trx, tenantId, clientId);
    const status = query.status === undefined ? null : (STATUSES[query.status] ?? null);
    return {
      title: { tr: 'Fişler', en: 'Vouchers' },
      clientId,
      facts: [joinWords([periodWords(query.from, query.to), status, searched(query.q)])],
      columns: voucherColumns,
      rows: readInGroups(trx, vouchersOf(tenantId, clientId, voucherFilterOf(query), { order: query.order })),
    };
  });
}

export function exportVoucherLines(
  context: LedgerContext,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportVoucherLines']>['query'],
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    await booksOf(trx, tenantId, clientId);
    const account =
      query.account === undefined ? null : { tr: `hesap: ${query.account}`, en: `account: ${query.account}` };
    return {
      title: { tr: 'Fiş satırları', en: 'Voucher lines' },
      clientId,
      facts: [joinWords([periodWords(query.from, query.to), account, searched(query.q)])],
      columns: lineColumns,
      rows: readInGroups(trx, bookLines(tenantId, clientId, lineFilterOf(query), { order: query.order })),
    };
  });
}

export function exportMizan(
  context: LedgerContext,
  asked: Asked,
  clientId: string,
  query: RouteInput<Contract['exportMizan']>['query'],
): Promise<FileResult> {
  const closed = new Set(query.closed?.split(',') ?? []);
  return exportList(context, asked, query, async (trx, tenantId) => {
    const { rows, totals } = await loadMizan(trx, tenantId, clientId, query);
    const prior = priorOf(query);
    const { rows: then } =
      prior === null ? { rows } : await loadMizan(trx, tenantId, clientId, { ...query, ...prior });
    const compared = compareMizan(rows, then);
    return {
      title: { tr: 'Mizan', en: 'Trial balance' },
      clientId,
      facts: [
        same(`${dayText(query.from)} – ${dayText(query.to)}`),
        ...(prior === null ? [] : [comparedWords(prior)]),
      ],
      columns: prior === null ? mizanColumns : [...mizanColumns, ...changeColumns(compared.changeOf)],
      rows: inOneGroup(compared.rows.filter(({ code }) => !isBelow(code, closed))),
      // Sums of the rows would count each account again in those above it.
      totals: Object.fromEntries(Object.entries(totals).map(([id, text]) => [id, kurusFromDecimal(text)])),
    };
  });
}

/** Whether an account lies below one of these: 100.01 below 100, 100 below 10, 10 below 1. */
function isBelow(code: string, closed: ReadonlySet<string>): boolean {
  for (let at = parentCode(code); at !== null; at = parentCode(at)) if (closed.has(at)) return true;
  return false;
}
