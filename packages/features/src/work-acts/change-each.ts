/** Changes the documents of a part one after the other; what is refused concerns its document alone. */
import { attempt } from '@muhasebi/platform/db/attempt.ts';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import {
  type DocumentService,
  documentErrors,
  type HeldDocument,
  type PendingReading,
} from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import type { HeldAct } from './acts.queries.ts';
import type { ActsContext } from './acts-context.ts';
import type { Before, Item, Outcome } from './items.queries.ts';
import { refusalOf } from './present-act.ts';

/** One part of an act under way. */
export interface Part {
  readonly context: ActsContext;
  readonly trx: Trx;
  readonly tenantId: string;
  readonly act: HeldAct;
  readonly items: readonly Item[];
}

export const refuse = (documentId: string, error: AppError): Outcome => ({
  documentId,
  refusal: refusalOf(error),
});

/** What changing one document left. */
export interface Changed {
  readonly before: Before;
  readonly readings: readonly PendingReading[];
  readonly documentVersion?: number;
}

/** Locks all documents of the part; asks each item for its document, refusing what is out of sight. */
export async function holdAll(
  documents: DocumentService,
  { trx, tenantId, items }: Part,
): Promise<Map<string, HeldDocument>> {
  const ids = items.map((item) => item.documentId);
  const held = await documents.hold(trx, tenantId, ids);
  return new Map(held.map((document) => [document.documentId, document]));
}

/** Changes one document after the other; what is to be read is enqueued once for all. */
export async function changeEach(
  part: Part,
  change: (document: HeldDocument, item: Item) => Promise<Changed>,
): Promise<Outcome[]> {
  const { context, trx, tenantId, items } = part;
  const held = await holdAll(context.documents, part);
  const outcomes: Outcome[] = [];
  const readings: PendingReading[] = [];
  for (const item of items) {
    const { documentId } = item;
    const document = held.get(documentId);
    if (document === undefined) {
      outcomes.push(refuse(documentId, documentErrors.DOCUMENT_NOT_FOUND()));
      continue;
    }
    const tried = await attempt(trx, () => change(document, item));
    if (tried.refusal !== null) {
      outcomes.push(refuse(documentId, tried.refusal));
      continue;
    }
    const { readings: more, ...left } = tried.result;
    readings.push(...more);
    outcomes.push({ documentId, refusal: null, ...left });
  }
  await context.documents.enqueueReadings(trx, tenantId, readings);
  return outcomes;
}
