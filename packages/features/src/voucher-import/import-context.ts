/** What every use case of imports works with, and how an import is named to its jobs and open pages. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import { z } from 'zod';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { RightsService } from '../identity/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { ExportDeps } from '../table-export.ts';

export interface ImportContext
  extends Pick<FeatureDeps, 'db' | 'storage' | 'scratchDir' | 'clock' | 'log'>,
    Pick<ExportDeps, 'letterhead'> {
  readonly ledger: LedgerService;
  readonly rights: RightsService;
  /** Vouchers of one statement, and where each may fail for itself, of one transaction; `PORTION` where it is not given. */
  readonly portion?: number;
}

export const PORTION = 500;

/** The largest file that is taken. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
/** Rows of one import; 50,000 are a year of a busy company. */
export const MAX_ROWS = 200_000;
export const TABLE_LIMITS = { maxFileBytes: MAX_FILE_BYTES, maxRows: MAX_ROWS } as const;

/** Reading, writing and undoing are one job each; the state of the import says which part of it is due. */
export const JOBS = {
  read: 'voucher-import.read',
  write: 'voucher-import.write',
  undo: 'voucher-import.undo',
} as const;
export const jobPayload = z.object({ tenantId: z.uuid(), importId: z.uuid(), run: z.number().int() });
export type JobPayload = z.infer<typeof jobPayload>;

/** A worker that is killed again and again must not end an import. */
export const MAX_ATTEMPTS = 25;

export async function enqueueJob(trx: Trx, name: string, payload: JobPayload): Promise<void> {
  await enqueue(trx, name, payload, { jobKey: `${name}:${payload.importId}`, maxAttempts: MAX_ATTEMPTS });
}

export function announceImport(trx: Trx, tenantId: string, clientId: string): Promise<void> {
  return announce(trx, { tenantId, topic: 'voucher-imports', clientId });
}

/** The scope of a person as their rights are now; null where they may not do all of this any more, or not at this client. */
export function scopeOf(
  context: ImportContext,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  userId: string | null,
  jobId: string,
  permissions: readonly string[],
): Promise<Scope | null> {
  return inScope(context.db, systemScope(tenantId, jobId), async (trx) => {
    if (userId === null) return null;
    const rights = await context.rights.of(trx, tenantId, userId);
    const may = rights !== null && permissions.every((each) => rights.permissions.includes(each));
    if (!may || (rights.clientIds !== null && !rights.clientIds.includes(clientId))) return null;
    return { tenantId, userId, clientIds: rights.clientIds, requestId: jobId, address: null };
  });
}
