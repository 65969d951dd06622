/** What the acts of people do to documents inside a transaction of theirs; a refusal concerns its document alone. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import { findDocumentIds } from '../document-filter.queries.ts';
import type { Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import {
  type HeldDocument,
  holdDocuments,
  markReopened,
  rejectDocument,
  settleDocument,
} from './change.queries.ts';
import { moveWithin, readAgainWithin } from './change-documents.ts';
import { type DocumentService, documentErrors } from './contract.ts';
import type { ReadListener, ReadyListener, WhatSettles } from './document-service.ts';
import { enqueueReading } from './jobs.ts';
import { MAX_ARCHIVE_BYTES, MAX_DOCUMENT_BYTES } from './limits.ts';
import { putFindings } from './put-findings.ts';
import { saveReceived } from './save-received.ts';

/** Throws DOCUMENT_STATE_REFUSES for a document in another state than these. */
function mustBe(states: readonly string[], { fileName, state }: HeldDocument): void {
  if (!states.includes(state)) throw documentErrors.DOCUMENT_STATE_REFUSES({ fileName, state });
}

/** `told` are the lists that the reading job tells. */
export function createDocumentService(
  ledger: LedgerService,
  told: {
    readonly settling: WhatSettles[];
    readonly read: ReadListener[];
    readonly ready: ReadyListener[];
  },
): DocumentService {
  return {
    hold: holdDocuments,
    find: findDocumentIds,
    async reject(trx, tenantId, document, reason, states) {
      mustBe(states, document);
      await rejectDocument(trx, tenantId, document.documentId, reason);
      await ledger.deleteDrafts(trx, tenantId, [document.documentId]);
      return document.version + 1;
    },
    async settle(trx, tenantId, document, states) {
      mustBe(states, document);
      await settleDocument(trx, tenantId, document.documentId);
      await ledger.deleteDrafts(trx, tenantId, [document.documentId]);
    },
    async readAgain(trx, tenantId, document, states) {
      mustBe(states, document);
      return readAgainWithin(trx, tenantId, document, document.clientId);
    },
    async move(trx, tenantId, document, clientId, states) {
      mustBe(states, document);
      return moveWithin(trx, ledger, tenantId, document, clientId);
    },
    async receive(trx, { tenantId, clientId, source, userId, files }) {
      if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
      for (const { fileName, sizeBytes, isArchive } of files) {
        if (sizeBytes > (isArchive ? MAX_ARCHIVE_BYTES : MAX_DOCUMENT_BYTES))
          throw documentErrors.FILE_TOO_LARGE({ fileName, limit: isArchive ? '1 GB' : '20 MB' });
      }
      return saveReceived(trx, { tenantId, clientId, uploadId: source, userId }, files);
    },
    reopen: (trx, tenantId, documentId, voucherId) =>
      markReopened(trx, tenantId, [{ documentId, voucherId }]),
    async enqueueReadings(trx, tenantId, readings) {
      for (const [clientId, ofClient] of Map.groupBy(readings, (reading) => reading.clientId)) {
        const ids = ofClient.flatMap((reading) => reading.documentIds);
        await enqueueReading(trx, { tenantId, clientId }, ids);
      }
    },
    async announce(trx: Trx, tenantId, clientIds) {
      for (const clientId of clientIds) await announce(trx, { tenantId, topic: 'documents', clientId });
    },
    putFindings,
    onSettling: (asks) => void told.settling.push(asks),
    onRead: (listener) => void told.read.push(listener),
    onReady: (listener) => void told.ready.push(listener),
  };
}
