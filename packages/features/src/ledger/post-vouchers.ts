/** Posts many vouchers: a result for each, one bad one stops no other, a repeated request gets the same answer. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { type AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { Trx } from '../feature.ts';
import { type BooksOwner, findBooks, insertYears, lockPosting } from './books.queries.ts';
import { ledgerErrors } from './contract.ts';
import { refusalOfPosting } from './database-refusal.ts';
import { isPostableDay, yearsToOpen } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';
import { findVoucherHeads, lockVouchers, postDrafts, type VoucherHead } from './posting.queries.ts';
import { tellBooked, tellListeners } from './posting-listeners.ts';
import type { PostedDraft } from './voucher-acts.ts';

export interface PostingRequest {
  readonly id: string;
  readonly version?: number | undefined;
}

export interface PostingResult {
  readonly id: string;
  readonly status: 'posted' | 'refused';
  readonly fisNo: number | null;
  readonly postedBefore: { byName: string | null; at: string } | null;
  readonly error: { code: string; message: string; messageEn: string; next: string; nextEn: string } | null;
}

/** Vouchers of one transaction: its locks stay short, and others of the same client get their turn in between. */
const CHUNK = 100;

/**
 * Posts in the order of voucher dates, client by client, in transactions of at most 100 vouchers. A voucher that is
 * posted already counts as posted where the request names the version it was posted from (or none).
 */
export async function postVouchers(
  context: LedgerContext,
  scope: Scope,
  requests: readonly PostingRequest[],
): Promise<PostingResult[]> {
  const tenantId = tenantOf(scope);
  const wanted = new Map(requests.map((request) => [request.id, request]));
  const heads = await inScope(context.db, scope, (trx) =>
    findVoucherHeads(trx, tenantId, [...wanted.keys()]),
  );
  const results = new Map<string, PostingResult>();
  for (const [clientId, ofClient] of Map.groupBy(heads.toSorted(inBookOrder), (head) => head.clientId)) {
    for (let at = 0; at < ofClient.length; at += CHUNK) {
      const ids = ofClient.slice(at, at + CHUNK).map((head) => head.voucherId);
      const answers = await withRetryOfConflicts(() =>
        inScope(context.db, scope, (trx) => postChunk(context, trx, tenantId, clientId, ids, wanted)),
      );
      context.news.changed(tenantId, clientId);
      for (const answer of answers) results.set(answer.id, answer);
    }
  }
  return requests.map(({ id }) => results.get(id) ?? refused(id, ledgerErrors.VOUCHER_NOT_FOUND()));
}

/** By day, then by id. */
export function inBookOrder(a: VoucherHead, b: VoucherHead): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.voucherId < b.voucherId ? -1 : 1;
}

async function postChunk(
  context: LedgerContext,
  trx: Trx,
  tenantId: string,
  clientId: string,
  ids: readonly string[],
  wanted: ReadonlyMap<string, PostingRequest>,
): Promise<PostingResult[]> {
  const books = await findBooks(trx, tenantId, clientId);
  if (books === null) return [];
  await lockPosting(trx, clientId);
  const heads = (await lockVouchers(trx, tenantId, ids)).toSorted(inBookOrder);
  const settled = heads.flatMap((head) => settledAlready(head, wanted.get(head.voucherId)?.version) ?? []);
  const done = new Set(settled.map((result) => result.id));
  const drafts = heads.filter((head) => !done.has(head.voucherId));
  return [...settled, ...(await postLocked(context, trx, books, drafts)).map(presentPosted)];
}

/** The answer for a voucher that needs no posting (a retry) or must not be posted (changed since); null for a draft. */
function settledAlready(head: VoucherHead, version: number | undefined): PostingResult | null {
  if (head.status === 'posted') {
    // Posting raised the version by one, and nothing changes a voucher afterwards.
    const isSame = version === undefined || version === head.version || version === head.version - 1;
    return isSame ? { ...posted(head.voucherId, head.fisNo), postedBefore: postedBefore(head) } : stale(head);
  }
  return version === undefined || version === head.version ? null : stale(head);
}

