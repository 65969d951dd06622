/** Vouchers by the thousand: judged, opened, entered and taken back by few statements, for features that bring them in. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { Trx } from '../feature.ts';
import { deleteDrafts, findReversed, insertDrafts, insertMirrors, listMonths } from './batches.queries.ts';
import { lockPosting } from './books.queries.ts';
import { ledgerErrors } from './contract.ts';
import { refusalOfPosting } from './database-refusal.ts';
import { type AccountForLine, findAccounts } from './drafts.queries.ts';
import { booksOf } from './edit-draft.ts';
import { enterAll } from './enter-vouchers.ts';
import { isPostableDay } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';
import { deleteReversalDrafts, lockVouchers, postDrafts, type VoucherHead } from './posting.queries.ts';
import { tellBooked } from './posting-listeners.ts';
import { insertLines } from './proposals.queries.ts';
import { linesToInsert } from './proposed-lines.ts';
import type { PostedDraft } from './voucher-acts.ts';
import type { BatchVoucher, BooksPlace, DayStatus, TakenBack, VoucherBatches } from './voucher-batches.ts';

export function createVoucherBatches(context: LedgerContext): VoucherBatches {
  return {
    accounts: (trx, place, codes) => findAccounts(trx, place, codes),
    dayStatuses: (trx, place, userId) => dayStatuses(context, trx, place, userId),
    openDrafts,
    enter: (trx, place, vouchers) => enter(context, trx, place, vouchers),
    takeBack: (trx, place, voucherIds) => takeBack(context, trx, place, voucherIds),
  };
}

async function openDrafts(trx: Trx, place: BooksPlace, vouchers: readonly BatchVoucher[]) {
  const codes = new Set(vouchers.flatMap(({ lines }) => lines.map(({ accountCode }) => accountCode)));
  const accounts = new Map((await findAccounts(trx, place, [...codes])).map((each) => [each.code, each]));
  const refusals = new Map<string, AppError>();
  for (const { id, lines } of vouchers) {
    const refusal = lines
      .map(({ accountCode: code }) => whyNotUsable(code, accounts.get(code)))
      .find(Boolean);
    if (refusal) refusals.set(id, refusal);
  }
  const usable = vouchers.filter(({ id }) => !refusals.has(id));
  const fresh = await insertDrafts(trx, place, usable);
  const lines = usable
    .filter(({ id }) => fresh.has(id))
    .flatMap(({ id, lines: own }) =>
      linesToInsert(
        id,
        own.map((line) => ({ ...line, reason: null })),
      ),
    );
  await insertLines(trx, place, lines);
  return refusals;
}

function whyNotUsable(code: string, account: AccountForLine | undefined): AppError | null {
  if (account === undefined) return ledgerErrors.ACCOUNT_NOT_FOUND({ code });
  if (!account.isLeaf) return ledgerErrors.ACCOUNT_NOT_LEAF({ code });
  return account.status === 'closed' ? ledgerErrors.ACCOUNT_CLOSED({ code }) : null;
}

async function dayStatuses(
  context: LedgerContext,
  trx: Trx,
  place: BooksPlace,
  userId: string | null,
): Promise<(day: string) => DayStatus> {
  const { fiscalYearStartMonth } = await booksOf(trx, place.tenantId, place.clientId);
  const today = turkishDay(context.clock);
  const months = await listMonths(trx, place, userId);
  const known = new Map(months.map((each) => [each.month, each]));
  const lastClosed = months.findLast(({ status }) => status === 'closed')?.month ?? '';
  return (day) => {
    if (!isPostableDay(day, fiscalYearStartMonth, today)) return 'outside';
    const found = known.get(day.slice(0, 7));
    // A month that has not begun opens with its first entry, but never before a closed one.
    if (found === undefined) return day.slice(0, 7) < lastClosed ? 'closed' : 'open';
    if (found.status === 'locked') return found.hasException ? 'open' : 'locked';
    return found.status === 'closed' ? 'closed' : 'open';
  };
}

async function enter(
  context: LedgerContext,
  trx: Trx,
  place: BooksPlace,
  vouchers: readonly BatchVoucher[],
): Promise<PostedDraft[]> {
  const entries = vouchers.map((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line) => ({ ...line, reason: null, role: null })),
  }));
  const answers = await enterAll(trx, place, entries, turkishDay(context.clock));
  await tellBooked(context.listeners, trx, place, answers);
  return answers;
}

async function takeBack(
  context: LedgerContext,
  trx: Trx,
  { tenantId, clientId }: BooksPlace,
  voucherIds: readonly string[],
): Promise<TakenBack[]> {
  await lockPosting(trx, clientId);
  const heads = new Map(
    (await lockVouchers(trx, tenantId, voucherIds)).map((head) => [head.voucherId, head]),
  );
  const reversed = await findReversed(trx, tenantId, voucherIds);
  const drafts = [...heads.values()].filter(isUntouchedDraft).map(({ voucherId }) => voucherId);
  await deleteDrafts(trx, tenantId, drafts);
  const posted = [...heads.values()].filter(
    ({ status, voucherId }) => status === 'posted' && !reversed.has(voucherId),
  );
  const refusals = await reverseAll(context, trx, { tenantId, clientId }, posted);
  return voucherIds.map((voucherId) => {
    const head = heads.get(voucherId);
    const refusal = refusals.get(voucherId);
    if (refusal !== undefined) return { voucherId, outcome: 'refused', refusal };
    if (head === undefined || reversed.has(voucherId)) return { voucherId, outcome: 'gone' };
    if (head.status === 'posted') return { voucherId, outcome: 'reversed' };
    return { voucherId, outcome: isUntouchedDraft(head) ? 'deleted' : 'changed' };
  });
}

const isUntouchedDraft = ({ status, version }: VoucherHead) => status === 'draft' && version === 1;

/** Why some of these posted vouchers could not be reversed; of those nothing is left behind. */
async function reverseAll(
  context: LedgerContext,
  trx: Trx,
  { tenantId, clientId }: BooksPlace,
  posted: readonly VoucherHead[],
) {
  const refusals = new Map<string, NonNullable<PostedDraft['refusal']>>();
  if (posted.length === 0) return refusals;
  const byId = new Map(posted.map((head) => [head.voucherId, head]));
  await deleteReversalDrafts(trx, tenantId, [...byId.keys()]);
  const mirrors = await insertMirrors(trx, tenantId, [...byId.keys()]);
  const originals = new Map(mirrors.map(({ mirrorId, voucherId }) => [mirrorId, voucherId]));
  const left: string[] = [];
  const answers = await postDrafts(trx, clientId, [...originals.keys()]);
  await tellBooked(context.listeners, trx, { tenantId, clientId }, answers);
  for (const { voucherId: mirrorId, refusal, detail } of answers) {
    if (refusal === null) continue;
    left.push(mirrorId);
    const voucherId = originals.get(mirrorId) ?? '';
    const date = byId.get(voucherId)?.date ?? '';
    refusals.set(voucherId, refusalOfPosting({ refusal, detail, date, isInRange: true }));
  }
  await deleteDrafts(trx, tenantId, left);
  return refusals;
}
