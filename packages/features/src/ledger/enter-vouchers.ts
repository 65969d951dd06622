/** Enters vouchers and posts them in one act: a result for each, one bad one stops no other, of a bad one nothing is kept. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import { insertYears } from './books.queries.ts';
import { type ledgerContract, ledgerErrors } from './contract.ts';
import { refusalOfPosting } from './database-refusal.ts';
import { readLines } from './draft-lines.ts';
import { booksOf } from './edit-draft.ts';
import {
  type EntryAnswer,
  type EntryToPost,
  enterInBooks,
  enterSound,
  enterUnlessWanted,
} from './enter-vouchers.queries.ts';
import { FIRST_FISCAL_YEAR, isPostableDay, yearsToOpen } from './fiscal-years.ts';
import { gatherWork } from './gather-work.ts';
import type { LedgerContext } from './ledger-context.ts';
import { type PostingResult, posted, refused } from './post-vouchers.ts';
import { tellAllBooked, tellBooked } from './posting-listeners.ts';
import type { PostedDraft } from './voucher-acts.ts';
import type { BooksPlace } from './voucher-batches.ts';

type Entry = z.output<typeof ledgerContract.enterVouchers.body>['vouchers'][number];

/** Vouchers of a transaction that several requests share, and lines of them: what one request may bring. */
const GROUP_VOUCHERS = 1_000;
const GROUP_LINES = 5_000;
/** A request of more lines, or of more than one voucher, goes by itself: nobody of another client waits for it. */
const SMALL_LINES = 100;

interface EntryRequest {
  readonly scope: Scope;
  readonly clientId: string;
  readonly entries: readonly EntryToPost[];
  readonly ids: ReadonlySet<string>;
  readonly lines: number;
}

type EntryContext = Pick<LedgerContext, 'db' | 'clock' | 'news' | 'listeners'>;

export type EnterVouchers = (
  scope: Scope,
  clientId: string,
  entries: readonly Entry[],
) => Promise<PostingResult[]>;

/**
 * Posts in the order given. An entry whose id stands in the books already answers with its number: a repeated request
 * changes nothing. Requests of one small voucher that come while others of their office are being posted are posted together by the next
 * transaction, whoever they are of and for whichever client, each with an answer of its own, after the commit. What cannot simply
 * be written there (a refusal, a year that has not begun, somebody else at the same client's chain) is done by itself, and so
 * are large requests, together with those of the same person and client that wait for each other. Throws CLIENT_NOT_FOUND;
 * what keeps a voucher from standing in the books is told in its result.
 */
export function createEnterVouchers(context: EntryContext): EnterVouchers {
  const byThemselves = gatherWork<EntryRequest, readonly PostedDraft[]>({
    work: (requests) => enterOfClient(context, requests),
    fits,
  });
  const together = gatherWork<EntryRequest, readonly PostedDraft[] | null>({
    work: (requests) => enterTogether(context, requests),
    fits,
  });
  const enter = async (request: EntryRequest): Promise<readonly PostedDraft[]> => {
    const { scope, clientId } = request;
    const tenantId = tenantOf(scope);
    const answers = isPlain(request, turkishDay(context.clock)) ? await together(tenantId, request) : null;
    if (answers !== null) return answers;
    const who = [tenantId, scope.userId, scope.apiKeyId, clientId, ...(scope.clientIds ?? ['all'])];
    return byThemselves(who.join(' '), request);
  };
  return async (scope, clientId, entries) => {
    const results = new Map<string, PostingResult>();
    const read = entries.flatMap((entry) => readEntry(entry, results));
    const answers = await enter({
      scope,
      clientId,
      entries: read,
      ids: new Set(read.map(({ id }) => id)),
      lines: read.reduce((sum, { lines }) => sum + lines.length, 0),
    });
    for (const { voucherId, fisNo, refusal } of answers)
      results.set(voucherId, refusal === null ? posted(voucherId, fisNo) : refused(voucherId, refusal));
    context.news.changed(tenantOf(scope), clientId);
    return entries.map(({ id }) => results.get(id) ?? refused(id, ledgerErrors.VOUCHER_NOT_FOUND()));
  };
}

/** One voucher, small, of a client that its sender sees, and of days on which a voucher may stand whatever the client's fiscal year. */
function isPlain({ scope, clientId, entries, lines }: EntryRequest, today: string): boolean {
  return (
    entries.length === 1 &&
    lines <= SMALL_LINES &&
    (scope.clientIds === null || scope.clientIds.includes(clientId)) &&
    entries.every(({ date }) => isSurelyPostable(date, today))
  );
}

/** Two requests with one id (one is a repetition) come one after the other, so that each is judged by itself. */
function fits(group: readonly EntryRequest[], next: EntryRequest): boolean {
  const total = (size: (request: EntryRequest) => number) =>
    group.reduce((sum, request) => sum + size(request), size(next));
  return (
    total(({ entries }) => entries.length) <= GROUP_VOUCHERS &&
    total(({ lines }) => lines) <= GROUP_LINES &&
    !group.some(({ ids }) => next.entries.some(({ id }) => ids.has(id)))
  );
}

