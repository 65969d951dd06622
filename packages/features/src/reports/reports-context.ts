/** What the reports work with. */
import type { FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import type { Report } from './report.ts';

export interface ReportsContext extends ExportDeps, Pick<FeatureDeps, 'storage'> {
  readonly reports: readonly Report[];
}
