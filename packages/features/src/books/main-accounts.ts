/** The main accounts (üç haneli hesap) of the kebir: what each stood at before a range, and what the range brought. */
import type { Trx } from '../feature.ts';
import { openBook } from './book-extent.ts';
import type { BookOwner } from './book-places.queries.ts';

/** The ledger's sums of leaf accounts; kuruş. */
export type SumByAccount = (
  trx: Trx,
  tenantId: string,
  clientId: string,
  range: { readonly from: string; readonly to: string },
) => Promise<
  readonly {
    readonly code: string;
    readonly openingNetKurus: bigint;
    readonly periodDebitKurus: bigint;
    readonly periodCreditKurus: bigint;
  }[]
>;

export interface MainAccount {
  readonly code: string;
  readonly name: string;
  /** Debit less credit before the range. */
  readonly openingKurus: bigint;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** In the order of codes; without those that have neither a balance nor a line. Throws CLIENT_NOT_FOUND, BOOK_RANGE_BACKWARDS. */
export async function loadMainAccounts(
  trx: Trx,
  owner: BookOwner,
  range: { readonly from: string; readonly to: string },
  sumByAccount: SumByAccount,
): Promise<MainAccount[]> {
  await openBook(trx, owner, range);
  const sums = new Map<string, Omit<MainAccount, 'name' | 'code'>>();
  for (const leaf of await sumByAccount(trx, owner.tenantId, owner.clientId, range)) {
    const code = leaf.code.slice(0, 3);
    const now = sums.get(code) ?? { openingKurus: 0n, debitKurus: 0n, creditKurus: 0n };
    sums.set(code, {
      openingKurus: now.openingKurus + leaf.openingNetKurus,
      debitKurus: now.debitKurus + leaf.periodDebitKurus,
      creditKurus: now.creditKurus + leaf.periodCreditKurus,
    });
  }
  const names = await openBook(trx, owner, range, [...sums.keys()]);
  return [...sums]
    .filter(([, sum]) => sum.openingKurus !== 0n || sum.debitKurus !== 0n || sum.creditKurus !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, sum]) => ({ code, name: names.get(code) ?? '', ...sum }));
}
