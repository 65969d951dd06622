/** The balance sheet (bilanço): balances of accounts laid out by MSUGT, with the result that is not closed yet, and its check against the mizan. */
import { type AccountSums, netBelow, netByAccount } from '../mali-tablo/account-sums.ts';
import { PRODUCTION_COSTS, RESULT_CODES } from '../mali-tablo/open-results.ts';
import type { StatementNote, StatementRow, StatementWords } from '../mali-tablo/statement-row.ts';
import { BILANCO_LAYOUT, type LayoutClass, type LayoutGroup, type LayoutSide } from './bilanco-layout.ts';
import { BILANCO_NOTES } from './bilanco-notes.ts';

/** What one column is made of. */
export interface BilancoPeriod {
  /** Everything up to the day of the sheet; entries that close the balance accounts (kapanış) taken out. */
  readonly balances: readonly AccountSums[];
  /** Of these, what lies before the fiscal year of that day. */
  readonly beforeYear: readonly AccountSums[];
}

export interface Bilanco {
  /** Both sides in their order, each row above those that it is the sum of. */
  readonly rows: readonly StatementRow[];
  /** Totals of the sides, a column each. Kuruş. */
  readonly aktif: readonly bigint[];
  readonly pasif: readonly bigint[];
  /** The year's result that stands in classes 6 and 7 still; a profit is positive. */
  readonly openResult: readonly bigint[];
  readonly notes: readonly StatementNote[];
}

/** One column as its rows need it. */
interface Column {
  readonly nets: ReadonlyMap<string, bigint>;
  /** Profit positive: of the fiscal year, and of the years before it. */
  readonly openResult: bigint;
  readonly earlierResult: bigint;
  readonly production: bigint;
}

function columnOf({ balances, beforeYear }: BilancoPeriod): Column {
  const nets = netByAccount(balances);
  const earlier = -netBelow(netByAccount(beforeYear), RESULT_CODES);
  return {
    nets,
    openResult: -netBelow(nets, RESULT_CODES) - earlier,
    earlierResult: earlier,
    production: netBelow(nets, PRODUCTION_COSTS),
  };
}

const positive = (kurus: bigint): bigint => (kurus > 0n ? kurus : 0n);
const negative = (kurus: bigint): bigint => (kurus < 0n ? kurus : 0n);

/** What stands in a group besides its accounts; named in the notes. */
interface Addition {
  readonly group: string;
  readonly id: string;
  readonly name: StatementWords;
  readonly codes: readonly string[];
  readonly of: (column: Column) => bigint;
}

const ADDITIONS: readonly Addition[] = [
  {
    group: '15',
    id: 'uretim',
    name: { tr: 'Yansıtılmamış üretim maliyetleri (70–73)', en: 'Production costs not carried on (70–73)' },
    codes: PRODUCTION_COSTS,
    of: (column) => column.production,
  },
  {
    group: '57',
    id: 'onceki-kar',
    name: {
      tr: 'Önceki yılların kapatılmamış kârı (6, 74–79)',
      en: 'Profit of earlier years not closed (6, 74–79)',
    },
    codes: RESULT_CODES,
    of: (column) => positive(column.earlierResult),
  },
  {
    group: '58',
    id: 'onceki-zarar',
    name: {
      tr: 'Önceki yılların kapatılmamış zararı (6, 74–79) (-)',
      en: 'Loss of earlier years not closed (6, 74–79) (-)',
    },
    codes: RESULT_CODES,
    of: (column) => negative(column.earlierResult),
  },
  {
    group: '59',
    id: 'donem-kar',
    name: { tr: 'Dönem net kârı, henüz kapatılmamış (6, 74–79)', en: 'Net profit not closed yet (6, 74–79)' },
    codes: RESULT_CODES,
    of: (column) => positive(column.openResult),
  },
  {
    group: '59',
    id: 'donem-zarar',
    name: {
      tr: 'Dönem net zararı, henüz kapatılmamış (6, 74–79) (-)',
      en: 'Net loss not closed yet (6, 74–79) (-)',
    },
    codes: RESULT_CODES,
    of: (column) => negative(column.openResult),
  },
];

const sumOf = (
  rows: readonly { readonly amounts: readonly bigint[] }[],
  columns: readonly unknown[],
): bigint[] => columns.map((_, at) => rows.reduce((sum, row) => sum + (row.amounts[at] ?? 0n), 0n));