/**
 * Posts drafts that the caller has locked (chart order does not matter, posting order is theirs), opens the years they
 * fall into, and tells the listeners.
 */
export async function postLocked(
  context: LedgerContext,
  trx: Trx,
  books: BooksOwner,
  drafts: readonly VoucherHead[],
): Promise<PostedDraft[]> {
  if (drafts.length === 0) return [];
  const today = turkishDay(context.clock);
  const month = books.fiscalYearStartMonth;
  const days = drafts.map((draft) => draft.date);
  await insertYears(trx, books, yearsToOpen(days, month, today));
  const answers = await postDrafts(
    trx,
    books.clientId,
    drafts.map((draft) => draft.voucherId),
  );
  const byId = new Map(drafts.map((draft) => [draft.voucherId, draft]));
  const stand = answers.flatMap(({ voucherId, refusal }) =>
    refusal === null ? (byId.get(voucherId) ?? []) : [],
  );
  await tellOfDocuments(context, trx, books, stand);
  await tellBooked(context.listeners, trx, books, answers);
  return answers.map(({ voucherId, fisNo, refusal, detail }) => {
    if (refusal === null) return { voucherId, fisNo, refusal };
    const date = byId.get(voucherId)?.date ?? '';
    const isInRange = isPostableDay(date, month, today);
    return { voucherId, fisNo: null, refusal: refusalOfPosting({ refusal, detail, date, isInRange }) };
  });
}

/** A document is posted with its voucher; with the reversal of its voucher it waits for one again. */
async function tellOfDocuments(
  { listeners }: LedgerContext,
  trx: Trx,
  { tenantId, clientId }: BooksOwner,
  stand: readonly VoucherHead[],
): Promise<void> {
  const told = stand.flatMap(({ documentId, voucherId, reversalOf }) =>
    documentId === null
      ? []
      : [{ documentId, voucherId: reversalOf ?? voucherId, isReversal: reversalOf !== null }],
  );
  const [reversed, posted] = [true, false].map((wanted) =>
    told
      .filter(({ isReversal }) => isReversal === wanted)
      .map(({ documentId, voucherId }) => ({ documentId, voucherId })),
  );
  await tellListeners(listeners.posted, trx, { tenantId, clientId, documents: posted ?? [] });
  await tellListeners(listeners.reversed, trx, { tenantId, clientId, documents: reversed ?? [] });
}

function presentPosted({ voucherId, fisNo, refusal }: PostedDraft): PostingResult {
  return refusal === null ? posted(voucherId, fisNo) : refused(voucherId, refusal);
}

/** Of a voucher that another person posted; what one posted oneself is no news (a repeated request). */
function postedBefore(head: VoucherHead): PostingResult['postedBefore'] {
  if (head.postedByOther === null || head.postedAt === null) return null;
  return { byName: head.postedByOther, at: head.postedAt.toISOString() };
}

/** The result of a voucher that stands in the books. */
export const posted = (id: string, fisNo: number | null): PostingResult => ({
  id,
  status: 'posted',
  fisNo,
  postedBefore: null,
  error: null,
});

function stale(head: VoucherHead): PostingResult {
  return refused(head.voucherId, platformErrors.STALE_VERSION({ current: head.version }));
}

/** The result of a voucher that does not, in words. */
export function refused(id: string, error: AppError): PostingResult {
  const { tr, en, nextTr, nextEn } = error.definition;
  return {
    id,
    status: 'refused',
    fisNo: null,
    postedBefore: null,
    error: {
      code: error.code,
      message: fillText(tr, error.params),
      messageEn: fillText(en, error.params),
      next: fillText(nextTr, error.params),
      nextEn: fillText(nextEn, error.params),
    },
  };
}
