/** People who post and vouchers by hand, for tests of months and years. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { BooksFixture } from '../books.fixture.ts';
import { ledgerContract } from '../ledger/contract.ts';

/** A member of the office; staff prepares vouchers and does not post. */
export async function addMember(
  books: BooksFixture,
  role: 'staff' | 'accountant' = 'staff',
  name = 'Ayşe',
): Promise<Scope & { readonly userId: string }> {
  const userId = randomUUID();
  await books.run(async (trx) => {
    await trx
      .insertInto('users')
      .values({ user_id: userId, email: `${userId}@ofis.example`, name })
      .execute();
    await trx
      .insertInto('memberships')
      .values({ tenant_id: books.tenantId, user_id: userId, role })
      .execute();
  });
  return { ...books.scope, userId };
}

/** A draft of these lines, "100.01 B 10.00" or "500 A 10.00"; returns its id. */
export async function draftOf(
  books: BooksFixture,
  clientId: string,
  date: string,
  ...lines: readonly string[]
): Promise<string> {
  const entered = lines.map((line) => {
    const [accountCode = '', side, amount = ''] = line.split(' ');
    return side === 'B' ? { accountCode, debit: amount } : { accountCode, credit: amount };
  });
  const params = { clientId };
  return (await books.call(ledgerContract.createVoucher, { params, body: { date, lines: entered } })).id;
}

/** Answers what became of it. */
export async function postOne(books: BooksFixture, id: string, scope?: Scope) {
  const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } }, scope);
  return results[0];
}

/** A posted voucher of these lines; throws where it is refused. */
export async function postedOf(
  books: BooksFixture,
  clientId: string,
  date: string,
  ...lines: readonly string[]
): Promise<string> {
  const id = await draftOf(books, clientId, date, ...lines);
  const result = await postOne(books, id);
  if (result?.status !== 'posted') throw new Error(`Not posted: ${result?.error?.message}`);
  return id;
}
