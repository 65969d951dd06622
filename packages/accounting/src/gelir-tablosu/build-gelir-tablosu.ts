/** The income statement (gelir tablosu): movements of class 6 laid out by MSUGT down to the net result, with costs that were not carried on. */
import { accountsOfGroup } from '../bilanco/bilanco-layout.ts';
import { type AccountSums, netBelow, netByAccount } from '../mali-tablo/account-sums.ts';
import { compareWithMizan } from '../mali-tablo/compare-with-mizan.ts';
import { PRODUCTION_COSTS } from '../mali-tablo/open-results.ts';
import type { StatementDifference, StatementNote, StatementRow } from '../mali-tablo/statement-row.ts';
import { GELIR_TABLOSU_LAYOUT, type Section } from './gelir-tablosu-layout.ts';
import { GELIR_TABLOSU_NOTES } from './gelir-tablosu-notes.ts';

export interface GelirTablosu {
  readonly rows: readonly StatementRow[];
  /** Profit positive, a column each. Kuruş. */
  readonly netResult: readonly bigint[];
  readonly notes: readonly StatementNote[];
}

type Nets = ReadonlyMap<string, bigint>;

/** Accounts of the books that the law's chart does not know stand at the end of their group. */
function accountsOf(section: Section, columns: readonly Nets[]) {
  const known = accountsOfGroup(section.code);
  const codes = new Set(known.flatMap((account) => account.codes));
  const others = [...new Set(columns.flatMap((nets) => [...nets.keys()]))]
    .filter((code) => code.startsWith(section.code) && !codes.has(code))
    .toSorted();
  return [...known, ...others.map((code) => ({ name: null, codes: [code] }))];
}

function rowsOfSection(section: Section, columns: readonly Nets[]): StatementRow[] {
  const amountsOf = (codes: readonly string[]) => columns.map((nets) => -netBelow(nets, codes));
  const accounts = accountsOf(section, columns).map(({ name, codes }, index) => ({
    id: codes[0] ?? '',
    kind: 'account' as const,
    mark: String(index + 1),
    name,
    codes,
    amounts: amountsOf(codes),
  }));
  const costs = section.costs
    .map(({ id, name, codes }) => ({
      id,
      kind: 'added' as const,
      mark: '',
      name,
      codes,
      amounts: amountsOf(codes),
    }))
    .filter((row) => row.amounts.some((amount) => amount !== 0n));
  const rows = [...accounts, ...costs];
  const { code, mark, name } = section;
  const below = code.length === 3 ? [] : rows;
  return [
    {
      id: `bolum-${code}`,
      kind: 'group',
      mark,
      name,
      codes: [code],
      amounts: columns.map((_, at) => rows.reduce((sum, row) => sum + (row.amounts[at] ?? 0n), 0n)),
    },
    ...below,
  ];
}

function notesOf(columns: readonly Nets[]): StatementNote[] {
  const some = (codes: readonly string[]) => columns.some((nets) => netBelow(nets, codes) !== 0n);
  return [
    ...(some(['74', '75', '76', '77', '78']) ? [GELIR_TABLOSU_NOTES.unreflectedCosts] : []),
    ...(some(['79']) ? [GELIR_TABLOSU_NOTES.kindsOfExpense] : []),
    ...(some(PRODUCTION_COSTS) ? [GELIR_TABLOSU_NOTES.production] : []),
  ];
}

/**
 * The statement of one or more ranges, a column each; `movements` are those of classes 6 and 7 in the range, entries that empty class
 * 6 into 690–692 taken out. Income is positive, expense negative, and every result is the sum of what stands above it.
 */
export function buildGelirTablosu(movements: readonly (readonly AccountSums[])[]): GelirTablosu {
  const columns = movements.map(netByAccount);
  const rows: StatementRow[] = [];
  const running = columns.map(() => 0n);
  for (const line of GELIR_TABLOSU_LAYOUT.lines) {
    if (line.kind === 'result') {
      const { id, mark, name } = line;
      rows.push({ id, kind: 'result', mark, name, codes: [], amounts: [...running] });
      continue;
    }
    const section = rowsOfSection(line, columns);
    section[0]?.amounts.forEach((amount, at) => {
      running[at] = (running[at] ?? 0n) + amount;
    });
    rows.push(...section);
  }
  return { rows, netResult: running, notes: notesOf(columns) };
}

/** Accounts of classes 6 and 7 whose movement the column does not show; production costs (70–73) belong to stocks. */
export function checkGelirTablosu(
  { rows }: GelirTablosu,
  column: number,
  movements: Iterable<AccountSums>,
): StatementDifference[] {
  const ofResult = [...movements].filter(({ code }) => /^(6|7[4-9])/.test(code));
  const together = GELIR_TABLOSU_LAYOUT.lines.flatMap((line) =>
    line.kind === 'section' ? line.costs.map((each) => each.codes) : [],
  );
  return compareWithMizan(ofResult, { parts: [{ rows, side: -1n }], column, together });
}
