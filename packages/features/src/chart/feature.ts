/** The chart of accounts as a feature: its routes. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { Feature } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { showHistory } from './account-history.ts';
import { removeAccounts, renameAccounts, setAccountStatus } from './change-accounts.ts';
import type { ChartContext, LedgerOfChart } from './chart-context.ts';
import { chartContract as contract } from './contract.ts';
import { importChart } from './import-chart.ts';
import { createTemplate, removeTemplate, showTemplates, updateTemplate } from './keep-templates.ts';
import { mergeChart } from './merge-chart.ts';
import { exportChart, showChart } from './show-chart.ts';

function accountRoutes(context: ChartContext): RouteImplementation[] {
  return [
    implement(contract.showChart, async ({ scope }, { params }) => ({
      accounts: await showChart(context, scope, params.clientId),
    })),
    implement(contract.exportChart, (ctx, { params, query }) =>
      exportChart(context, ctx, params.clientId, query),
    ),
    implement(contract.renameAccounts, async ({ scope }, { params, body }) => {
      await renameAccounts(context, scope, params.clientId, body);
      return undefined;
    }),
    implement(contract.setAccountStatus, async ({ scope }, { params, body }) => ({
      changed: await setAccountStatus(context, scope, params.clientId, body),
    })),
    implement(contract.deleteAccounts, async ({ scope }, { params, body }) => {
      await removeAccounts(context, scope, params.clientId, body);
      return undefined;
    }),
    implement(contract.listAccountHistory, async ({ scope }, { params }) => ({
      items: await showHistory(context, scope, params.clientId, params.accountCode),
    })),
    implement(contract.mergeChart, ({ scope }, { params, body }) =>
      mergeChart(context, scope, params.clientId, body),
    ),
    implement(contract.importChart, (ctx, { params, query }) =>
      importChart(context, ctx, params.clientId, query.apply),
    ),
  ];
}

function templateRoutes(context: ChartContext): RouteImplementation[] {
  return [
    implement(contract.listChartTemplates, async ({ scope }) => ({
      items: await showTemplates(context, scope),
    })),
    implement(contract.createChartTemplate, ({ scope }, { body }) => createTemplate(context, scope, body)),
    implement(contract.updateChartTemplate, ({ scope }, { params, body }) =>
      updateTemplate(context, scope, params.templateId, body),
    ),
    implement(contract.deleteChartTemplate, async ({ scope }, { params }) => {
      await removeTemplate(context, scope, params.templateId);
      return undefined;
    }),
  ];
}

/** The ledger lends its lock and its sums. */
export function createChartFeature(
  { db, clock, scratchDir, letterhead }: ExportDeps,
  ledger: LedgerOfChart,
): Feature {
  const context: ChartContext = { db, clock, scratchDir, letterhead, ledger };
  return {
    name: 'chart',
    routes: [...accountRoutes(context), ...templateRoutes(context)],
    jobs: [],
    schedules: [],
  };
}
