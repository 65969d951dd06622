/** Every report, listed once; a report is a folder of its own. */
import { mizanReport } from './mizan/mizan-report.ts';
import { monthSummaryReport } from './month-summary/month-summary.ts';
import type { Report } from './report.ts';
import type { ReportSources } from './report-sources.ts';

export function allReports(sources: ReportSources): readonly Report[] {
  return [monthSummaryReport(sources), mizanReport(sources)];
}
