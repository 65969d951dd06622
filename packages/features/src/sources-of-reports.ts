/** What the reports borrow of the other features, put together where all of them are known. */
import { listOfAccount } from './books/export-books.ts';
import { linesOfAccounts } from './books/page-of-book.ts';
import { sumByAccount } from './ledger/balances.queries.ts';
import { mizanColumns } from './ledger/export-columns.ts';
import { loadMizan } from './ledger/get-mizan.ts';
import { listClientMonths, listPeople } from './office-overview/overview.queries.ts';
import { tablePart } from './reports/report.ts';
import type { BorrowedTable, ReportSources } from './reports/report-sources.ts';
import { listOfEkstre } from './statements/export-cari.ts';
import { showAging } from './statements/show-aging.ts';
import { loadGelirTablosu } from './statements/show-gelir-tablosu.ts';
import { loadOfficeMizan } from './statements/show-office-mizan.ts';
import type { ListToExport } from './table-export.ts';

const borrowed = <Row>(list: ListToExport<Row>): BorrowedTable => ({
  title: list.title,
  facts: list.facts,
  table: tablePart(null, list),
});

export const sourcesOfReports: ReportSources = {
  mizan: loadMizan,
  mizanColumns,
  sumByAccount,
  gelirTablosu: loadGelirTablosu,
  aging: showAging,
  officeMizan: loadOfficeMizan,
  muavin: async (trx, tenantId, clientId, { account, ...range }) =>
    borrowed(await listOfAccount(trx, { tenantId, clientId, accountCode: account }, range)),
  ekstre: async (trx, tenantId, clientId, asked) => {
    const { list, sums } = await listOfEkstre(trx, clientId, asked, { tenantId, lines: linesOfAccounts });
    return { ...borrowed(list), ...sums };
  },
  people: listPeople,
  clientMonths: listClientMonths,
};
