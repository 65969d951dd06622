/** The voucher desk as a feature: its routes, and the job that opens drafts that are due. */
import type { Feature, FeatureDeps } from '../feature.ts';
import type { DeskContext } from './desk-context.ts';
import { openDueDraftsJob, openDueDraftsSchedule } from './open-due-drafts.job.ts';
import { voucherDeskRoutes } from './voucher-desk.routes.ts';

export function createVoucherDeskFeature(
  { db, clock, storage }: Pick<FeatureDeps, 'db' | 'clock' | 'storage'>,
  { ledger, rates }: Pick<DeskContext, 'ledger' | 'rates'>,
): Feature {
  const context = { db, clock, storage, ledger, rates };
  return {
    name: 'voucher-desk',
    routes: voucherDeskRoutes(context),
    jobs: [openDueDraftsJob(context)],
    schedules: [openDueDraftsSchedule],
  };
}
