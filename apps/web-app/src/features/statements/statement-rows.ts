/** The rows of a statement as the grid shows them: empty ones left out, accounts that were asked for below their row. */
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Answer } from '../../api/contracts.ts';
import { isZeroText } from '../../format/amount.ts';

export type Bilanco = Answer<'GET /clients/:clientId/bilanco'>;
export type GelirTablosu = Answer<'GET /clients/:clientId/gelir-tablosu'>;
export type StatementRow = Bilanco['rows'][number];

/** A leaf account below a row; its amounts on the side of the row. */
export interface LeafRow {
  readonly id: string;
  readonly kind: 'leaf';
  /** Of the row that it lies below. */
  readonly below: string;
  readonly code: string;
  readonly name: string;
  readonly amounts: readonly string[];
}

export type ShownRow = StatementRow | LeafRow;

/** "100.01" in a column of debit less credit. */
export interface LeafAmount {
  readonly code: string;
  readonly name: string;
  readonly net: string;
}

const isEmpty = ({ amounts }: StatementRow) => amounts.every(isZeroText);

/** Rows that hold something; sides and results stay whatever they come to. */
export function filledRows(rows: readonly StatementRow[]): StatementRow[] {
  return rows.filter((row) => row.kind === 'side' || row.kind === 'result' || !isEmpty(row));
}

/** Whether leaf accounts can be shown below it. */
export function hasAccounts(row: ShownRow): row is StatementRow {
  return (
    row.kind === 'account' || row.kind === 'added' || (row.kind === 'group' && row.codes[0]?.length === 3)
  );
}

/** The accounts of each column, joined by code; `side` is -1 where the row is credit less debit. */
export function leafRows(
  below: string,
  columns: readonly (readonly LeafAmount[])[],
  side: 1 | -1,
): LeafRow[] {
  const names = new Map(columns.flat().map(({ code, name }) => [code, name]));
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => ({
      id: `${below}/${code}`,
      kind: 'leaf',
      below,
      code,
      name,
      amounts: columns.map((accounts) => {
        const net = accounts.find((account) => account.code === code)?.net ?? '0';
        return side === 1 ? net : kurusToDecimal(-kurusFromDecimal(net));
      }),
    }));
}

/** The leaf accounts of open rows follow them. */
export function withLeaves(
  rows: readonly StatementRow[],
  leaves: ReadonlyMap<string, readonly LeafRow[]>,
): ShownRow[] {
  return rows.flatMap((row): ShownRow[] => [row, ...(leaves.get(row.id) ?? [])]);
}

/** This period less the one compared with. */
export function changeOf({ amounts }: { readonly amounts: readonly string[] }): string {
  const [now = '0', prior = '0'] = amounts;
  return kurusToDecimal(kurusFromDecimal(now) - kurusFromDecimal(prior));
}

/** -1 from the liabilities on, and all over an income statement. */
export function sideOf(rows: readonly StatementRow[], row: StatementRow): 1 | -1 {
  const pasif = rows.findIndex(({ id }) => id === 'pasif');
  return pasif > 0 && rows.indexOf(row) < pasif ? 1 : -1;
}
