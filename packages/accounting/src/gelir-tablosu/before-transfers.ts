/** The movements of a range as they were before the year's result was carried on: class 6 as the income statement shows it. */
import { type AccountSums, netBelow, netByAccount, sumsBetween } from '../mali-tablo/account-sums.ts';

/**
 * `transfers` are all lines of the entries that empty class 6 into 690 and 692. Their lines of class 6 are taken out, but of 691 the
 * credits alone: the provision itself may have been made in the same entry (691 / 370).
 */
export function beforeTransfers(
  movements: Iterable<AccountSums>,
  transfers: Iterable<AccountSums>,
): AccountSums[] {
  const emptied = [...transfers]
    .filter(({ code }) => code.startsWith('6'))
    .map((sums) => (sums.code.startsWith('691') ? { ...sums, debitKurus: 0n } : sums));
  return sumsBetween(movements, emptied);
}

/** What these entries brought to 590 and 591; a profit is positive. Kuruş. */
export function carriedResult(transfers: Iterable<AccountSums>): bigint {
  return -netBelow(netByAccount(transfers), ['590', '591']);
}
