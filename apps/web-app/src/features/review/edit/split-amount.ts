/** How a person says that an amount is to be split: equal parts, percentages or amounts; the parts always sum to it. */
import { distributeKurus } from '@muhasebi/accounting/money/distribute.ts';
import { type Language, parseAmount } from '../../../format/amount.ts';

export const MOST_PARTS = 20;

/** Why a text splits nothing. */
export type SplitFault = 'unread' | 'tooMany' | 'tooMuch' | 'nothingLeft';
export type Split = { readonly parts: readonly bigint[] } | { readonly fault: SplitFault };

const HUNDRED_PERCENT = 10_000n;
const sumOf = (parts: readonly bigint[]) => parts.reduce((sum, part) => sum + part, 0n);

/** "%33,3" or "33,3%" as basis points; null where it is none. */
function basisPoints(word: string): bigint | null {
  const match = /^(?:%(\d{1,3}(?:[.,]\d{1,2})?)|(\d{1,3}(?:[.,]\d{1,2})?)%)$/.exec(word);
  const text = match?.[1] ?? match?.[2];
  if (text === undefined) return null;
  const [whole = '0', fraction = ''] = text.split(/[.,]/);
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

function byShares(kurus: bigint, shares: readonly bigint[]): Split {
  const given = sumOf(shares);
  if (given > HUNDRED_PERCENT || shares.some((share) => share === 0n)) return { fault: 'tooMuch' };
  const all = given === HUNDRED_PERCENT ? shares : [...shares, HUNDRED_PERCENT - given];
  return settled(distributeKurus(kurus, all));
}

function byAmounts(kurus: bigint, amounts: readonly bigint[]): Split {
  const given = sumOf(amounts);
  if (given > kurus || amounts.some((amount) => amount <= 0n)) return { fault: 'tooMuch' };
  return settled(given === kurus ? amounts : [...amounts, kurus - given]);
}

function settled(parts: readonly bigint[]): Split {
  if (parts.length > MOST_PARTS) return { fault: 'tooMany' };
  return parts.length < 2 || parts.some((part) => part <= 0n) ? { fault: 'nothingLeft' } : { parts };
}

/**
 * Reads "3x" (three equal parts), "%30 %20" (the rest is a last part) or "1.250,00 800" (likewise). Parts of `kurus` > 0, each above
 * zero, summing to it exactly; odd kuruş go to the earlier parts.
 */
export function parseSplit(text: string, kurus: bigint, language: Language): Split {
  const words = text
    .trim()
    .split(/[\s;+]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || kurus <= 0n) return { fault: 'unread' };
  const equal = /^(\d{1,3})[x×*]$/i.exec(words.join(''));
  if (equal !== null) {
    const count = Number(equal[1]);
    if (count > MOST_PARTS) return { fault: 'tooMany' };
    return count < 2 ? { fault: 'nothingLeft' } : settled(distributeKurus(kurus, Array(count).fill(1n)));
  }
  if (words.length >= MOST_PARTS) return { fault: 'tooMany' };
  const shares = words.map(basisPoints);
  if (shares.every((share) => share !== null)) return byShares(kurus, shares);
  const amounts = words.map((word) => parseAmount(word, language));
  return amounts.every((amount) => amount !== null) ? byAmounts(kurus, amounts) : { fault: 'unread' };
}
