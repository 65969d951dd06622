/** Keeps documents in step with the ledger: posted with their voucher, waiting again when it is reversed. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { markPosted, markReversed } from './change.queries.ts';
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
    const again = await markReversed(trx, tenantId, documents);
    await enqueueReading(trx, { tenantId, clientId }, again);
    await announce(trx, { tenantId, topic: 'documents', clientId });
  });
}
