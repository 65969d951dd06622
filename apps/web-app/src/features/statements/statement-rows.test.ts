/** Rows of a statement in the grid. */
import { expect, it } from 'vitest';
import { changeOf, filledRows, leafRows, type StatementRow, sideOf, withLeaves } from './statement-rows.ts';

const row = (id: string, kind: StatementRow['kind'], amounts: string[]): StatementRow => ({
  id,
  kind,
  mark: '',
  name: id,
  nameEn: id,
  codes: [id],
  amounts,
});
const rows = [
  row('aktif', 'side', ['5.00', '0.00']),
  row('100', 'account', ['5.00', '0.00']),
  row('101', 'account', ['0.00', '0.00']),
  row('pasif', 'side', ['5.00', '0.00']),
  row('500', 'account', ['5.00', '0.00']),
];

it('rows without an amount in any column are left out, sides and results never', () => {
  expect(filledRows(rows).map(({ id }) => id)).toEqual(['aktif', '100', 'pasif', '500']);
});

it('accounts stand below their row, on its side, and one that a column lacks is zero there', () => {
  const [, cash, , , capital] = rows;
  const leaves = leafRows(
    '500',
    [[{ code: '500.01', name: 'Sermaye', net: '-5.00' }], [{ code: '500.02', name: 'Eski', net: '-1.00' }]],
    -1,
  );
  expect(leaves.map(({ code, amounts }) => [code, ...amounts])).toEqual([
    ['500.01', '5.00', '0.00'],
    ['500.02', '0.00', '1.00'],
  ]);
  const shown = withLeaves(rows, new Map([['500', leaves]]));
  expect(shown.slice(-3).map(({ id }) => id)).toEqual(['500', '500/500.01', '500/500.02']);
  expect([cash, capital].map((each) => each && sideOf(rows, each))).toEqual([1, -1]);
  expect(cash && changeOf(cash)).toBe('5.00');
});
