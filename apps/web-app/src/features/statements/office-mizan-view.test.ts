/** Filter and order of the office's mizan. */
import { expect, it } from 'vitest';
import { type OfficeRow, rowsOfView, searchOf, viewOf } from './office-mizan-view.ts';

const none = { amount: '0.00', count: 0, account: null };
const row = (title: string, cash: string, over: Partial<OfficeRow> = {}): OfficeRow => ({
  clientId: title,
  title,
  taxId: '1234567890',
  cash,
  cashReversed: none,
  bank: '0.00',
  bankReversed: none,
  receivables: '0.00',
  receivablesReversed: none,
  payables: '0.00',
  payablesReversed: none,
  vatDeductible: '0.00',
  vatCollected: '0.00',
  vatCarried: '0.00',
  vatCarriedBefore: '0.00',
  vatExpected: '0.00',
  ...over,
});
const rows = [
  row('Çınar', '9.00'),
  row('Işık', '-120.50', { cashReversed: { amount: '120.50', count: 1, account: '100.01' } }),
  row('Öz', '100.00', { payablesReversed: { amount: '3.00', count: 2, account: '320.01' } }),
];
const now = new Date('2026-11-28T09:00:00Z');
const titles = (search: Parameters<typeof viewOf>[0]) =>
  rowsOfView(rows, viewOf(search, now)).map((each) => each.title);

it('sorts by amount and not by text, filters by what is wrong, and finds with folded letters', () => {
  expect(titles({ sirala: 'cash' })).toEqual(['Işık', 'Çınar', 'Öz']);
  expect(titles({ sirala: '-cash' })).toEqual(['Öz', 'Çınar', 'Işık']);
  expect(titles({ suzgec: 'wrong' })).toEqual(['Işık', 'Öz']);
  expect(titles({ suzgec: 'cash' })).toEqual(['Işık']);
  expect(titles({ suzgec: 'cari' })).toEqual(['Öz']);
  expect(titles({ ara: 'ISIK' })).toEqual(['Işık']);
});

it('an address of nonsense is a first visit, and a view comes back from its address', () => {
  expect(viewOf({ donem: '2026-13', suzgec: 'x', sirala: 'x' }, now)).toEqual({
    month: '2026-11',
    filter: 'all',
    q: '',
    sort: null,
  });
  const view = viewOf({ donem: '2026-10', suzgec: 'cari', sirala: '-vatExpected', ara: 'öz' }, now);
  expect(viewOf(searchOf(view, now), now)).toEqual(view);
});
