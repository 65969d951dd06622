/** What the reports borrow of the other features, put together where all of them are known. */
import { sumByAccount } from './ledger/balances.queries.ts';
import { mizanColumns } from './ledger/export-columns.ts';
import { loadMizan } from './ledger/get-mizan.ts';
import { listClientMonths } from './office-overview/overview.queries.ts';
import type { ReportSources } from './reports/report-sources.ts';
import { showAging } from './statements/show-aging.ts';
import { loadGelirTablosu } from './statements/show-gelir-tablosu.ts';

export const sourcesOfReports: ReportSources = {
  mizan: loadMizan,
  mizanColumns,
  sumByAccount,
  gelirTablosu: loadGelirTablosu,
  aging: showAging,
  clientMonths: listClientMonths,
};
