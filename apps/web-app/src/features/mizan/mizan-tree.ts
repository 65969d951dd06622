/** The branches of a mizan: which accounts lie below which, and what is folded away. */
import { parentCode } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import type { Mizan } from '../../api/queries.ts';

type Row = Mizan['rows'][number];

export interface MizanTree {
  /** Rows that are not folded away. */
  readonly rows: readonly Row[];
  /** Codes that have others below them. */
  readonly branches: ReadonlySet<string>;
}

export function treeOf(rows: readonly Row[], closed: ReadonlySet<string>): MizanTree {
  const branches = new Set<string>();
  const shown = rows.filter(({ code }) => {
    const above = parentCode(code);
    if (above !== null) branches.add(above);
    for (let at = above; at !== null; at = parentCode(at)) if (closed.has(at)) return false;
    return true;
  });
  return { rows: shown, branches };
}

/** The branch that left leads to: the row's own where it is open, else the one above. */
export function branchToClose(row: Row, tree: MizanTree, closed: ReadonlySet<string>): string | null {
  return tree.branches.has(row.code) && !closed.has(row.code) ? row.code : parentCode(row.code);
}

/** Codes of an address, read without trust. */
export function closedIn(text: string | undefined): ReadonlySet<string> {
  return new Set((text ?? '').split(',').filter((code) => /^\d{1,3}(\.\d{1,10})*$/.test(code)));
}
