/** Posting that meets another transaction head-on. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { lockPosting } from './books.queries.ts';
import { ledgerContract as contract } from './contract.ts';
import { lockVouchers } from './posting.queries.ts';

/** Less than PostgreSQL waits before it looks for a deadlock (1 s). */
const LATER_MS = 300;

let books: BooksFixture;
beforeAll(async () => {
  books = await createBooks();
});
afterAll(() => books.close());

it('a posting that loses a deadlock is done again, and nobody hears of it', { timeout: 20_000 }, async () => {
  const { clientId } = await books.openClient();
  const lines = [
    { accountCode: '770.03', debit: '10.00' },
    { accountCode: '100.01', credit: '10.00' },
  ];
  const { id } = await books.call(contract.createVoucher, {
    params: { clientId },
    body: { date: '2026-03-01', lines },
  });
  const later = () => new Promise((resolve) => setTimeout(resolve, LATER_MS));
  const held = Promise.withResolvers<void>();
  const other = books.run(async (trx) => {
    await lockVouchers(trx, books.tenantId, [id]);
    held.resolve();
    await later();
    // By now the posting holds this one and waits for the voucher.
    await lockPosting(trx, clientId);
  });
  await held.promise;
  const { results } = await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
  await other;
  expect(results).toMatchObject([{ status: 'posted', fisNo: 1 }]);
});
