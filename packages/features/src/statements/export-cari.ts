/** The statement of a counterparty's accounts and the aging list as files. */
import { AGING_BUCKETS } from '@muhasebi/accounting/cari/open-items.ts';
import { formatKurusTr, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import type { BookLineRow, CurrencySums, LinesOfAccounts } from '../books/contract.ts';
import type { Trx } from '../feature.ts';
import {
  type Asked,
  amountColumn,
  type ExportColumn,
  type ExportDeps,
  exportList,
  inOneGroup,
  joinWords,
  type ListToExport,
  periodWords,
  type Words,
} from '../table-export.ts';
import type { statementsContract } from './contract.ts';
import { type AgedAccount, loadAging, unexplained } from './show-aging.ts';
import { type Ekstre, type EkstreRow, openEkstre, withDueDates } from './show-ekstre.ts';
import type { StatementsContext } from './statements-context.ts';

type Contract = typeof statementsContract;

/** Of a PDF: a year of a big client, as a muavin. */
const MOST_LINES = 300_000;

const TYPES: Readonly<Record<string, Words>> = {
  acilis: { tr: 'Açılış', en: 'Opening' },
  tahsil: { tr: 'Tahsil', en: 'Receipt' },
  tediye: { tr: 'Tediye', en: 'Payment' },
  mahsup: { tr: 'Mahsup', en: 'Journal' },
  kapanis: { tr: 'Kapanış', en: 'Closing' },
};

/** A line has one side: the other is left empty. */
const sideColumn = (id: string, header: Words, cell: (row: EkstreRow) => bigint) =>
  amountColumn<EkstreRow>(id, header, (row) => cell(row) || null, true);

const fxColumn: ExportColumn<EkstreRow> = {
  id: 'fx',
  header: { tr: 'Döviz', en: 'Currency' },
  kind: 'text',
  width: 16,
  cell: ({ fxAmount, fxCurrency, creditKurus }) =>
    fxAmount === null || fxCurrency === null
      ? ''
      : `${creditKurus > 0n ? '-' : ''}${fxAmount.replace('.', ',')} ${fxCurrency}`,
};

/** Ids are those of the columns on the screen; a currency has its column where there is one. */
const ekstreColumns = (openingKurus: bigint, hasFx: boolean): readonly ExportColumn<EkstreRow>[] => [
  { id: 'date', header: { tr: 'Tarih', en: 'Date' }, kind: 'date', width: 10, cell: (row) => row.date },
  { id: 'no', header: { tr: 'Fiş no', en: 'No' }, kind: 'count', width: 7, cell: (row) => row.fisNo },
  {
    id: 'type',
    header: { tr: 'Tür', en: 'Type' },
    kind: 'text',
    width: 8,
    cell: (row, language) => TYPES[row.type]?.[language] ?? row.type,
  },
  {
    id: 'account',
    header: { tr: 'Hesap kodu', en: 'Account' },
    kind: 'text',
    width: 14,
    cell: (row) => row.accountCode,
  },
  {
    id: 'description',
    header: { tr: 'Açıklama', en: 'Description' },
    kind: 'text',
    width: 36,
    cell: (row) => row.description,
  },
  {
    id: 'document',
    header: { tr: 'Belge no', en: 'Document no' },
    kind: 'text',
    width: 18,
    cell: (row) => row.documentNo,
  },
  { id: 'due', header: { tr: 'Vade', en: 'Due' }, kind: 'date', width: 10, cell: (row) => row.dueDate },
  sideColumn('debit', { tr: 'Borç', en: 'Debit' }, (row) => row.debitKurus),
  sideColumn('credit', { tr: 'Alacak', en: 'Credit' }, (row) => row.creditKurus),
  {
    id: 'balance',
    header: { tr: 'Bakiye', en: 'Balance' },
    kind: 'amount',
    width: 15,
    isRunning: true,
    cell: (row) => openingKurus + row.runningKurus,
  },
  ...(hasFx ? [fxColumn] : []),
];

const currencyWords = ({ currency, opening, closing }: CurrencySums): Words => ({
  tr: `${currency} devir ${opening}, bakiye ${closing}`,
  en: `${currency} brought forward ${opening}, balance ${closing}`,
});

async function* dated(
  trx: Trx,
  tenantId: string,
  groups: AsyncIterable<readonly BookLineRow[]>,
): AsyncGenerator<readonly EkstreRow[]> {
  for await (const group of groups) yield withDueDates(trx, tenantId, group);
}

/** Throws CLIENT_NOT_FOUND, EKSTRE_WHOSE, STATEMENT_RANGE_BACKWARDS and what `exportList` throws. */
export function exportEkstre(
  context: StatementsContext,
  asked: Asked,
  clientId: string,
  query: z.output<Contract['exportEkstre']['query']>,
): Promise<FileResult> {
  const { lines } = context;
  return exportList(context, asked, query, async (trx, tenantId) => {
    const { list } = await listOfEkstre(trx, clientId, query, { tenantId, lines });
    return list;
  });
}

/** What an ekstre comes to. Kuruş. */
export interface EkstreSums {
  readonly openingKurus: bigint;
  readonly count: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly accounts: Ekstre['accounts'];
}

/** An ekstre as a file has it, and what it comes to. Throws CLIENT_NOT_FOUND, EKSTRE_WHOSE and STATEMENT_RANGE_BACKWARDS. */
export async function listOfEkstre(
  trx: Trx,
  clientId: string,
  query: z.output<Contract['sumEkstre']['query']>,
  { tenantId, lines }: { readonly tenantId: string; readonly lines: LinesOfAccounts },
): Promise<{ readonly list: ListToExport<EkstreRow>; readonly sums: EkstreSums }> {
  const { owner, accounts } = await openEkstre(trx, tenantId, clientId, query);
  const sums = await lines.sum(trx, owner, query);
  const { openingKurus, count, debitKurus, creditKurus } = sums;
  const currencies = await lines.currencies(trx, owner, query);
  const opening = formatKurusTr(openingKurus);
  const whose = accounts.map(({ code, name }) => `${code} ${name}`).join(', ');
  const list: ListToExport<EkstreRow> = {
    title: { tr: 'Cari hesap ekstresi', en: 'Statement of account' },
    clientId,
    facts: [
      { tr: whose, en: whose },
      joinWords([
        periodWords(query.from, query.to),
        { tr: `devreden ${opening}`, en: `brought forward ${opening}` },
      ]),
      joinWords(currencies.map(currencyWords)),
    ],
    columns: ekstreColumns(openingKurus, currencies.length > 0),
    book: { mostRows: MOST_LINES, rowCount: count },
    rows: dated(trx, tenantId, lines.all(trx, owner, query)),
    totals: {
      debit: debitKurus,
      credit: creditKurus,
      balance: openingKurus + debitKurus - creditKurus,
    },
  };
  return { list, sums: { ...sums, accounts } };
}

const agingAmount = (id: string, header: Words, cell: (row: AgedAccount) => bigint) =>
  amountColumn(id, header, cell, true);

const agingColumns: readonly ExportColumn<AgedAccount>[] = [
  {
    id: 'code',
    header: { tr: 'Hesap kodu', en: 'Account' },
    kind: 'text',
    width: 14,
    cell: (row) => row.code,
  },
  {
    id: 'name',
    header: { tr: 'Hesap adı', en: 'Account name' },
    kind: 'text',
    width: 36,
    cell: (row) => row.name,
  },
  agingAmount('balance', { tr: 'Bakiye', en: 'Balance' }, (row) => row.balanceKurus),
  ...AGING_BUCKETS.map((name, at) =>
    agingAmount(`bucket${at}`, { tr: `${name} gün`, en: `${name} days` }, (row) => row.buckets[at] ?? 0n),
  ),
  agingAmount('advance', { tr: 'Avans / ters bakiye', en: 'Advance' }, (row) => row.advanceKurus),
  {
    id: 'oldest',
    header: { tr: 'En eski', en: 'Oldest' },
    kind: 'date',
    width: 10,
    cell: (row) => row.oldest,
  },
];

const METHOD: Words = {
  tr: 'Yöntem: ödemeler en eski kalemden düşülür (FIFO); yaş, belge tarihinden listenin gününe kadar geçen gündür.',
  en: 'Method: payments are taken against the oldest items (FIFO); age is counted in days from the date of the document.',
};

/** Throws CLIENT_NOT_FOUND and what `exportList` throws. */
export function exportAging(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: z.output<Contract['exportAging']['query']>,
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    const rows = await loadAging(trx, tenantId, clientId, query);
    const rest = sumKurus(rows.map(unexplained));
    return {
      title: { tr: 'Yaşlandırma', en: 'Aging of open items' },
      clientId,
      facts: [
        {
          tr: `${query.account} hesabı, ${dayText(query.at)}`,
          en: `Account ${query.account}, ${dayText(query.at)}`,
        },
        METHOD,
        rest === 0n
          ? { tr: '', en: '' }
          : {
              tr: `Bakiyelerin ${formatKurusTr(rest)} tutarı kapanış ile açılış arasındaki farktır; yaşı bilinmez.`,
              en: `${formatKurusTr(rest)} of the balances is a difference between closing and opening entries; its age is not known.`,
            },
      ],
      columns: agingColumns,
      rows: inOneGroup(rows),
    };
  });
}
