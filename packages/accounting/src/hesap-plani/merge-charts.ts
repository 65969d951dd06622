/** What a list of accounts adds to a chart: which are opened, which get another name, and what stands in the way of which row. */
import { searchKey } from '../turkish/fold.ts';
import { compareAccountCodes, parentCode } from './account-code.ts';
import { nameOfLaw } from './starting-chart.ts';

/** An account as the chart has it. */
export interface StandingAccount {
  readonly name: string;
  readonly isLeaf: boolean;
  readonly isClosed: boolean;
  readonly counterpartyTaxId: string | null;
}

/** An account as a list has it; `row` is its place there, for people. */
export interface ListedAccount {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly counterpartyTaxId: string | null;
  /** Takes no postings even while nothing lies below it. */
  readonly isGroup?: boolean;
}

/**
 * Why a row is not taken: `law` another name for an account of the law; `name` another name than the chart's; `twice`;
 * `parent` missing; `lines` on the parent; `closed` parent; `counterparty` has another account there; `level` a class,
 * or a group outside of 8 and 9.
 */
export type MergeReason = 'law' | 'name' | 'twice' | 'parent' | 'lines' | 'closed' | 'counterparty' | 'level';

export interface MergeConflict extends Pick<ListedAccount, 'row' | 'code' | 'name'> {
  readonly reason: MergeReason;
  /** The name that stands, or the code in the way. */
  readonly other: string;
}

export interface OpenedAccount extends Omit<ListedAccount, 'row' | 'isGroup'> {
  readonly parentCode: string;
  readonly isLeaf: boolean;
}

export interface ChartMerge {
  /** Parents before their children. */
  readonly opened: readonly OpenedAccount[];
  readonly renamed: readonly { readonly code: string; readonly from: string; readonly to: string }[];
  /** How many rows stand in the chart as they are. */
  readonly same: number;
  /** In the order of the list. */
  readonly conflicts: readonly MergeConflict[];
}

export interface MergeRules {
  /** Leaf accounts of the chart that voucher lines stand on: nothing opens below them. */
  readonly withLines: ReadonlySet<string>;
  /** Whether another name in the list is the one wanted; otherwise the chart's own stands and the row is a conflict. */
  readonly renames: boolean;
}

const cariKey = (parent: string, taxId: string): string => `${parent} ${taxId}`;

/** The chart is read alone; the list may come in any order. What the law names is never renamed (MSUGT 1). */
export function mergeCharts(
  chart: ReadonlyMap<string, StandingAccount>,
  list: readonly ListedAccount[],
  rules: MergeRules,
): ChartMerge {
  const merging = new Merging(chart, rules);
  for (const account of list.toSorted((a, b) => compareAccountCodes(a.code, b.code) || a.row - b.row))
    merging.take(account);
  const parents = new Set(merging.opened.map((account) => account.parentCode));
  return {
    opened: merging.opened.map(({ isGroup, row: _row, ...account }) => ({
      ...account,
      isLeaf: account.code.length >= 3 && isGroup !== true && !parents.has(account.code),
    })),
    renamed: merging.renamed,
    same: merging.same,
    conflicts: merging.conflicts.toSorted((a, b) => a.row - b.row),
  };
}

/** Codes of the chart that the rows of a list would open accounts right below. */
export function parentsToOpenBelow(
  chart: ReadonlyMap<string, StandingAccount>,
  list: readonly ListedAccount[],
): string[] {
  const parents = list.filter(({ code }) => !chart.has(code)).map(({ code }) => parentCode(code) ?? '');
  return [...new Set(parents)].filter((code) => chart.get(code)?.isLeaf === true);
}

/** "ALICILAR HESABI" and "Alıcılar" are one name of the law; marks and case are the program's that wrote them. */
function plain(name: string): string {
  return searchKey(name)
    .replace(/[^a-z0-9]/g, '')
    .replace(/hesabi$/, '');
}

type Obstacle = readonly [reason: MergeReason, other: string];

class Merging {
  readonly opened: (ListedAccount & { parentCode: string })[] = [];
  readonly renamed: { code: string; from: string; to: string }[] = [];
  readonly conflicts: MergeConflict[] = [];
  same = 0;
  readonly #chart: ReadonlyMap<string, StandingAccount>;
  readonly #rules: MergeRules;
  readonly #seen = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #caris = new Map<string, string>();

  constructor(chart: ReadonlyMap<string, StandingAccount>, rules: MergeRules) {
    this.#chart = chart;
    this.#rules = rules;
    for (const [code, { counterpartyTaxId: taxId }] of chart)
      if (taxId !== null) this.#caris.set(cariKey(parentCode(code) ?? '', taxId), code);
  }

  take(account: ListedAccount): void {
    const standing = this.#chart.get(account.code);
    const before = this.#seen.get(account.code);
    if (before !== undefined) this.#refuse(account, ['twice', String(before)]);
    else if (standing === undefined) this.#add(account);
    else this.#compare(account, standing);
    if (before === undefined) this.#seen.set(account.code, account.row);
  }

  #refuse({ row, code, name }: ListedAccount, [reason, other]: Obstacle): void {
    this.conflicts.push({ row, code, name, reason, other });
  }

  #compare(account: ListedAccount, standing: StandingAccount): void {
    const isOfLaw = nameOfLaw(account.code) !== null;
    if (account.name === standing.name || (isOfLaw && plain(account.name) === plain(standing.name)))
      this.same += 1;
    else if (isOfLaw) this.#refuse(account, ['law', standing.name]);
    else if (!this.#rules.renames) this.#refuse(account, ['name', standing.name]);
    else this.renamed.push({ code: account.code, from: standing.name, to: account.name });
  }

  #add(account: ListedAccount): void {
    const { code, counterpartyTaxId: taxId } = account;
    const parent = parentCode(code) ?? '';
    const obstacle = this.#obstacle(account, parent);
    if (obstacle !== null) {
      this.#refuse(account, obstacle);
      return;
    }
    if (taxId !== null) this.#caris.set(cariKey(parent, taxId), code);
    this.#open.add(code);
    this.opened.push({ ...account, parentCode: parent });
  }

  #obstacle({ code, counterpartyTaxId: taxId }: ListedAccount, parent: string): Obstacle | null {
    if (!mayOpenAt(code)) return ['level', parent];
    const above = this.#chart.get(parent);
    if (above === undefined && !this.#open.has(parent)) return ['parent', parent];
    if (above?.isClosed === true) return ['closed', parent];
    if (above?.isLeaf === true && this.#rules.withLines.has(parent)) return ['lines', parent];
    const other = taxId === null ? undefined : this.#caris.get(cariKey(parent, taxId));
    return other === undefined ? null : ['counterparty', other];
  }
}

/** Sub-accounts anywhere; accounts of three digits where the law left the code free; groups only in 8 (free) and 9 (nazım). */
export function mayOpenAt(code: string): boolean {
  if (code.length === 1) return false;
  return code.length > 2 || code.startsWith('8') || code.startsWith('9');
}
