/** Sums of accounts as statements read them: leaf or higher, rolled up to the three digits that statements are made of. */

/** What was posted to one account up to a day, or in a range. Kuruş. */
export interface AccountSums {
  readonly code: string;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** Debit less credit of each three-digit account ("120.01.0001" counts for "120"); those at zero stay in. Kuruş. */
export function netByAccount(sums: Iterable<AccountSums>): Map<string, bigint> {
  const nets = new Map<string, bigint>();
  for (const { code, debitKurus, creditKurus } of sums) {
    const account = code.slice(0, 3);
    nets.set(account, (nets.get(account) ?? 0n) + debitKurus - creditKurus);
  }
  return nets;
}

/** Debit less credit of the accounts that begin with one of these digits. Kuruş. */
export function netBelow(nets: ReadonlyMap<string, bigint>, beginnings: readonly string[]): bigint {
  let sum = 0n;
  for (const [code, net] of nets) if (beginnings.some((digits) => code.startsWith(digits))) sum += net;
  return sum;
}

/** What came between two days: the sums up to the later one less those up to the earlier one. */
export function sumsBetween(later: Iterable<AccountSums>, earlier: Iterable<AccountSums>): AccountSums[] {
  const sums = new Map<string, AccountSums>();
  for (const each of later) sums.set(each.code, each);
  for (const { code, debitKurus, creditKurus } of earlier) {
    const to = sums.get(code) ?? { code, debitKurus: 0n, creditKurus: 0n };
    sums.set(code, {
      code,
      debitKurus: to.debitKurus - debitKurus,
      creditKurus: to.creditKurus - creditKurus,
    });
  }
  return [...sums.values()];
}
