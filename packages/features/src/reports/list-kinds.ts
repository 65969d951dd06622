/** What a report says of itself. */
import type { ReportKind } from './contract.ts';
import type { Report } from './report.ts';

export function listKinds(reports: readonly Report[]): ReportKind[] {
  return reports.map(({ reportId, title, summary, about, formats, options }) => ({
    reportId,
    title,
    summary,
    about,
    formats,
    options,
  }));
}
