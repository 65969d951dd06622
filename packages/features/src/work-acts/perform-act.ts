/** Does an act to some of its documents inside one transaction; what is refused concerns its document alone. */
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import { documentErrors, type HeldDocument } from '../document-intake/contract.ts';
import { applyLike } from './apply-like.ts';
import { type Changed, changeEach, holdAll, type Part, refuse } from './change-each.ts';
import { workActErrors } from './contract.ts';
import type { Item, Outcome } from './items.queries.ts';
import { performUndo } from './perform-undo.ts';

/** Answers what became of each document, and announces it. */
export async function performPart(part: Part): Promise<Outcome[]> {
  const { context, trx, tenantId, act, items } = part;
  const outcomes = await outcomesOf(part);
  const clients = new Set(items.map((item) => item.clientId));
  if (act.toClientId !== null) clients.add(act.toClientId);
  await context.documents.announce(trx, tenantId, clients);
  return outcomes;
}

function outcomesOf(part: Part): Promise<Outcome[]> {
  const { documents, ledger } = part.context;
  const { trx, tenantId, act } = part;
  switch (act.kind) {
    case 'approve':
      return approve(part);
    case 'reject':
      return changeEach(part, async (document) => {
        const draft =
          document.voucherId === null ? null : await ledger.acts.copyDraft(trx, tenantId, document.voucherId);
        const states = ['READY', 'SETTLED', 'FAILED', 'UNPACKED'];
        const version = await documents.reject(trx, tenantId, document, act.reason ?? '', states);
        return { before: { state: document.state, draft }, documentVersion: version, readings: [] };
      });
    case 'restore':
      return changeEach(part, async (document) => ({
        before: { state: document.state, reason: document.rejectReason },
        readings: await documents.readAgain(trx, tenantId, document, ['REJECTED']),
      }));
    case 'retry':
      return changeEach(part, async (document) => ({
        before: { state: document.state },
        readings: await documents.readAgain(trx, tenantId, document, ['READY', 'SETTLED', 'FAILED']),
      }));
    case 'move':
      return changeEach(part, (document) => move(part, document));
    case 'apply-like':
      return applyLike(part);
    case 'undo':
      return performUndo(part);
    default:
      throw new Error(`Nobody knows how to do "${act.kind}".`);
  }
}

async function move({ context, trx, tenantId, act }: Part, document: HeldDocument): Promise<Changed> {
  const { fileName, state, rejectReason, clientId } = document;
  if (act.toClientId === null || act.toClientId === clientId)
    throw documentErrors.DOCUMENT_ALREADY_THERE({ fileName });
  const states = ['READY', 'SETTLED', 'FAILED', 'REJECTED'];
  const readings = await context.documents.move(trx, tenantId, document, act.toClientId, states);
  return { before: { state, reason: rejectReason }, readings };
}

async function approve(part: Part): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  // The locks of each client are taken in one order: posting, documents, vouchers.
  for (const [clientId, items] of Map.groupBy(part.items, (item) => item.clientId))
    outcomes.push(...(await approveOfClient({ ...part, items }, clientId)));
  return outcomes;
}

async function approveOfClient(part: Part, clientId: string): Promise<Outcome[]> {
  const { context, trx, tenantId, items } = part;
  await context.ledger.acts.lockPosting(trx, clientId);
  const held = await holdAll(context.documents, part);
  const refused = new Map<string, Outcome>();
  const byVoucher = new Map<string, Item>();
  for (const item of items) {
    const why = whyNotApproved(held.get(item.documentId), item, clientId);
    if (why !== null) refused.set(item.documentId, refuse(item.documentId, why));
    else if (item.voucherId !== null) byVoucher.set(item.voucherId, item);
  }
  const drafts = [...byVoucher].map(([voucherId, { voucherVersion }]) => ({
    voucherId,
    version: voucherVersion ?? 0,
  }));
  const posted = await context.ledger.acts.postDrafts(trx, tenantId, clientId, drafts);
  const answers = posted.flatMap(({ voucherId, fisNo, refusal }): Outcome[] => {
    const item = byVoucher.get(voucherId);
    if (item === undefined) return [];
    return [
      refusal === null
        ? { documentId: item.documentId, refusal, voucherId, fisNo }
        : refuse(item.documentId, refusal),
    ];
  });
  return [...refused.values(), ...answers];
}

function whyNotApproved(document: HeldDocument | undefined, item: Item, clientId: string): AppError | null {
  if (document === undefined) return documentErrors.DOCUMENT_NOT_FOUND();
  const { fileName, state, voucherId } = document;
  if (state === 'POSTED') return workActErrors.DOCUMENT_POSTED_ALREADY({ fileName });
  if (state !== 'READY') return documentErrors.DOCUMENT_STATE_REFUSES({ fileName, state });
  if (item.voucherId === null) return workActErrors.DOCUMENT_HAS_NO_DRAFT({ fileName });
  const isSame = voucherId === item.voucherId && document.clientId === clientId;
  return isSame ? null : workActErrors.DOCUMENT_CHANGED_SINCE({ fileName });
}
