/** What the acts of people do to vouchers inside a transaction of theirs: post, take back, change accounts, put back. */
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { Trx } from '../feature.ts';
import { lockPosting } from './books.queries.ts';
import { ledgerErrors } from './contract.ts';
import {
  changeAccountsOfRoles,
  chartHolds,
  copyDraft,
  insertCopiedLines,
  insertCopy,
  swapAccount,
} from './draft-copies.queries.ts';
import { checkAccounts } from './draft-lines.ts';
import { changeDraft, deleteDraft, deleteLines } from './drafts.queries.ts';
import { booksOf, checkDay, isProposal } from './edit-draft.ts';
import type { LedgerContext } from './ledger-context.ts';
import { inBookOrder, postLocked } from './post-vouchers.ts';
import { findReversal, insertMirror, lockVouchers, type VoucherHead } from './posting.queries.ts';
import { tellListeners } from './posting-listeners.ts';
import { lockReversible, postMirror } from './reverse-voucher.ts';
import type { DraftCopy, DraftEdit, PostedDraft, SeenDraft, VoucherActs } from './voucher-acts.ts';

export function createVoucherActs(context: LedgerContext): VoucherActs {
  return {
    lockPosting,
    copyDraft,
    postDrafts: (trx, tenantId, clientId, drafts) => postSeen(context, trx, tenantId, clientId, drafts),
    takeBackPosting: (trx, tenantId, voucherId) => takeBackPosting(context, trx, tenantId, voucherId),
    openCopy: async (trx, place, documentId, copy) =>
      (await chartHolds(trx, place, copy)) ? reopenCopy(trx, place, documentId, copy) : null,
    async changeAccounts(trx, tenantId, draft, changes) {
      const head = await holdDraft(trx, tenantId, draft);
      await checkAccounts(
        trx,
        await booksOf(trx, tenantId, head.clientId),
        changes.map(({ account }) => account),
      );
      await changeAccountsOfRoles(trx, tenantId, draft.voucherId, changes);
      await changeDraft(trx, tenantId, draft.voucherId, { date: undefined, description: undefined });
      return head.version + 1;
    },
    editDraft: (trx, tenantId, draft, change) => editSeen(context, trx, tenantId, draft, change),
    async deleteDraft(trx, tenantId, draft) {
      const head = await holdDraft(trx, tenantId, draft);
      if (isProposal(head)) throw ledgerErrors.VOUCHER_OF_DOCUMENT();
      await deleteDraft(trx, tenantId, draft.voucherId);
    },
    async putLinesBack(trx, tenantId, draft, copy) {
      const { clientId } = await holdDraft(trx, tenantId, draft);
      if (!(await chartHolds(trx, { tenantId, clientId }, copy)))
        throw platformErrors.STALE_VERSION({ current: draft.version });
      await deleteLines(trx, tenantId, draft.voucherId);
      await insertCopiedLines(trx, { tenantId, clientId }, draft.voucherId, copy);
      await changeDraft(trx, tenantId, draft.voucherId, { date: copy.date, description: copy.description });
    },
  };
}

/** A reversal's copy is a reversal again, as long as nothing else reverses its voucher. */
async function reopenCopy(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  documentId: string | null,
  copy: DraftCopy,
): Promise<string> {
  if (copy.reversalOf == null) return insertCopy(trx, place, documentId, copy);
  const { tenantId } = place;
  const original = await lockReversible(trx, tenantId, copy.reversalOf);
  const waiting = await findReversal(trx, tenantId, original.voucherId);
  const { date, description } = copy;
  return waiting?.voucherId ?? insertMirror(trx, tenantId, { of: original.voucherId, date, description });
}

async function editSeen(
  context: LedgerContext,
  trx: Trx,
  tenantId: string,
  draft: SeenDraft,
  { date, description, account }: DraftEdit,
): Promise<SeenDraft> {
  const { voucherId } = draft;
  const head = await holdDraft(trx, tenantId, draft);
  if (account !== undefined && head.reversalOf !== null) throw ledgerErrors.REVERSAL_LINES_FIXED();
  const books = await booksOf(trx, tenantId, head.clientId);
  if (date !== undefined) checkDay(context, books, date);
  if (account !== undefined) {
    await checkAccounts(trx, books, [account.to]);
    const swapped = await swapAccount(trx, tenantId, voucherId, account);
    if (swapped === 0 && date === undefined && description === undefined)
      throw ledgerErrors.DRAFT_WITHOUT_ACCOUNT({ code: account.from });
  }
  await changeDraft(trx, tenantId, voucherId, { date, description });
  return { voucherId, version: head.version + 1 };
}

async function postSeen(
  context: LedgerContext,
  trx: Trx,
  tenantId: string,
  clientId: string,
  seen: readonly SeenDraft[],
): Promise<PostedDraft[]> {
  const books = await booksOf(trx, tenantId, clientId);
  const versions = new Map(seen.map((draft) => [draft.voucherId, draft.version]));
  const heads = await lockVouchers(trx, tenantId, [...versions.keys()]);
  const drafts = heads.filter(
    (head) => head.status === 'draft' && head.version === versions.get(head.voucherId),
  );
  const byId = new Map(heads.map((head) => [head.voucherId, head]));
  const posted = await postLocked(context, trx, books, drafts.toSorted(inBookOrder));
  const results = new Map(posted.map((each) => [each.voucherId, each]));
  return seen.map(
    ({ voucherId }) =>
      results.get(voucherId) ?? { voucherId, fisNo: null, refusal: whyNotPosted(byId.get(voucherId)) },
  );
}

function whyNotPosted(head: VoucherHead | undefined) {
  if (head === undefined) return ledgerErrors.VOUCHER_NOT_FOUND();
  if (head.status === 'posted') return ledgerErrors.VOUCHER_ALREADY_POSTED();
  return platformErrors.STALE_VERSION({ current: head.version });
}

async function takeBackPosting(
  context: LedgerContext,
  trx: Trx,
  tenantId: string,
  voucherId: string,
): Promise<string> {
  const original = await lockReversible(trx, tenantId, voucherId);
  const { documentId, clientId, date } = original;
  if (documentId === null) throw ledgerErrors.VOUCHER_NOT_FOUND();
  const books = await booksOf(trx, tenantId, clientId);
  checkDay(context, books, date);
  await postMirror(context, trx, books, original, { date });
  const copy = await copyDraft(trx, tenantId, voucherId);
  if (copy === null) throw new Error(`Voucher ${voucherId} vanished under its lock.`);
  const draftId = await insertCopy(trx, { tenantId, clientId }, documentId, copy);
  const documents = [{ documentId, voucherId, draftId }];
  await tellListeners(context.listeners.reversed, trx, { tenantId, clientId, documents });
  return draftId;
}

/** Locks a draft as it was seen. Throws VOUCHER_NOT_FOUND, VOUCHER_ALREADY_POSTED or STALE_VERSION. */
async function holdDraft(
  trx: Trx,
  tenantId: string,
  { voucherId, version }: SeenDraft,
): Promise<VoucherHead> {
  const [head] = await lockVouchers(trx, tenantId, [voucherId]);
  if (head === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
  if (head.status === 'posted') throw ledgerErrors.VOUCHER_ALREADY_POSTED();
  if (head.version !== version) throw platformErrors.STALE_VERSION({ current: head.version });
  return head;
}
