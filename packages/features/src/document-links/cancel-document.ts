/** Says that an invoice was cancelled, and takes that back: what waits for review settles, what is posted is left to a person. */
import { type Cancellation, checkCancellation } from '@muhasebi/accounting/iptal/cancellation.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { type AnswerSubject, holdSubject } from './answers.queries.ts';
import { deleteCancellation, insertCancellation, listCancellations } from './cancellations.queries.ts';
import { documentLinkErrors as errors } from './contract.ts';
import { changed, type LinksContext } from './write-answer.ts';

export type CancellationContext = LinksContext & { readonly ledger: LedgerService };

/** A document in another state is not in the books and does not wait to be. */
const CANCELLABLE = ['READY', 'POSTED'];

/** Whether it can be said of this document that it was cancelled. */
export function mayBeCancelled({
  kind,
  state,
  direction,
  isDuplicate,
}: Pick<AnswerSubject, 'kind' | 'state' | 'direction' | 'isDuplicate'>): boolean {
  return kind === 'invoice' && direction !== null && !isDuplicate && CANCELLABLE.includes(state);
}

/** Throws DOCUMENT_NOT_FOUND, CANCELLATION_NOT_ASKED, CANCELLATION_WRONG with its fields. */
export function cancelDocument(
  context: CancellationContext,
  scope: Scope,
  documentId: string,
  asked: Pick<Cancellation, 'cancelledOn' | 'way'> & { readonly reference: string; readonly note: string },
): Promise<void> {
  const tenantId = tenantOf(scope);
  const wish = { ...asked, reference: asked.reference || null, note: asked.note || null };
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const [document] = await context.documents.hold(trx, tenantId, [documentId]);
      const subject = await holdSubject(trx, tenantId, documentId);
      if (document === undefined || subject === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
      const { clientId, fileName, state } = subject;
      const before = await listCancellations(trx, tenantId, [documentId]);
      if (before.length > 0 || !mayBeCancelled(subject)) throw errors.CANCELLATION_NOT_ASKED({ fileName });
      refuseWrong(wish, subject.issueDate, turkishDay(context.clock));
      const waits = state === 'READY';
      const { voucherId } = document;
      const draft =
        waits && voucherId !== null ? await context.ledger.acts.copyDraft(trx, tenantId, voucherId) : null;
      const writtenAt = context.clock.now();
      await insertCancellation(trx, tenantId, { ...wish, documentId, clientId, draft, writtenAt });
      if (waits) await context.documents.settle(trx, tenantId, document, ['READY']);
      await changed(context, trx, { tenantId, clientId, documentId });
    }),
  );
}

/** The draft stands again as it was, or the document is read and proposed anew. Throws CANCELLATION_NOT_FOUND. */
export function withdrawCancellation(
  context: CancellationContext,
  scope: Scope,
  documentId: string,
): Promise<void> {
  const tenantId = tenantOf(scope);
  return withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const [document] = await context.documents.hold(trx, tenantId, [documentId]);
      const gone = document && (await deleteCancellation(trx, tenantId, documentId));
      if (gone === undefined || document === undefined) throw errors.CANCELLATION_NOT_FOUND();
      const { clientId, state } = document;
      if (state === 'SETTLED') await putBack(context, trx, { tenantId, clientId, documentId }, gone.draft);
      await changed(context, trx, { tenantId, clientId, documentId });
    }),
  );
}

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
  readonly documentId: string;
}

async function putBack(
  { documents, ledger }: CancellationContext,
  trx: Trx,
  place: Place,
  draft: Awaited<ReturnType<LedgerService['acts']['copyDraft']>>,
): Promise<void> {
  const { tenantId, documentId } = place;
  const voucherId = draft === null ? null : await ledger.acts.openCopy(trx, place, documentId, draft);
  if (voucherId !== null) return documents.reopen(trx, tenantId, documentId, voucherId);
  const [document] = await documents.hold(trx, tenantId, [documentId]);
  if (document === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  await documents.enqueueReadings(
    trx,
    tenantId,
    await documents.readAgain(trx, tenantId, document, ['SETTLED']),
  );
}

function refuseWrong(wish: Cancellation, issueDate: string | null, today: string): void {
  const faults = checkCancellation(wish, { issueDate, today });
  if (faults.length === 0) return;
  throw errors.CANCELLATION_WRONG(
    { count: faults.length },
    faults.map(({ place: path, message, messageEn }) => ({ path, message, messageEn })),
  );
}
