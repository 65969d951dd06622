/** Compares a statement with the mizan, account by account: what is missing in it, or stands there with another amount. */
import { type AccountSums, netByAccount } from './account-sums.ts';
import { OUTSIDE_CLASSES } from './open-results.ts';
import type { StatementDifference, StatementRow } from './statement-row.ts';

/** A part of a statement whose rows stand on one side of the books. */
export interface StatementPart {
  readonly rows: readonly StatementRow[];
  /** 1 where rows are debit less credit, -1 where they are credit less debit. */
  readonly side: 1n | -1n;
}

export interface Comparison {
  readonly parts: readonly StatementPart[];
  readonly column: number;
  /** Beginnings of codes that the statement shows in sum on added rows; those rows name the same codes. */
  readonly together: readonly (readonly string[])[];
}

/**
 * Accounts whose amounts differ, in the order of codes. What stands in the statement in sum is named by its first code.
 * Serbest and nazım accounts (8, 9) belong to no statement: they are named only where they do not balance by themselves.
 */
export function compareWithMizan(
  mizan: Iterable<AccountSums>,
  { parts, column, together }: Comparison,
): StatementDifference[] {
  const rest = netByAccount(mizan);
  const differences: StatementDifference[] = [];
  const compare = (codes: readonly string[], statementKurus: bigint) => {
    const mizanKurus = takeBelow(rest, codes);
    const [code = ''] = codes;
    if (mizanKurus !== statementKurus) differences.push({ code, mizanKurus, statementKurus });
  };
  const shown = (row: StatementRow, side: bigint) => side * (row.amounts[column] ?? 0n);
  for (const { rows, side } of parts)
    for (const row of rows) if (holdsAccounts(row)) compare(row.codes, shown(row, side));
  for (const codes of together) {
    const amounts = parts.flatMap(({ rows, side }) =>
      rows
        .filter((row) => row.kind === 'added' && row.codes.join() === codes.join())
        .map((row) => shown(row, side)),
    );
    compare(
      codes,
      amounts.reduce((sum, amount) => sum + amount, 0n),
    );
  }
  for (const outside of OUTSIDE_CLASSES) {
    const accounts = [...rest].filter(([code]) => code.startsWith(outside));
    if (accounts.reduce((sum, [, net]) => sum + net, 0n) !== 0n) continue;
    for (const [code] of accounts) rest.delete(code);
  }
  for (const [code, net] of rest)
    if (net !== 0n) differences.push({ code, mizanKurus: net, statementKurus: 0n });
  return differences.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** A group that is one account (691) has no rows below it. */
function holdsAccounts({ kind, codes }: StatementRow): boolean {
  return kind === 'account' || (kind === 'group' && codes[0]?.length === 3);
}

/** Takes each account that stands below one of the codes out of the rest, once. */
function takeBelow(rest: Map<string, bigint>, codes: readonly string[]): bigint {
  let sum = 0n;
  for (const [code, net] of [...rest])
    if (codes.some((beginning) => code.startsWith(beginning))) {
      sum += net;
      rest.delete(code);
    }
  return sum;
}