function enterOfClient(
  { db, clock, listeners }: EntryContext,
  requests: readonly EntryRequest[],
): Promise<PostedDraft[][]> {
  const [first] = requests;
  if (first === undefined) return Promise.resolve([]);
  const { scope, clientId } = first;
  const place = { tenantId: tenantOf(scope), clientId };
  const today = turkishDay(clock);
  const entries = requests.length === 1 ? first.entries : requests.flatMap(withOrigin);
  return withRetryOfConflicts(() =>
    inScope(db, scope, async (trx) => {
      if (entries.length === 0) await booksOf(trx, place.tenantId, clientId);
      const answers = await enterAll(trx, place, entries, today);
      await tellBooked(listeners, trx, place, answers);
      return answersOfEach(requests, answers);
    }),
  );
}

/**
 * Requests of one office, of several people and clients: what is plainly sound of them is written. Null for a request of which
 * something was not, whether it cannot stand or only not here; what was written of it answers as a repetition.
 */
function enterTogether(
  { db, listeners }: EntryContext,
  requests: readonly EntryRequest[],
): Promise<(PostedDraft[] | null)[]> {
  const [first] = requests;
  if (first === undefined) return Promise.resolve([]);
  const tenantId = tenantOf(first.scope);
  const clientIds = [...new Set(requests.map(({ clientId }) => clientId))];
  // Nobody's transaction, and of no more clients than it writes for: who did it stands in each entry.
  const scope = { ...systemScope(tenantId), clientIds };
  const entries = requests.flatMap((request) =>
    withOrigin(request).map((entry) => ({ ...entry, clientId: request.clientId })),
  );
  const wanted = listeners.booked.map(({ isWanted }) => isWanted(tenantId));
  return withRetryOfConflicts(async () => {
    const answers =
      (await inScope(db, scope, (trx) => enterUnlessWanted(trx, entries, wanted))) ??
      (await inScope(db, scope, async (trx) => {
        const given = await enterSound(trx, entries);
        const stand = entries.filter((_, n) => given[n]?.refusal === null);
        const vouchers = stand.map(({ id, clientId }) => ({ voucherId: id, clientId }));
        await tellAllBooked(listeners, trx, { tenantId, vouchers });
        return given;
      }));
    return answersOfEach(requests, answers).map((own) =>
      own.every(({ refusal }) => refusal === null)
        ? own.map(({ id, fisNo }) => ({ voucherId: id, fisNo, refusal: null }))
        : null,
    );
  });
}

function answersOfEach<Answer>(requests: readonly EntryRequest[], answers: readonly Answer[]): Answer[][] {
  let at = 0;
  return requests.map(({ entries }) => {
    const from = at;
    at += entries.length;
    return answers.slice(from, at);
  });
}

const withOrigin = ({
  scope: { requestId, address, userId, apiKeyId },
  entries,
}: EntryRequest): EntryToPost[] =>
  entries.map((entry) => ({ ...entry, origin: { requestId, address, userId, apiKeyId: apiKeyId ?? null } }));

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

/**
 * Answers for each in their order. Years that have not begun are opened only where an entry asks for one, and it is entered
 * again then. Throws CLIENT_NOT_FOUND.
 */
export async function enterAll(
  trx: Trx,
  place: BooksPlace,
  entries: readonly EntryToPost[],
  today: string,
): Promise<PostedDraft[]> {
  if (entries.every(({ date }) => isSurelyPostable(date, today))) {
    const answers = await enterInBooks(trx, place.clientId, entries);
    if (answers.every(({ refusal }) => refusal === null))
      return answers.map(({ id, fisNo }) => ({ voucherId: id, fisNo, refusal: null }));
    return settleRefused(trx, place, entries, answers, today);
  }
  const month = (await booksOf(trx, place.tenantId, place.clientId)).fiscalYearStartMonth;
  const postable = entries.filter(({ date }) => isPostableDay(date, month, today));
  return settleRefused(trx, place, entries, await enterInBooks(trx, place.clientId, postable), today);
}

/** True for days that may be posted in whatever month the fiscal year starts, so that nobody has to look it up. */
function isSurelyPostable(date: string, today: string): boolean {
  const year = Number(date.slice(0, 4));
  return year > FIRST_FISCAL_YEAR && year <= Number(today.slice(0, 4));
}

async function settleRefused(
  trx: Trx,
  place: BooksPlace,
  entries: readonly EntryToPost[],
  given: readonly EntryAnswer[],
  today: string,
): Promise<PostedDraft[]> {
  const books = await booksOf(trx, place.tenantId, place.clientId);
  const month = books.fiscalYearStartMonth;
  const answers = new Map(given.map((each) => [each.id, each]));
  const unbegun = entries.filter(({ id }) => isUnbegun(answers.get(id)));
  if (unbegun.length > 0) {
    const days = unbegun.map(({ date }) => date);
    await insertYears(trx, books, yearsToOpen(days, month, today));
    for (const answer of await enterInBooks(trx, place.clientId, unbegun)) answers.set(answer.id, answer);
  }
  return entries.map(({ id, date }) => {
    const isInRange = isPostableDay(date, month, today);
    if (!isInRange)
      return { voucherId: id, fisNo: null, refusal: ledgerErrors.PERIOD_OUT_OF_RANGE({ date }) };
    const { fisNo = null, refusal = 'MU001', detail = null } = answers.get(id) ?? {};
    if (refusal === null) return { voucherId: id, fisNo, refusal };
    return { voucherId: id, fisNo: null, refusal: refusalOfPosting({ refusal, detail, date, isInRange }) };
  });
}

const isUnbegun = (answer: EntryAnswer | undefined): boolean =>
  answer?.refusal === 'MU014' && answer.detail?.endsWith(' none') === true;
