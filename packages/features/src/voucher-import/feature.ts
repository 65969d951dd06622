/** The import of vouchers as a feature: its routes, and the jobs that read, write and take back. */
import { defineJob } from '@muhasebi/platform/queue/jobs.ts';
import type { Feature } from '../feature.ts';
import { type ImportContext, JOBS, jobPayload, MAX_ATTEMPTS } from './import-context.ts';
import { readImport } from './read-import.ts';
import { undoImport } from './undo-import.ts';
import { voucherImportRoutes } from './voucher-import.routes.ts';
import { writeImport } from './write-import.ts';

/** The jobs are idempotent: reading begins anew, writing and undoing go on with what is not marked yet. */
export function createVoucherImportFeature(context: ImportContext): Feature {
  const job = (name: string, run: typeof readImport) =>
    defineJob({
      name,
      payload: jobPayload,
      maxAttempts: MAX_ATTEMPTS,
      run: (payload, of) => run(context, payload, of),
    });
  return {
    name: 'voucher-import',
    routes: voucherImportRoutes(context),
    jobs: [job(JOBS.read, readImport), job(JOBS.write, writeImport), job(JOBS.undo, undoImport)],
    schedules: [],
  };
}
