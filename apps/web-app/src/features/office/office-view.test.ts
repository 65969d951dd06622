/** What the overview shows, and how its address says it. */
import { expect, it } from 'vitest';
import { type ClientMonth, nextSort, officeViewOf, rowsOfView, searchOf } from './office-view.ts';

const NOW = new Date('2026-11-27T09:00:00Z');
const row = (title: string, over: Partial<ClientMonth> = {}): ClientMonth => ({
  clientId: title,
  title,
  taxId: '1234567890',
  received: 0,
  reading: 0,
  failed: 0,
  review: 0,
  clean: 0,
  notThisClient: 0,
  posted: 0,
  drafts: 0,
  period: 'open',
  late: false,
  assignees: [],
  ...over,
});
const first = officeViewOf({}, NOW);
const titles = (rows: readonly ClientMonth[]) => rows.map(({ title }) => title);

it('an address leads to the view that wrote it, and a first visit has none', () => {
  expect(first).toEqual({
    month: '2026-11',
    filter: 'all',
    q: '',
    sort: null,
    group: 'none',
    closed: [],
  });
  expect(searchOf(first, NOW)).toEqual({});
  const view = {
    month: '2026-10',
    filter: 'late',
    q: 'çınar',
    sort: { id: 'review', direction: 'descending' },
    group: 'state',
    closed: ['done', 'late'],
  } as const;
  expect(officeViewOf(searchOf(view, NOW), NOW)).toEqual(view);
});

it('an address that names no month, filter or column of ours is a first visit', () => {
  expect(officeViewOf({ donem: '2026-13', suzgec: 'x', sirala: '-taxId' }, NOW)).toEqual(first);
});

it('filters show who waits, is late, is mine or nobody’s; a search folds Turkish letters', () => {
  const rows = [
    row('Çınar Gıda', { review: 2, assignees: ['ben'] }),
    row('Dağ A.Ş.', { late: true, drafts: 1 }),
    row('Ege Ltd.', { posted: 9, assignees: ['sen'] }),
  ];
  const shown = (filter: typeof first.filter, q = '') =>
    titles(rowsOfView(rows, { ...first, filter, q }, 'ben'));
  expect(shown('waiting')).toEqual(['Çınar Gıda', 'Dağ A.Ş.']);
  expect(shown('late')).toEqual(['Dağ A.Ş.']);
  expect(shown('mine')).toEqual(['Çınar Gıda']);
  expect(shown('unassigned')).toEqual(['Dağ A.Ş.']);
  expect(shown('all', 'CINAR')).toEqual(['Çınar Gıda']);
  expect(shown('all', '12345')).toHaveLength(3);
});

it('a count sorts the most first, turns round, and lets go; equals stay by name', () => {
  const rows = [row('A', { review: 1 }), row('B', { review: 5 }), row('C', { review: 1 })];
  let sort = nextSort(null, 'review');
  expect(titles(rowsOfView(rows, { ...first, sort }, undefined))).toEqual(['B', 'A', 'C']);
  sort = nextSort(sort, 'review');
  expect(titles(rowsOfView(rows, { ...first, sort }, undefined))).toEqual(['A', 'C', 'B']);
  expect(nextSort(sort, 'review')).toBeNull();
  const down = nextSort(nextSort(null, 'title'), 'title');
  expect(titles(rowsOfView(rows, { ...first, sort: down }, undefined))).toEqual(['C', 'B', 'A']);
});