type Sign = 1n | -1n;

function accountRows(group: LayoutGroup, columns: readonly Column[], sign: Sign): StatementRow[] {
  const known = new Set(group.accounts.flatMap((account) => account.codes));
  const others = [...new Set(columns.flatMap(({ nets }) => [...nets.keys()]))]
    .filter((code) => code.startsWith(group.code) && !known.has(code))
    .toSorted();
  const rowOf = (name: StatementWords | null, codes: readonly string[], index: number): StatementRow => ({
    id: codes[0] ?? '',
    kind: 'account',
    mark: String(index + 1),
    name,
    codes,
    amounts: columns.map(({ nets }) => sign * netBelow(nets, codes)),
  });
  return [
    ...group.accounts.map(({ name, codes }, index) => rowOf(name, codes, index)),
    ...others.map((code, index) => rowOf(null, [code], group.accounts.length + index)),
  ];
}

/** Left out where every column is zero. */
function addedRows(group: string, columns: readonly Column[]): StatementRow[] {
  return ADDITIONS.filter((addition) => addition.group === group)
    .map(({ id, name, codes, of }) => ({
      id,
      kind: 'added' as const,
      mark: '',
      name,
      codes,
      amounts: columns.map(of),
    }))
    .filter((row) => row.amounts.some((amount) => amount !== 0n));
}

function groupRows(group: LayoutGroup, columns: readonly Column[], sign: Sign): StatementRow[] {
  const rows = [...accountRows(group, columns, sign), ...addedRows(group.code, columns)];
  const { code, mark, name } = group;
  return [{ id: code, kind: 'group', mark, name, codes: [code], amounts: sumOf(rows, columns) }, ...rows];
}

function classRows(layout: LayoutClass, columns: readonly Column[], sign: Sign): StatementRow[] {
  const rows = layout.groups.flatMap((group) => groupRows(group, columns, sign));
  const groups = rows.filter((row) => row.kind === 'group');
  const { code, mark, name } = layout;
  return [{ id: code, kind: 'class', mark, name, codes: [code], amounts: sumOf(groups, columns) }, ...rows];
}

function sideRows(side: LayoutSide, columns: readonly Column[]): StatementRow[] {
  const sign = side.id === 'aktif' ? 1n : -1n;
  const rows = side.classes.flatMap((layout) => classRows(layout, columns, sign));
  const classes = rows.filter((row) => row.kind === 'class');
  const codes = side.classes.map((layout) => layout.code);
  return [
    { id: side.id, kind: 'side', mark: '', name: side.name, codes, amounts: sumOf(classes, columns) },
    ...rows,
  ];
}

function notesOf(columns: readonly Column[]): StatementNote[] {
  const some = (of: (column: Column) => bigint) => columns.some((column) => of(column) !== 0n);
  return [
    ...(some((column) => column.openResult) ? [BILANCO_NOTES.openResult] : []),
    ...(some((column) => column.earlierResult) ? [BILANCO_NOTES.earlierResult] : []),
    ...(some((column) => column.production) ? [BILANCO_NOTES.production] : []),
    ...(some(({ nets }) => netBelow(nets, ['74', '75', '76', '77', '78']))
      ? [BILANCO_NOTES.unreflectedCosts]
      : []),
    ...(some(({ nets }) => netBelow(nets, ['79'])) ? [BILANCO_NOTES.kindsOfExpense] : []),
  ];
}

/**
 * The sheet of one or more periods, a column each. Assets are debit less credit, liabilities and equity credit less debit, so
 * that contra accounts come out negative. The result that classes 6 and 7 hold still is added to the groups 57–59, production
 * costs that were not carried on (70–73) to the stocks: both sides are equal for any balanced books (1 Sıra No.lu MSUGT).
 */
export function buildBilanco(periods: readonly BilancoPeriod[]): Bilanco {
  const columns = periods.map(columnOf);
  const [aktif, pasif] = BILANCO_LAYOUT.sides.map((side) => sideRows(side, columns));
  return {
    rows: [...(aktif ?? []), ...(pasif ?? [])],
    aktif: aktif?.[0]?.amounts ?? [],
    pasif: pasif?.[0]?.amounts ?? [],
    openResult: columns.map((column) => column.openResult),
    notes: notesOf(columns),
  };
}
