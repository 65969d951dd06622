/** Accounts that fit what is typed: by code with or without points, or by words of the name in any Turkish spelling. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

/** At most `limit` matches: codes that begin so first, then names that hold every word. */
export function matchAccounts<A extends Named>(accounts: readonly A[], typed: string, limit: number): A[] {
  const text = typed.trim();
  if (text === '') return accounts.slice(0, limit);
  if (/^[\d.]+$/.test(text)) {
    const digits = text.replaceAll('.', '');
    return accounts
      .filter(
        (account) => account.code.startsWith(text) || account.code.replaceAll('.', '').startsWith(digits),
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
