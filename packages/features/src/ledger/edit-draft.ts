/** Opens, changes and deletes draft vouchers by hand. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { type BooksOwner, findBooks } from './books.queries.ts';
import { type ledgerContract, ledgerErrors, type VoucherView } from './contract.ts';
import { counterpartyTaxId } from './counterparty.ts';
import { copyDraft } from './draft-copies.queries.ts';
import { checkAccountsOfLines, type EnteredLine, readLines } from './draft-lines.ts';
import {
  changeDraft,
  deleteDraft,
  deleteLines,
  findInvoiceOf,
  insertDraft,
  savePreferences,
} from './drafts.queries.ts';
import { isPostableDay } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';
import { findVoucherHeads, lockVouchers, type VoucherHead } from './posting.queries.ts';
import { showVoucher } from './present-voucher.ts';
import { insertLines } from './proposals.queries.ts';
import { isSameLine, linesToInsert } from './proposed-lines.ts';
import { changedAccounts, keepReasons, type ReasonedLine } from './remember-changes.ts';
import { findLines } from './vouchers.queries.ts';

type CreateInput = z.output<typeof ledgerContract.createVoucher.body>;
type UpdateInput = z.output<typeof ledgerContract.updateVoucher.body>;

/** The books of the client. Throws CLIENT_NOT_FOUND. */
export async function booksOf(trx: Trx, tenantId: string, clientId: string): Promise<BooksOwner> {
  const books = await findBooks(trx, tenantId, clientId);
  if (books === null) throw clientErrors.CLIENT_NOT_FOUND();
  return books;
}

/** Throws PERIOD_OUT_OF_RANGE for a day that can never be posted. */
export function checkDay(context: LedgerContext, books: BooksOwner, date: string): void {
  if (!isPostableDay(date, books.fiscalYearStartMonth, turkishDay(context.clock)))
    throw ledgerErrors.PERIOD_OUT_OF_RANGE({ date });
}

/** Opens a draft by hand. Throws CLIENT_NOT_FOUND, PERIOD_OUT_OF_RANGE and what its lines ask for. */
export async function createVoucher(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  input: CreateInput,
): Promise<VoucherView> {
  const tenantId = tenantOf(scope);
  const lines = readLines(input.lines);
  const opened = await inScope(context.db, scope, async (trx) => {
    const books = await booksOf(trx, tenantId, clientId);
    checkDay(context, books, input.date);
    await checkAccountsOfLines(trx, books, lines);
    const voucherId = await insertDraft(trx, books, input);
    await insertLines(trx, books, linesToInsert(voucherId, lines));
    return showVoucher(trx, tenantId, voucherId);
  });
  context.news.changed(tenantId, clientId);
  return opened;
}

/** A draft that stands and falls with its document. */
export const isProposal = ({ documentId, reversalOf }: VoucherHead): boolean =>
  documentId !== null && reversalOf === null;

/** Locks a draft for change. Throws VOUCHER_NOT_FOUND or VOUCHER_ALREADY_POSTED. */
async function lockDraft(trx: Trx, tenantId: string, voucherId: string): Promise<VoucherHead> {
  const [head] = await lockVouchers(trx, tenantId, [voucherId]);
  if (head === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
  if (head.status === 'posted') throw ledgerErrors.VOUCHER_ALREADY_POSTED();
  return head;
}

/**
 * Changes a draft; its lines are replaced as a whole. Accounts changed on proposed lines are remembered for the
 * counterparty of the document. Throws STALE_VERSION, REVERSAL_LINES_FIXED and what lockDraft and the lines ask for.
 */
export async function updateVoucher(
  context: LedgerContext,
  scope: Scope,
  voucherId: string,
  input: UpdateInput,
): Promise<VoucherView> {
  const tenantId = tenantOf(scope);
  const lines = input.lines === undefined ? null : readLines(input.lines);
  return inScope(context.db, scope, async (trx) => {
    const head = await lockDraft(trx, tenantId, voucherId);
    if (head.version !== input.version) throw platformErrors.STALE_VERSION({ current: head.version });
    if (head.reversalOf !== null && (lines !== null || input.type !== undefined))
      throw ledgerErrors.REVERSAL_LINES_FIXED();
    const books = await booksOf(trx, tenantId, head.clientId);
    if (input.date !== undefined) checkDay(context, books, input.date);
    const { type, date, description } = input;
    await changeDraft(trx, tenantId, voucherId, { type, date, description });
    if (lines !== null) await replaceLines(trx, books, head, lines);
    await announce(trx, { tenantId, topic: 'vouchers', clientId: head.clientId });
    return showVoucher(trx, tenantId, voucherId);
  });
}

async function replaceLines(
  trx: Trx,
  books: BooksOwner,
  head: VoucherHead,
  entered: readonly EnteredLine[],
): Promise<void> {
  await checkAccountsOfLines(trx, books, entered);
  const before = (await findLines(trx, books.tenantId, head.voucherId)) as readonly ReasonedLine[];
  // What did not change stays where it is: the audit log tells the lines that a person changed, and no others.
  const next = linesToInsert(head.voucherId, keepReasons(entered, before));
  const stored = (await copyDraft(trx, books.tenantId, head.voucherId))?.lines ?? [];
  const kept = new Set(next.filter((line, at) => isSameLine(line, stored[at])).map((line) => line.line_no));
  await deleteLines(trx, books.tenantId, head.voucherId, [...kept]);
  await insertLines(
    trx,
    books,
    next.filter((line) => !kept.has(line.line_no)),
  );
  if (head.documentId === null) return;
  const source = await findInvoiceOf(trx, books.tenantId, head.documentId);
  const counterparty = source === null ? null : counterpartyTaxId(source.invoice, source.direction);
  if (counterparty !== null)
    await savePreferences(trx, books, counterparty, changedAccounts(entered, before));
}

/** Deletes a draft that was opened by hand, or a reversal's. Throws VOUCHER_OF_DOCUMENT where it is a document's proposal. */
export async function deleteVoucher(context: LedgerContext, scope: Scope, voucherId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  const clientId = await inScope(context.db, scope, async (trx) => {
    const [found] = await findVoucherHeads(trx, tenantId, [voucherId]);
    if (found === undefined) throw ledgerErrors.VOUCHER_NOT_FOUND();
    const head = await lockDraft(trx, tenantId, voucherId);
    if (isProposal(head)) throw ledgerErrors.VOUCHER_OF_DOCUMENT();
    await deleteDraft(trx, tenantId, voucherId);
    return head.clientId;
  });
  context.news.changed(tenantId, clientId);
}
