/** The reports as a feature: they read what the others keep, and write nothing but files. */
import type { Feature, FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import type { ReportsService } from './contract.ts';
import { listKinds } from './list-kinds.ts';
import { makeReport } from './make-report.ts';
import { allReports } from './registry.ts';
import type { ReportSources } from './report-sources.ts';
import { reportRoutes } from './reports.routes.ts';
import type { ReportsContext } from './reports-context.ts';

export function createReportsFeature(
  deps: ExportDeps & Pick<FeatureDeps, 'storage'>,
  sources: ReportSources,
): { readonly feature: Feature; readonly service: ReportsService } {
  const context: ReportsContext = { ...deps, reports: allReports(sources) };
  const service: ReportsService = {
    list: () => listKinds(context.reports),
    isFor: (reportId, permissions) =>
      context.reports.some(
        (report) =>
          report.reportId === reportId &&
          (report.permission === undefined || permissions.includes(report.permission)),
      ),
    make: (ask) => makeReport(context, ask),
  };
  return { feature: { name: 'reports', routes: reportRoutes(context), jobs: [], schedules: [] }, service };
}
