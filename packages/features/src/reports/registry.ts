/** Every report, listed once; a report is a folder of its own. */
import { cariEkstreReport } from './cari-ekstre/cari-ekstre-report.ts';
import { documentActivityReports } from './document-activity/document-activity.ts';
import { kdvPreparationReport } from './kdv-preparation/kdv-preparation.ts';
import { mizanReport } from './mizan/mizan-report.ts';
import { monthSummaryReport } from './month-summary/month-summary.ts';
import { muavinReport } from './muavin/muavin-report.ts';
import { mutabakatReport } from './mutabakat/mutabakat-report.ts';
import { officePortfolioReport } from './office-portfolio/office-portfolio.ts';
import type { Report } from './report.ts';
import type { ReportSources } from './report-sources.ts';
import { staffWorkloadReport } from './staff-workload/staff-workload.ts';

/** In the order in which they are offered. */
export function allReports(sources: ReportSources): readonly Report[] {
  return [
    monthSummaryReport(sources),
    mizanReport(sources),
    muavinReport(sources),
    cariEkstreReport(sources),
    mutabakatReport(sources),
    kdvPreparationReport(sources),
    ...documentActivityReports(),
    officePortfolioReport(sources),
    staffWorkloadReport(),
  ];
}
