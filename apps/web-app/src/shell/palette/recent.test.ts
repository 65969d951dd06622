/** What the palette remembers, and where another client's page leads. */
import { expect, it } from 'vitest';
import { type PaletteItem, sameKindOfPage } from './item.ts';
import { recentOf, remember } from './recent.ts';

function storageOf(values: Record<string, string> = {}) {
  return {
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => {
      values[key] = value;
    },
  };
}
const item = (href: string, over: Partial<PaletteItem> = {}): PaletteItem => ({
  id: href,
  group: 'clients',
  icon: 'company',
  label: href,
  href,
  ...over,
});

it('the last opened comes first, each once, six at most, and each office has its own', () => {
  const storage = storageOf();
  for (const n of [1, 2, 3, 4, 5, 6, 7, 3]) remember(storage, 'a', item(`/m/${n}`));
  expect(recentOf(storage, 'a').map(({ href }) => href)).toEqual([
    '/m/3',
    '/m/7',
    '/m/6',
    '/m/5',
    '/m/4',
    '/m/2',
  ]);
  expect(recentOf(storage, 'b')).toEqual([]);
});

it('acts and pages are not remembered', () => {
  const storage = storageOf();
  remember(storage, 'a', item('/ofis', { group: 'pages' }));
  const { href: _href, ...act } = item('x');
  remember(storage, 'a', { ...act, run: () => undefined });
  expect(recentOf(storage, 'a')).toEqual([]);
});

it('what is not ours in the storage leads nowhere', () => {
  const bad = [{ label: 'x', href: '//kotu.example', hint: '', icon: 'x' }, { label: 1 }, null, 'y'];
  expect(recentOf(storageOf({ 'muhasebi.recent.a': JSON.stringify(bad) }), 'a')).toEqual([]);
  expect(recentOf(storageOf({ 'muhasebi.recent.a': '{' }), 'a')).toEqual([]);
});

it('another client is opened at the same kind of page', () => {
  expect(sameKindOfPage('/mukellefler/a/mizan/120.01', 'b')).toBe('/mukellefler/b/mizan');
  expect(sameKindOfPage('/mukellefler/a/fisler/v1', 'b')).toBe('/mukellefler/b/fisler');
  expect(sameKindOfPage('/ofis', 'b')).toBe('/mukellefler/b/belgeler');
  expect(sameKindOfPage('/mukellefler/a', 'b')).toBe('/mukellefler/b/belgeler');
});
