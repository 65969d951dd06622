/** The chart as a tree: which accounts are shown when branches are folded, or when something is searched. */
import { accountCodeFromText, parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import type { ChartAccount } from './chart-query.ts';

/** An account with what is asked of it at every key stroke. */
export interface ChartRow extends ChartAccount {
  /** Name as people type it. */
  readonly nameKey: string;
  /** How deep it stands: 0 for a class. */
  readonly depth: number;
  readonly hasBelow: boolean;
}

/** Folded: the branch is shown closed. What the reader has not touched shows classes, groups and accounts of three digits. */
export type Folds = ReadonlyMap<string, boolean>;

export function isFolded(code: string, folds: Folds): boolean {
  return folds.get(code) ?? code.length >= 3;
}

function depthOf(code: string): number {
  let depth = 0;
  for (let at = parentCode(code); at !== null; at = parentCode(at)) depth += 1;
  return depth;
}

/** In the order of books, as they come. */
export function rowsOfChart(accounts: readonly ChartAccount[]): ChartRow[] {
  const parents = new Set(accounts.map(({ code }) => parentCode(code)));
  return accounts.map((account) => ({
    ...account,
    nameKey: searchKey(account.name),
    depth: depthOf(account.code),
    hasBelow: parents.has(account.code),
  }));
}

/** What a typed text finds: a code or tax number that begins so, or a name with all its words. */
export function finds(text: string): (row: ChartRow) => boolean {
  const key = searchKey(text);
  const words = key.split(' ');
  const typed = text.trim();
  // A dot at the end asks for what lies below the account.
  const code = typed.endsWith('.') ? typed : (accountCodeFromText(typed) ?? typed);
  return (row) =>
    row.code.startsWith(code) ||
    row.counterpartyTaxId?.startsWith(code) === true ||
    words.every((word) => row.nameKey.includes(word));
}

/** The very code first, then codes that begin so, then names, then words of names that do; of equals the first in the chart. */
function bestOf(found: readonly ChartRow[], text: string): ChartRow | null {
  const key = searchKey(text);
  const code = accountCodeFromText(text) ?? text.trim();
  const rank = (row: ChartRow): number => {
    if (row.code === code) return 0;
    if (row.code.startsWith(code)) return 1;
    if (row.nameKey.startsWith(key)) return 2;
    return ` ${row.nameKey}`.includes(` ${key}`) ? 3 : 4;
  };
  let best: ChartRow | null = null;
  for (const row of found) if (best === null || rank(row) < rank(best)) best = row;
  return best;
}

export interface ShownChart {
  readonly rows: readonly ChartRow[];
  /** How many accounts the search found, without those above them; null where nothing is searched. */
  readonly found: number | null;
  /** The one that was most likely meant. */
  readonly best: ChartRow | null;
}

/** Of a search, what it finds with the accounts above it; else what no fold hides. Closed accounts where asked. */
export function shownOf(
  rows: readonly ChartRow[],
  { search, folds, withClosed }: { search: string; folds: Folds; withClosed: boolean },
): ShownChart {
  const open = withClosed ? rows : rows.filter(({ status }) => status !== 'closed');
  if (search.trim() === '') {
    const hidden = new Set<string>();
    const shown = open.filter(({ code }) => {
      const above = parentCode(code);
      const isHidden = above !== null && (hidden.has(above) || isFolded(above, folds));
      if (isHidden) hidden.add(code);
      return !isHidden;
    });
    return { rows: shown, found: null, best: null };
  }
  const found = open.filter(finds(search));
  const wanted = new Set<string>();
  for (const { code } of found)
    for (let at: string | null = code; at !== null; at = parentCode(at)) wanted.add(at);
  return {
    rows: rows.filter(({ code }) => wanted.has(code)),
    found: found.length,
    best: bestOf(found, search),
  };
}

/** The folds under which an account is in sight. */
export function unfoldedTo(code: string, folds: Folds): Folds {
  const next = new Map(folds);
  for (let at = parentCode(code); at !== null; at = parentCode(at)) next.set(at, false);
  return next;
}
