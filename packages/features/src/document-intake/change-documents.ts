/** What people do to a document: read again, reject, restore, move to another client. */

import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import {
  findOriginalOf,
  type HeldDocument,
  holdDocument,
  listDuplicatesOf,
  makeOriginal,
  rejectDocument,
  resetDocuments,
  unlinkVoucher,
} from './change.queries.ts';
import { documentErrors, type PendingReading } from './contract.ts';
import { findByContent } from './intake.queries.ts';
import { enqueueReading, enqueueUnpacking } from './jobs.ts';

export interface Caller {
  readonly tenantId: string;
  readonly scope: Scope;
}

export interface DocumentChanges {
  /** READY or FAILED, read again from the stored file; a READY one gets a new proposal. */
  retry(caller: Caller, documentId: string): Promise<void>;
  /** Anything that is not posted and not being read; its draft is deleted. */
  reject(caller: Caller, documentId: string, reason: string): Promise<void>;
  restore(caller: Caller, documentId: string): Promise<void>;
  /** Of a duplicate: it becomes the original, and the one that came first is rejected. */
  keep(caller: Caller, documentId: string, reason: string): Promise<void>;
  /** To another client in the caller's sight, where it is read again. */
  move(caller: Caller, documentId: string, clientId: string): Promise<void>;
}

type Step = (trx: Trx, tenantId: string, document: HeldDocument) => Promise<void>;

export function createDocumentChanges(deps: Pick<FeatureDeps, 'db'>, ledger: LedgerService): DocumentChanges {
  /** Holds the document, checks that its state allows the step, and announces what came of it. */
  const change = ({ tenantId, scope }: Caller, documentId: string, states: readonly string[], step: Step) =>
    withRetryOfConflicts(() =>
      inScope(deps.db, scope, async (trx) => {
        const document = await holdDocument(trx, tenantId, documentId);
        if (document === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
        const { fileName, state, clientId } = document;
        if (!states.includes(state)) throw documentErrors.DOCUMENT_STATE_REFUSES({ fileName, state });
        await step(trx, tenantId, document);
        await announce(trx, { tenantId, topic: 'documents', clientId });
      }),
    );

  return {
    retry: (caller, documentId) =>
      change(caller, documentId, ['READY', 'SETTLED', 'FAILED'], async (trx, tenantId, document) => {
        await enqueueAll(trx, tenantId, await readAgainWithin(trx, tenantId, document, document.clientId));
      }),
    reject: (caller, documentId, reason) =>
      change(
        caller,
        documentId,
        ['READY', 'SETTLED', 'FAILED', 'UNPACKED'],
        async (trx, tenantId, document) => {
          await rejectDocument(trx, tenantId, documentId, reason);
          await ledger.deleteDrafts(trx, tenantId, [document.documentId]);
        },
      ),
    restore: (caller, documentId) =>
      change(caller, documentId, ['REJECTED'], async (trx, tenantId, document) => {
        await enqueueAll(trx, tenantId, await readAgainWithin(trx, tenantId, document, document.clientId));
      }),
    keep: (caller, documentId, reason) =>
      change(caller, documentId, ['READY'], async (trx, tenantId, document) => {
        await keepWithin(trx, ledger, tenantId, document, reason);
        await enqueueAll(trx, tenantId, await readAgainWithin(trx, tenantId, document, document.clientId));
      }),
    move: (caller, documentId, clientId) =>
      change(
        caller,
        documentId,
        ['READY', 'SETTLED', 'FAILED', 'REJECTED'],
        async (trx, tenantId, document) => {
          await enqueueAll(trx, tenantId, await moveWithin(trx, ledger, tenantId, document, clientId));
        },
      ),
  };
}

async function keepWithin(
  trx: Trx,
  ledger: LedgerService,
  tenantId: string,
  { documentId, fileName }: HeldDocument,
  reason: string,
): Promise<void> {
  const originalId = await findOriginalOf(trx, tenantId, documentId);
  const original = originalId === null ? undefined : await holdDocument(trx, tenantId, originalId);
  if (original === undefined) throw documentErrors.DOCUMENT_NO_DUPLICATE({ fileName });
  const { state } = original;
  if (!['READY', 'FAILED', 'REJECTED'].includes(state))
    throw documentErrors.DOCUMENT_STATE_REFUSES({ fileName: original.fileName, state });
  await makeOriginal(trx, tenantId, documentId, original.documentId);
  if (state === 'REJECTED') return;
  await rejectDocument(trx, tenantId, original.documentId, reason);
  await ledger.deleteDrafts(trx, tenantId, [original.documentId]);
}

/** Documents of one client that are to be read: what a change asks of the worker. */
async function enqueueAll(trx: Trx, tenantId: string, readings: readonly PendingReading[]): Promise<void> {
  for (const { clientId, documentIds } of readings)
    await enqueueReading(trx, { tenantId, clientId }, documentIds);
}

/** Back to PENDING; an archive's job is enqueued here, what is to be read is answered. Throws DOCUMENT_HAS_NO_FILE. */
export async function readAgainWithin(
  trx: Trx,
  tenantId: string,
  document: HeldDocument,
  clientId: string,
): Promise<PendingReading[]> {
  const { documentId, fileName, sha256, kind } = document;
  if (sha256 === null) throw documentErrors.DOCUMENT_HAS_NO_FILE({ fileName });
  await resetDocuments(trx, tenantId, [documentId], clientId);
  if (kind !== 'archive') return [{ clientId, documentIds: [documentId] }];
  await enqueueUnpacking(trx, { tenantId, clientId }, documentId);
  return [];
}

/** To another client; answers what is to be read there and here. Throws why it cannot be moved. */
export async function moveWithin(
  trx: Trx,
  ledger: LedgerService,
  tenantId: string,
  document: HeldDocument,
  clientId: string,
): Promise<PendingReading[]> {
  const { documentId, fileName, state, sha256, kind } = document;
  if (clientId === document.clientId) return [];
  // The members of an archive are documents of their own: each is moved for itself.
  if (kind === 'archive') throw documentErrors.DOCUMENT_STATE_REFUSES({ fileName, state });
  const target = { tenantId, clientId };
  if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
  const there = sha256 === null ? undefined : (await findByContent(trx, target, [sha256])).get(sha256);
  if (there !== undefined) throw documentErrors.DOCUMENT_ALREADY_THERE({ fileName });
  const duplicates = await listDuplicatesOf(trx, { tenantId, clientId: document.clientId }, documentId);
  await unlinkVoucher(trx, tenantId, documentId);
  await ledger.deleteDrafts(trx, tenantId, [documentId]);
  const readings = await readAgainWithin(trx, tenantId, document, clientId);
  // It held their ETTN here: the first of its duplicates is the original now.
  await resetDocuments(trx, tenantId, duplicates, document.clientId);
  await announce(trx, { ...target, topic: 'documents' });
  return [...readings, { clientId: document.clientId, documentIds: duplicates }];
}
