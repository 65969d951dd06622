/** Published reports as a feature: the office publishes and takes back, the client user reads and downloads. */

import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Feature, Trx } from '../feature.ts';
import { type ExportColumn, type ExportDeps, exportList, inOneGroup } from '../table-export.ts';
import {
  publishedReportsContract as contract,
  type ReportContent,
  type ReportView,
  reportContent,
  reportErrors,
  reportView,
} from './contract.ts';
import {
  findReport,
  insertReport,
  listReports,
  type ReportRow,
  readContent,
  withdraw,
} from './published-reports.queries.ts';

/** What the ledger gives: the mizan of a period, and its columns in a file. */
export interface MizanSource {
  readonly load: (
    trx: Trx,
    tenantId: string,
    clientId: string,
    period: { readonly from: string; readonly to: string; readonly level: number },
  ) => Promise<ReportContent>;
  readonly columns: readonly ExportColumn<ReportContent['rows'][number]>[];
}

const isClientUser = (scope: Scope) => scope.clientIds !== null;

function present(row: ReportRow, scope: Scope): ReportView {
  return {
    id: row.id,
    clientId: row.clientId,
    kind: reportView.shape.kind.parse(row.kind),
    from: row.from,
    to: row.to,
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: isClientUser(scope) ? null : row.publishedBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

/** Throws REPORT_NOT_FOUND for what is not there, out of sight, or taken back. */
async function openReport(trx: Trx, tenantId: string, reportId: string) {
  const row = await findReport(trx, tenantId, reportId);
  if (row === null || row.withdrawnAt !== null) throw reportErrors.REPORT_NOT_FOUND();
  return { row, content: reportContent.parse(await readContent(trx, tenantId, reportId)) };
}

async function listOf(trx: Trx, scope: Scope, clientId: string, open: boolean) {
  const tenantId = tenantOf(scope);
  if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
  const rows = await listReports(trx, tenantId, clientId, open);
  return { items: rows.map((row) => present(row, scope)) };
}

function officeRoutes({ db }: ExportDeps, mizan: MizanSource): RouteImplementation[] {
  const show = async (trx: Trx, scope: Scope, reportId: string) => {
    const row = await findReport(trx, tenantOf(scope), reportId);
    if (row === null) throw reportErrors.REPORT_NOT_FOUND();
    return present(row, scope);
  };
  return [
    implement(contract.publishReport, ({ scope }, { params: { clientId }, body }) => {
      const tenantId = tenantOf(scope);
      const { from, to, level, kind } = body;
      if (to < from) throw reportErrors.REPORT_PERIOD_BACKWARDS();
      return inScope(db, scope, async (trx) => {
        if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
        const content = await mizan.load(trx, tenantId, clientId, { from, to, level });
        const report = { clientId, kind, from, to, content, userId: scope.userId };
        return show(trx, scope, await insertReport(trx, tenantId, report));
      });
    }),
    implement(contract.listReports, ({ scope }, { params }) =>
      inScope(db, scope, (trx) => listOf(trx, scope, params.clientId, false)),
    ),
    implement(contract.withdrawReport, ({ scope }, { params: { reportId } }) =>
      inScope(db, scope, async (trx) => {
        await withdraw(trx, tenantOf(scope), reportId);
        return show(trx, scope, reportId);
      }),
    ),
  ];
}

function ownRoutes(deps: ExportDeps, mizan: MizanSource): RouteImplementation[] {
  return [
    implement(contract.listOwnReports, ({ scope }, { params }) =>
      inScope(deps.db, scope, (trx) => listOf(trx, scope, params.clientId, true)),
    ),
    implement(contract.showOwnReport, ({ scope }, { params }) =>
      inScope(deps.db, scope, async (trx) => {
        const { row, content } = await openReport(trx, tenantOf(scope), params.reportId);
        return { ...present(row, scope), content };
      }),
    ),
    implement(contract.downloadOwnReport, (asked, { params, query }) =>
      exportList(deps, asked, query, async (trx, tenantId) => {
        const { row, content } = await openReport(trx, tenantId, params.reportId);
        const period = `${dayText(row.from)} – ${dayText(row.to)}`;
        return {
          title: { tr: 'Mizan', en: 'Trial balance' },
          clientId: row.clientId,
          facts: [{ tr: period, en: period }],
          columns: mizan.columns,
          rows: inOneGroup(content.rows),
          totals: Object.fromEntries(
            Object.entries(content.totals).map(([id, text]) => [id, kurusFromDecimal(text)]),
          ),
        };
      }),
    ),
  ];
}

/** `mizan` is the ledger's; the registry gives it. */
export function createPublishedReportsFeature(deps: ExportDeps, mizan: MizanSource): Feature {
  return {
    name: 'published-reports',
    routes: [...officeRoutes(deps, mizan), ...ownRoutes(deps, mizan)],
    jobs: [],
    schedules: [],
  };
}
