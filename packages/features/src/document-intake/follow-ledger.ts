/** Keeps documents in step with the ledger: posted with their voucher, waiting again when it is reversed or taken back. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { markPosted, markReopened, markReversed } from './change.queries.ts';
import { enqueueReading } from './jobs.ts';

/** Listens inside the ledger's own transactions: a voucher and its document never disagree. */
export function followLedger(ledger: LedgerService): void {
  ledger.onPosted(async (trx, { tenantId, clientId, documents }) => {
    if (documents.length === 0) return;
    await markPosted(trx, tenantId, documents);
    await announce(trx, { tenantId, topic: 'documents', clientId });
  });
  ledger.onReversed(async (trx, { tenantId, clientId, documents }) => {
    if (documents.length === 0) return;
    const reopened = documents.flatMap(({ documentId, draftId }) =>
      draftId === undefined ? [] : [{ documentId, voucherId: draftId }],
    );
    if (reopened.length > 0) await markReopened(trx, tenantId, reopened);
    const left = documents.filter(({ draftId }) => draftId === undefined);
    const again = left.length === 0 ? [] : await markReversed(trx, tenantId, left);
    await enqueueReading(trx, { tenantId, clientId }, again);
    await announce(trx, { tenantId, topic: 'documents', clientId });
  });
}
