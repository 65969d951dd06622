/** Accounts that fit what is typed: by code with or without points, by words of the name in any Turkish spelling, or by VKN or TCKN. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';

interface Named {
  readonly code: string;
  readonly name: string;
  /** VKN or TCKN of the cari whose account it is. */
  readonly counterpartyTaxId?: string | null;
}

/** A number shorter than this is the beginning of a code, not of a tax number. */
const LEAST_DIGITS = 4;

/** At most `limit` matches: codes that begin so first, then names that hold every word. */
export function matchAccounts<A extends Named>(accounts: readonly A[], typed: string, limit: number): A[] {
  const text = typed.trim();
  if (text === '') return accounts.slice(0, limit);
  if (/^[\d.]+$/.test(text)) {
    const digits = text.replaceAll('.', '');
    return accounts
      .filter(
        (account) =>
          account.code.startsWith(text) ||
          account.code.replaceAll('.', '').startsWith(digits) ||
          (digits.length >= LEAST_DIGITS && account.counterpartyTaxId?.startsWith(digits) === true),
      )
      .slice(0, limit);
  }
  const words = searchKey(text).split(' ');
  const found: A[] = [];
  for (const account of accounts) {
    const key = searchKey(`${account.code} ${account.name}`);
    if (words.every((word) => key.includes(word))) found.push(account);
    if (found.length === limit) break;
  }
  return found;
}
