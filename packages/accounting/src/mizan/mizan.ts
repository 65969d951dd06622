/** The trial balance (mizan): movements of leaf accounts rolled up to any level of the chart. */
import { compareAccountCodes, parentCode } from '../hesap-plani/account-code.ts';

/** Movements of one leaf account: before the period, and in it. Kuruş. */
export interface LeafMovement {
  readonly code: string;
  readonly openingDebit: bigint;
  readonly openingCredit: bigint;
  readonly periodDebit: bigint;
  readonly periodCredit: bigint;
}

/** The ten columns of a mizan. Kuruş; `…Balance` columns: the larger side less the smaller, the other zero. */
export interface MizanFigures {
  readonly openingDebit: bigint;
  readonly openingCredit: bigint;
  readonly periodDebit: bigint;
  readonly periodCredit: bigint;
  readonly cumulativeDebit: bigint;
  readonly cumulativeCredit: bigint;
  readonly debitBalance: bigint;
  readonly creditBalance: bigint;
}

export interface MizanRow extends MizanFigures {
  readonly code: string;
  /** 1 class, 2 group, 3 account, 4 and more sub-accounts. */
  readonly level: number;
  readonly isLeaf: boolean;
}

export interface Mizan {
  readonly rows: readonly MizanRow[];
  /** Sums over leaf accounts; its balance columns are the sums of the leaves' balances, and equal each other. */
  readonly totals: MizanFigures;
}

/** Level of a code: 1 class, 2 group, 3 account, 4 for the first sub-account, and so on. */
export function accountLevel(code: string): number {
  const segments = code.split('.');
  return (segments[0]?.length ?? 0) + segments.length - 1;
}

type Sums = { openingDebit: bigint; openingCredit: bigint; periodDebit: bigint; periodCredit: bigint };

function emptySums(): Sums {
  return { openingDebit: 0n, openingCredit: 0n, periodDebit: 0n, periodCredit: 0n };
}

function addTo(sums: Sums, movement: Sums): void {
  sums.openingDebit += movement.openingDebit;
  sums.openingCredit += movement.openingCredit;
  sums.periodDebit += movement.periodDebit;
  sums.periodCredit += movement.periodCredit;
}

function figuresOf(sums: Sums): MizanFigures {
  const cumulativeDebit = sums.openingDebit + sums.periodDebit;
  const cumulativeCredit = sums.openingCredit + sums.periodCredit;
  const net = cumulativeDebit - cumulativeCredit;
  return {
    ...sums,
    cumulativeDebit,
    cumulativeCredit,
    debitBalance: net > 0n ? net : 0n,
    creditBalance: net < 0n ? -net : 0n,
  };
}

/**
 * Rolls leaf movements up. `maxLevel` (see `accountLevel`) cuts off everything deeper, whose sums stay in the rows above;
 * omitted: all levels. Rows stand in the order of books. The same code may come in several movements.
 */
export function mizan(movements: Iterable<LeafMovement>, maxLevel = Number.POSITIVE_INFINITY): Mizan {
  const leaves = new Map<string, Sums>();
  for (const movement of movements) {
    const sums = leaves.get(movement.code) ?? emptySums();
    addTo(sums, movement);
    leaves.set(movement.code, sums);
  }
  const all = new Map<string, Sums>();
  const totals = emptySums();
  let debitBalance = 0n;
  let creditBalance = 0n;
  for (const [code, sums] of leaves) {
    addTo(totals, sums);
    const figures = figuresOf(sums);
    debitBalance += figures.debitBalance;
    creditBalance += figures.creditBalance;
    for (let at: string | null = code; at !== null; at = parentCode(at)) {
      const above = all.get(at) ?? emptySums();
      addTo(above, sums);
      all.set(at, above);
    }
  }
  const rows = [...all]
    .map(([code, sums]) => ({
      code,
      level: accountLevel(code),
      isLeaf: leaves.has(code),
      ...figuresOf(sums),
    }))
    .filter((row) => row.level <= maxLevel)
    .toSorted((a, b) => compareAccountCodes(a.code, b.code));
  return { rows, totals: { ...figuresOf(totals), debitBalance, creditBalance } };
}
