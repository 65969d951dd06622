/** Opens, replaces and moves drafts that other features propose; a person reviews and posts them. */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import { ledgerErrors } from './contract.ts';
import { checkAccounts } from './draft-lines.ts';
import { changeDraft, deleteDraft, deleteLines, insertDraft } from './drafts.queries.ts';
import { booksOf } from './edit-draft.ts';
import { lockVouchers } from './posting.queries.ts';
import { insertLines } from './proposals.queries.ts';
import { linesToInsert } from './proposed-lines.ts';
import type { MovedDraft, ProposedDraft } from './voucher-acts.ts';

/** Returns the draft. Throws CLIENT_NOT_FOUND, ACCOUNT_NOT_FOUND, ACCOUNT_NOT_LEAF, ACCOUNT_CLOSED. */
export async function openDraft(
  trx: Trx,
  tenantId: string,
  clientId: string,
  draft: ProposedDraft,
): Promise<string> {
  const books = await booksOf(trx, tenantId, clientId);
  await checkAccounts(trx, books, codesOf(draft));
  const voucherId = await insertDraft(trx, books, draft);
  await insertLines(trx, books, linesToInsert(voucherId, draft.lines));
  await announce(trx, { tenantId, topic: 'vouchers', clientId });
  return voucherId;
}

/** Puts this content in place of a draft's. Throws VOUCHER_NOT_FOUND, VOUCHER_ALREADY_POSTED and what `openDraft` does. */
export async function replaceDraft(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  draft: ProposedDraft,
): Promise<void> {
  const [head] = await lockVouchers(trx, tenantId, [voucherId]);
  if (head === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
  if (head.status === 'posted') throw ledgerErrors.VOUCHER_ALREADY_POSTED();
  const books = await booksOf(trx, tenantId, head.clientId);
  await checkAccounts(trx, books, codesOf(draft));
  await deleteLines(trx, tenantId, voucherId);
  await insertLines(trx, books, linesToInsert(voucherId, draft.lines));
  await changeDraft(trx, tenantId, voucherId, { date: draft.date, description: draft.description });
  await announce(trx, { tenantId, topic: 'vouchers', clientId: head.clientId });
}

/** Deletes a draft that no document has; a posted voucher, or one of a document, stays. */
export async function deleteOwnDraft(trx: Trx, tenantId: string, voucherId: string): Promise<void> {
  const [head] = await lockVouchers(trx, tenantId, [voucherId]);
  if (head?.status === 'draft' && head.documentId === null) await deleteDraft(trx, tenantId, voucherId);
}

/** Gives these drafts another day; what was posted meanwhile stays. Answers where each stood, and its version now. */
export async function moveDrafts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  ids: readonly string[],
  date: string,
): Promise<MovedDraft[]> {
  const drafts = (await lockVouchers(trx, tenantId, ids)).filter(
    (head) => head.status === 'draft' && head.clientId === clientId,
  );
  for (const { voucherId } of drafts)
    await changeDraft(trx, tenantId, voucherId, { date, description: undefined });
  if (drafts.length > 0) await announce(trx, { tenantId, topic: 'vouchers', clientId });
  return drafts.map((head) => ({ id: head.voucherId, date: head.date, version: head.version + 1 }));
}

const codesOf = ({ lines }: ProposedDraft) => lines.map((line) => line.accountCode);
