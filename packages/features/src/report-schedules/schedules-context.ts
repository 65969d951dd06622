/** What the use cases of scheduled reports work with, and what they borrow of reports, outgoing mail and webhooks. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { FeatureDeps } from '../feature.ts';
import type { MailOutboxService } from '../mail-outbox/contract.ts';
import type { ReportsService } from '../reports/contract.ts';
import type { WebhooksService } from '../webhooks/contract.ts';
import type { ScheduleBody } from './contract.ts';

export interface BorrowedServices {
  readonly reports: ReportsService;
  readonly mail: Pick<MailOutboxService, 'post' | 'onEnded'>;
  readonly emit: WebhooksService['emit'];
}

export interface SchedulesContext
  extends BorrowedServices,
    Pick<FeatureDeps, 'db' | 'clock' | 'storage' | 'publicUrl'> {}

/** Who asks, and what they may: some reports are not for everybody of an office. */
export interface Asked {
  readonly scope: Scope;
  readonly permissions: readonly string[];
}

/** Reports that are not for them; what tells of these is not there for them. */
export function hiddenFrom({ reports }: Pick<SchedulesContext, 'reports'>, { permissions }: Asked): string[] {
  return reports
    .list()
    .map(({ reportId }) => reportId)
    .filter((reportId) => !reports.isFor(reportId, permissions));
}

/** Whether a schedule is there for whoever asks: its report is, and so are all the companies that it is about. */
export function isInSight(
  { reports }: Pick<SchedulesContext, 'reports'>,
  { scope, permissions }: Asked,
  { reportId, about, clientIds }: Pick<ScheduleBody, 'reportId' | 'about' | 'clientIds'>,
): boolean {
  const seen = scope.clientIds;
  const areSeen = seen === null || (about === 'some' && clientIds.every((id) => seen.includes(id)));
  return areSeen && reports.isFor(reportId, permissions);
}

/** How long a sent report can be fetched by its link. */
export const LINK_DAYS = 30;
/** Larger files are not attached: mail servers refuse a mail of 20 MB and more, and base64 adds a third. Bytes. */
export const MOST_ATTACHED_BYTES = 14_000_000;
/** Scheduled reports of an office that go on. */
export const MOST_SCHEDULES = 200;
