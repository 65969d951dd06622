/** Acts and their documents as the contract shows them. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import {
  type AppError,
  type ErrorDefinition,
  type ErrorParams,
  fillText,
} from '@muhasebi/platform/errors/app-error.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { ActRow } from './acts.queries.ts';
import {
  type RefusalView,
  refusalView,
  type WorkActItemView,
  type WorkActView,
  workActItemState,
  workActKind,
  workActState,
  workActView,
} from './contract.ts';
import type { ItemRow } from './items.queries.ts';

const UNDOABLE = new Set(['approve', 'reject', 'restore', 'move', 'apply-like']);
const ABOUT_VOUCHERS = new Set(['approve', 'apply-like']);

/** True where an act of this kind can be taken back at all. */
export const isUndoable = (kind: string): boolean => UNDOABLE.has(kind);

export function presentAct(row: ActRow, userId: string | null): WorkActView {
  const ended = row.state === 'done' || row.state === 'stopped';
  return {
    id: row.actId,
    kind: workActKind.parse(row.kind),
    clientId: row.clientId,
    clientTitle: row.clientTitle,
    byName: row.byName,
    mine: row.userId === userId,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    state: workActState.parse(row.state),
    counts: {
      total: row.total,
      waiting: row.waiting,
      done: row.done,
      refused: row.refused,
      undone: row.undone,
    },
    sumKurus: ABOUT_VOUCHERS.has(row.undoesKind ?? row.kind) ? kurusToDecimal(row.sumKurus) : null,
    firstDocument: row.firstDocument,
    only: workActView.shape.only.parse(row.only),
    reason: row.reason,
    toClientId: row.toClientId,
    toClientTitle: row.toClientTitle,
    likeDocumentId: row.likeDocumentId,
    undoes: row.undoes,
    undoesKind: row.undoesKind === null ? null : workActKind.parse(row.undoesKind),
    undoable: ended && row.done > 0 && isUndoable(row.kind),
  };
}

export function presentItem(row: ItemRow): WorkActItemView {
  return {
    documentId: row.documentId,
    state: workActItemState.parse(row.state),
    documentNo: row.documentNo,
    fileName: row.fileName,
    counterpartyName: row.counterpartyName,
    issueDate: row.issueDate,
    clientId: row.clientId,
    clientTitle: row.clientTitle,
    sumKurus: row.sumKurus === null ? null : kurusToDecimal(row.sumKurus),
    voucherId: row.voucherId,
    fisNo: row.fisNo,
    refusal: refusalView.nullable().parse(row.refusal),
  };
}

function refusalFrom(code: string, definition: ErrorDefinition, params: ErrorParams): RefusalView {
  const { tr, en, nextTr, nextEn } = definition;
  return {
    code,
    message: fillText(tr, params),
    messageEn: fillText(en, params),
    next: fillText(nextTr, params),
    nextEn: fillText(nextEn, params),
  };
}

/** The refusal of one document, as its row keeps it. */
export function refusalOf(error: AppError): RefusalView {
  return refusalFrom(error.code, error.definition, error.params);
}

/** A fault of ours on one document: told as such, so that the others go on. */
export function faultOfOurs(): RefusalView {
  return refusalOf(platformErrors.INTERNAL());
}
