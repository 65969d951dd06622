/** Takes back what an act did to some of its documents: exactly, or not at all and with the reason. */
import { documentErrors, type HeldDocument } from '../document-intake/contract.ts';
import type { DraftCopy } from '../ledger/contract.ts';
import { type HeldAct, holdAct } from './acts.queries.ts';
import { type Changed, changeEach, type Part } from './change-each.ts';
import { workActErrors } from './contract.ts';
import { type DoneItem, draftVersions, holdDoneItems, markUndone, type Outcome } from './items.queries.ts';

/** States in which a document may stand after it was sent to be read. */
const AFTER_READING = ['READY', 'SETTLED', 'FAILED', 'PENDING', 'PROCESSING'];

/** A draft starts with this version; every change by hand raises it. */
const UNTOUCHED = 1;

interface Undo extends Part {
  readonly undone: HeldAct;
}

export async function performUndo(part: Part): Promise<Outcome[]> {
  const { trx, tenantId, act, items, context } = part;
  // Held for its figures, which change with its rows: the act that is taken back before anything else.
  const undone = act.undoes === null ? undefined : await holdAct(trx, tenantId, act.undoes);
  if (undone === undefined) throw workActErrors.WORK_ACT_NOT_FOUND();
  if (undone.kind === 'approve') {
    const clients = [...new Set(items.map((item) => item.clientId))].sort();
    for (const clientId of clients) await context.ledger.acts.lockPosting(trx, clientId);
  }
  const ids = items.map((item) => item.documentId);
  const done = await holdDoneItems(trx, tenantId, undone.actId, ids);
  const undo = { ...part, undone };
  const outcomes = await changeEach(part, async (document) => {
    const item = done.get(document.documentId);
    // Taken back by somebody else meanwhile.
    if (item === undefined) throw workActErrors.DOCUMENT_CHANGED_SINCE({ fileName: document.fileName });
    return takeBack(undo, document, item);
  });
  const taken = outcomes.filter(({ refusal }) => refusal === null).map(({ documentId }) => documentId);
  await markUndone(trx, tenantId, undone.actId, taken);
  return outcomes;
}

function takeBack(undo: Undo, document: HeldDocument, item: DoneItem): Promise<Changed> {
  switch (undo.undone.kind) {
    case 'approve':
      return takeBackPosting(undo, document, item);
    case 'reject':
      return takeBackRejection(undo, document, item);
    case 'restore':
      return rejectAgain(undo, document, item);
    case 'move':
      return moveBack(undo, document, item);
    case 'apply-like':
      return putLinesBack(undo, document, item);
    default:
      throw workActErrors.WORK_ACT_NOT_UNDOABLE();
  }
}

const changedSince = ({ fileName }: HeldDocument) => workActErrors.DOCUMENT_CHANGED_SINCE({ fileName });

async function takeBackPosting(
  { context, trx, tenantId }: Undo,
  document: HeldDocument,
  item: DoneItem,
): Promise<Changed> {
  if (document.state !== 'POSTED' || item.voucherId === null || document.voucherId !== item.voucherId)
    throw changedSince(document);
  await context.ledger.acts.takeBackPosting(trx, tenantId, item.voucherId);
  return { before: { state: document.state }, readings: [] };
}

/** With the draft as it was, where its accounts are still there; otherwise the document is read and proposed anew. */
async function takeBackRejection(
  { context, trx, tenantId }: Undo,
  document: HeldDocument,
  item: DoneItem,
): Promise<Changed> {
  const { state, documentId, clientId, version } = document;
  if (state !== 'REJECTED' || version !== item.documentVersion) throw changedSince(document);
  const draft = item.before?.draft as DraftCopy | null | undefined;
  const before = { state };
  if (item.before?.state === 'READY') {
    const voucherId =
      draft == null
        ? null
        : await context.ledger.acts.openCopy(trx, { tenantId, clientId }, documentId, draft);
    if (draft == null || voucherId !== null) {
      await context.documents.reopen(trx, tenantId, documentId, voucherId);
      return { before, readings: [] };
    }
  }
  return { before, readings: await context.documents.readAgain(trx, tenantId, document, ['REJECTED']) };
}

async function rejectAgain(undo: Undo, document: HeldDocument, item: DoneItem): Promise<Changed> {
  const { context, trx, tenantId } = undo;
  await mustBeUntouched(undo, document);
  const reason = item.before?.reason ?? '';
  const version = await context.documents.reject(trx, tenantId, document, reason, AFTER_READING);
  return { before: { state: document.state }, documentVersion: version, readings: [] };
}

async function moveBack(undo: Undo, document: HeldDocument, item: DoneItem): Promise<Changed> {
  const { context, trx, tenantId, undone } = undo;
  const { documentId, clientId, state } = document;
  if (clientId !== undone.toClientId) throw changedSince(document);
  await mustBeUntouched(undo, document);
  const readings = await context.documents.move(trx, tenantId, document, item.clientId, AFTER_READING);
  if (item.before?.state !== 'REJECTED') return { before: { state }, readings };
  // It had been rejected before it was moved, and is so again.
  const [moved] = await context.documents.hold(trx, tenantId, [documentId]);
  if (moved === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  await context.documents.reject(trx, tenantId, moved, item.before.reason ?? '', AFTER_READING);
  return {
    before: { state },
    readings: readings.filter(({ documentIds }) => !documentIds.includes(documentId)),
  };
}

async function putLinesBack(
  { context, trx, tenantId }: Undo,
  document: HeldDocument,
  item: DoneItem,
): Promise<Changed> {
  const { state, voucherId } = document;
  const draft = item.before?.draft as DraftCopy | null | undefined;
  if (state !== 'READY' || voucherId === null || voucherId !== item.voucherId || draft == null)
    throw changedSince(document);
  // The act raised the version it saw by one.
  const seen = { voucherId, version: (item.voucherVersion ?? 0) + 1 };
  await context.ledger.acts.putLinesBack(trx, tenantId, seen, draft);
  return { before: { state }, readings: [] };
}

/** Throws DOCUMENT_CHANGED_SINCE where somebody worked on the draft that was proposed since. */
async function mustBeUntouched({ trx, tenantId }: Undo, document: HeldDocument): Promise<void> {
  if (!AFTER_READING.includes(document.state)) throw changedSince(document);
  if (document.voucherId === null) return;
  const versions = await draftVersions(trx, tenantId, [document.voucherId]);
  if ((versions.get(document.voucherId) ?? UNTOUCHED) !== UNTOUCHED) throw changedSince(document);
}
