/** Enters vouchers and posts them in one act: a result for each, one bad one stops no other, of a bad one nothing is kept. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import { type BooksOwner, insertYears } from './books.queries.ts';
import { type ledgerContract, ledgerErrors } from './contract.ts';
import { refusalOfPosting } from './database-refusal.ts';
import { readLines } from './draft-lines.ts';
import { booksOf } from './edit-draft.ts';
import { type EntryAnswer, type EntryToPost, enterInBooks } from './enter-vouchers.queries.ts';
import { isPostableDay, yearsToOpen } from './fiscal-years.ts';
import type { LedgerContext } from './ledger-context.ts';
import { type PostingResult, posted, refused } from './post-vouchers.ts';
import type { PostedDraft } from './voucher-acts.ts';

type Entry = z.output<typeof ledgerContract.enterVouchers.body>['vouchers'][number];

/**
 * Posts in the order given. An entry whose id stands in the books already answers with its number: a repeated request
 * changes nothing. Throws CLIENT_NOT_FOUND; what keeps a voucher from standing in the books is told in its result.
 */
export async function enterVouchers(
  context: LedgerContext,
  scope: Scope,
  clientId: string,
  entries: readonly Entry[],
): Promise<PostingResult[]> {
  const tenantId = tenantOf(scope);
  const results = new Map<string, PostingResult>();
  const read = entries.flatMap((entry) => readEntry(entry, results));
  const today = turkishDay(context.clock);
  await withRetryOfConflicts(() =>
    inScope(context.db, scope, async (trx) => {
      const books = await booksOf(trx, tenantId, clientId);
      const postable = read.filter(({ id, date }) => {
        if (isPostableDay(date, books.fiscalYearStartMonth, today)) return true;
        results.set(id, refused(id, ledgerErrors.PERIOD_OUT_OF_RANGE({ date })));
        return false;
      });
      for (const { voucherId, fisNo, refusal } of await enterAll(trx, books, postable, today))
        results.set(voucherId, refusal === null ? posted(voucherId, fisNo) : refused(voucherId, refusal));
    }),
  );
  context.news.changed(tenantId, clientId);
  return entries.map(({ id }) => results.get(id) ?? refused(id, ledgerErrors.VOUCHER_NOT_FOUND()));
}

/** The entry with its lines read; none where a line is refused, which its result then says. */
function readEntry(entry: Entry, results: Map<string, PostingResult>): EntryToPost[] {
  try {
    return [{ ...entry, lines: readLines(entry.lines) }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    results.set(entry.id, refused(entry.id, error));
    return [];
  }
}

/** Years that have not begun are opened only where an entry asks for one, and it is entered again then. */
export async function enterAll(
  trx: Trx,
  books: BooksOwner,
  entries: readonly EntryToPost[],
  today: string,
): Promise<PostedDraft[]> {
  if (entries.length === 0) return [];
  const answers = new Map((await enterInBooks(trx, books.clientId, entries)).map((each) => [each.id, each]));
  const unbegun = entries.filter(({ id }) => isUnbegun(answers.get(id)));
  if (unbegun.length > 0) {
    const days = unbegun.map(({ date }) => date);
    await insertYears(trx, books, yearsToOpen(days, books.fiscalYearStartMonth, today));
    for (const answer of await enterInBooks(trx, books.clientId, unbegun)) answers.set(answer.id, answer);
  }
  return entries.map(({ id, date }) => {
    const { fisNo = null, refusal = 'MU001', detail = null } = answers.get(id) ?? {};
    if (refusal === null) return { voucherId: id, fisNo, refusal };
    return {
      voucherId: id,
      fisNo: null,
      refusal: refusalOfPosting({ refusal, detail, date, isInRange: true }),
    };
  });
}

const isUnbegun = (answer: EntryAnswer | undefined): boolean =>
  answer?.refusal === 'MU014' && answer.detail?.endsWith(' none') === true;
