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

interface Node {
  readonly code: string;
  readonly level: number;
  readonly above: Node | null;
  /** What was moved on the account itself; null where only those below it moved. */
  own: Sums | null;
  /** What was moved on all below it; null where there are none. */
  below: Sums | null;
}

function emptySums(): Sums {
  return { openingDebit: 0n, openingCredit: 0n, periodDebit: 0n, periodCredit: 0n };
}

/** Adds `more` to `sums`, which may be changed; the first of them is a copy. */
function added(sums: Sums | null, more: Sums): Sums {
  const { openingDebit, openingCredit, periodDebit, periodCredit } = more;
  if (sums === null) return { openingDebit, openingCredit, periodDebit, periodCredit };
  sums.openingDebit += openingDebit;
  sums.openingCredit += openingCredit;
  sums.periodDebit += periodDebit;
  sums.periodCredit += periodCredit;
  return sums;
}

function figuresOf({ openingDebit, openingCredit, periodDebit, periodCredit }: Sums): MizanFigures {
  const cumulativeDebit = openingDebit + periodDebit;
  const cumulativeCredit = openingCredit + periodCredit;
  const net = cumulativeDebit - cumulativeCredit;
  return {
    openingDebit,
    openingCredit,
    periodDebit,
    periodCredit,
    cumulativeDebit,
    cumulativeCredit,
    debitBalance: net > 0n ? net : 0n,
    creditBalance: net < 0n ? -net : 0n,
  };
}

/** The account of a code with all above it, each before those below it. */
function nodeOf(nodes: Map<string, Node>, code: string): Node {
  const known = nodes.get(code);
  if (known !== undefined) return known;
  const parent = parentCode(code);
  const above = parent === null ? null : nodeOf(nodes, parent);
  const level = above === null ? accountLevel(code) : above.level + 1;
  const node = { code, level, above, own: null, below: null };
  nodes.set(code, node);
  return node;
}

/**
 * Rolls leaf movements up. `maxLevel` (see `accountLevel`) cuts off everything deeper, whose sums stay in the rows above;
 * omitted: all levels. Rows stand in the order of books. The same code may come in several movements.
 */
export function mizan(movements: Iterable<LeafMovement>, maxLevel = Number.POSITIVE_INFINITY): Mizan {
  const nodes = new Map<string, Node>();
  for (const movement of movements) {
    const node = nodeOf(nodes, movement.code);
    node.own = added(node.own, movement);
  }
  const totals = emptySums();
  let debitBalance = 0n;
  let creditBalance = 0n;
  const rows: MizanRow[] = [];
  // From the last account to the first, each comes after all below it: its sums go up one step, and are whole by then.
  for (const { code, level, above, own, below } of [...nodes.values()].toReversed()) {
    const sums = own !== null && below !== null ? added(below, own) : (own ?? below ?? emptySums());
    if (above === null) added(totals, sums);
    else above.below = added(above.below, sums);
    const figures = figuresOf(sums);
    if (own !== null) {
      const leaf = own === sums ? figures : figuresOf(own);
      debitBalance += leaf.debitBalance;
      creditBalance += leaf.creditBalance;
    }
    if (level <= maxLevel) rows.push({ code, level, isLeaf: own !== null, ...figures });
  }
  rows.sort((a, b) => compareAccountCodes(a.code, b.code));
  return { rows, totals: { ...figuresOf(totals), debitBalance, creditBalance } };
}
