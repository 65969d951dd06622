/** The lines of an account as a file. */
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import {
  type Asked,
  amountColumn,
  type ExportColumn,
  exportList,
  joinWords,
  periodWords,
  type Words,
} from '../table-export.ts';
import type { BankContext } from './bank-context.ts';
import type { bankStatementsContract as contract } from './contract.ts';
import { type LineRow, readLines, sumLines } from './lines.queries.ts';
import { accountOf } from './show-accounts.ts';

/** Of a PDF: a year of a busy account. */
const MOST_LINES = 100_000;

const text = (
  id: string,
  header: Words,
  width: number,
  cell: (row: LineRow) => string,
): ExportColumn<LineRow> => ({ id, header, kind: 'text', width, cell });

const COLUMNS: readonly ExportColumn<LineRow>[] = [
  { id: 'date', header: { tr: 'Tarih', en: 'Date' }, kind: 'date', width: 10, cell: (row) => row.bookedOn },
  {
    id: 'value',
    header: { tr: 'Valör', en: 'Value date' },
    kind: 'date',
    width: 10,
    cell: (row) => row.valuedOn,
  },
  text('description', { tr: 'Açıklama', en: 'Description' }, 44, (row) => row.description),
  text('name', { tr: 'Karşı taraf', en: 'Counterparty' }, 26, (row) => row.counterpartyName),
  text('account', { tr: 'Karşı hesap', en: 'Their account' }, 27, (row) => row.counterpartyAccount),
  text('kind', { tr: 'Tür', en: 'Kind' }, 8, (row) => row.kind),
  text('reference', { tr: 'Referans', en: 'Reference' }, 16, (row) => row.reference),
  text('bankReference', { tr: 'Banka referansı', en: "Bank's reference" }, 16, (row) => row.bankReference),
  amountColumn<LineRow>(
    'in',
    { tr: 'Giren', en: 'In' },
    (row) => (row.amountKurus > 0n ? row.amountKurus : null),
    true,
  ),
  amountColumn<LineRow>(
    'out',
    { tr: 'Çıkan', en: 'Out' },
    (row) => (row.amountKurus < 0n ? -row.amountKurus : null),
    true,
  ),
  {
    ...amountColumn<LineRow>('balance', { tr: 'Bakiye', en: 'Balance' }, (row) => row.balanceKurus),
    isRunning: true,
  },
];

const SIDES: Readonly<Record<string, Words | undefined>> = {
  in: { tr: 'yalnız girenler', en: 'money in alone' },
  out: { tr: 'yalnız çıkanlar', en: 'money out alone' },
};

/** Throws BANK_ACCOUNT_NOT_FOUND and what `exportList` throws. */
export function exportLines(
  context: BankContext,
  asked: Asked,
  bankAccountId: string,
  query: z.output<(typeof contract)['exportBankLines']['query']>,
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    const account = await accountOf(trx, tenantId, bankAccountId);
    const of = { tenantId, bankAccountId };
    const { total } = await sumLines(trx, of, query);
    const whose = [account.accountNo, account.currency, account.name]
      .filter((each) => each !== null)
      .join(' · ');
    const q = query.q === undefined || query.q === '' ? null : { tr: `“${query.q}”`, en: `“${query.q}”` };
    return {
      title: { tr: 'Banka hareketleri', en: 'Bank lines' },
      clientId: account.clientId,
      facts: [
        { tr: whose, en: whose },
        joinWords([periodWords(query.from, query.to), SIDES[query.side] ?? null, q]),
      ],
      columns: COLUMNS,
      book: { mostRows: MOST_LINES, rowCount: total },
      rows: readLines(trx, of, query),
    };
  });
}
