/** Balances of leaf accounts, and what a voucher makes of them. Net is debit less credit, in kuruş. */
import { compareAccountCodes, isWithin } from '../hesap-plani/account-code.ts';
import { sumKurus } from '../money/kurus.ts';
import type { ProposedLine, VoucherLine } from '../yevmiye/voucher.ts';

/** Net by leaf account; an account without a row is zero. */
export type Balances = ReadonlyMap<string, bigint>;

/** The balances after these lines. */
export function afterLines(
  balances: Balances,
  lines: readonly Pick<VoucherLine, 'accountCode' | 'debitKurus' | 'creditKurus'>[],
): Balances {
  const after = new Map(balances);
  for (const { accountCode, debitKurus, creditKurus } of lines)
    after.set(accountCode, (after.get(accountCode) ?? 0n) + debitKurus - creditKurus);
  return after;
}

/** Accounts at or below `ancestor` that are not zero, in the order of books. */
export function openWithin(
  balances: Balances,
  ancestor: string,
): (readonly [code: string, netKurus: bigint])[] {
  return [...balances]
    .filter(([code, net]) => net !== 0n && isWithin(code, ancestor))
    .toSorted(([a], [b]) => compareAccountCodes(a, b));
}

export function netWithin(balances: Balances, ancestor: string): bigint {
  return sumKurus(openWithin(balances, ancestor).map(([, net]) => net));
}

/** What a line stands for in words, both languages. */
export interface LineWords {
  readonly role: string;
  readonly text: string;
  readonly textEn: string;
}

/** A line that moves `netKurus` to the account: debit where positive, credit where negative. None for zero. */
export function lineOf(accountCode: string, netKurus: bigint, words: LineWords): ProposedLine[] {
  if (netKurus === 0n) return [];
  return [
    {
      accountCode,
      debitKurus: netKurus > 0n ? netKurus : 0n,
      creditKurus: netKurus < 0n ? -netKurus : 0n,
      description: words.text,
      fx: null,
      reason: { ...words, places: [] },
    },
  ];
}

/** The account itself where it takes postings, otherwise the first below it that does; null where none does. */
export function leafOf(leaves: readonly string[], code: string): string | null {
  if (leaves.includes(code)) return code;
  return leaves.filter((leaf) => isWithin(leaf, code)).toSorted(compareAccountCodes)[0] ?? null;
}

/** The order in which a voucher is read: what is debited, then what is credited. */
export function debitsFirst(lines: readonly ProposedLine[]): ProposedLine[] {
  return [...lines.filter((line) => line.debitKurus > 0n), ...lines.filter((line) => line.creditKurus > 0n)];
}
