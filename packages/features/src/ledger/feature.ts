/** The ledger as a feature: its routes, and the service other features write into the books with. */
import type { ExchangeRates } from '../exchange-rates/contract.ts';
import type { Feature } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { createVoucherActs } from './act-on-vouchers.ts';
import { findOpenDay } from './books.queries.ts';
import { createBooksNews } from './books-news.ts';
import type { LedgerService } from './contract.ts';
import { booksOf } from './edit-draft.ts';
import { sumFxByAccount } from './fx-balances.queries.ts';
import { ledgerRoutes } from './ledger.routes.ts';
import type { LedgerContext } from './ledger-context.ts';
import { moveFiscalYears, openBooks } from './open-books.ts';
import { deleteOwnDraft, moveDrafts, openDraft, replaceDraft } from './open-draft.ts';
import { findReversal } from './posting.queries.ts';
import type { BooksListeners } from './posting-listeners.ts';
import { deleteDocumentDrafts, lockDocumentVouchers } from './proposals.queries.ts';
import { proposeDrafts } from './propose-drafts.ts';
import { voucherGauges } from './voucher-gauges.ts';
import { createVoucherBatches } from './work-in-batches.ts';

/** Made once a process; listeners registered on the service hear the postings of these routes. */
export function createLedgerFeature(
  { db, clock, scratchDir, letterhead }: ExportDeps,
  rates: ExchangeRates,
): {
  readonly feature: Feature;
  readonly service: LedgerService;
} {
  const listeners: BooksListeners = { posted: [], reversed: [], booked: [] };
  const news = createBooksNews(db);
  const context: LedgerContext = { db, clock, scratchDir, letterhead, listeners, news };
  return {
    feature: {
      name: 'ledger',
      routes: ledgerRoutes(context),
      jobs: [],
      schedules: [],
      gauges: [voucherGauges(db)],
    },
    service: {
      acts: createVoucherActs(context),
      batches: createVoucherBatches(context),
      openBooks,
      moveFiscalYears,
      proposeDrafts: (trx, client, requests) => proposeDrafts(rates, trx, client, requests),
      fxBalances: sumFxByAccount,
      openDraft,
      replaceDraft,
      deleteOwnDraft,
      moveDrafts,
      deleteDrafts: async (trx, tenantId, documentIds) => {
        await lockDocumentVouchers(trx, tenantId, documentIds);
        await deleteDocumentDrafts(trx, tenantId, documentIds);
      },
      firstOpenDay: async (trx, tenantId, clientId, day) =>
        (await findOpenDay(trx, await booksOf(trx, tenantId, clientId), day)) ?? day,
      findReversalDraft: async (trx, tenantId, voucherId) => {
        const found = await findReversal(trx, tenantId, voucherId);
        return found?.isDraft === true ? found.voucherId : null;
      },
      booksChanged: news.changed,
      onPosted: (listener) => void listeners.posted.push(listener),
      onBooked: (listener) => void listeners.booked.push(listener),
      onReversed: (listener) => void listeners.reversed.push(listener),
    },
  };
}
