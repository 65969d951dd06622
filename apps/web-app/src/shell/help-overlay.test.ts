/** What the help of a page lists. */
import { expect, it } from 'vitest';
import type { KeyBinding } from '../keyboard/key-map.ts';
import { keysByGroup, keysFound } from './help-overlay.tsx';

const binding = (key: string, label: string, over: Partial<KeyBinding> = {}): KeyBinding => ({
  key,
  label,
  run: () => undefined,
  ...over,
});

it('each key stands once with its innermost meaning, the page’s own before those of every page; hidden ones not at all', () => {
  const groups = keysByGroup([
    binding('b', 'everywhere', { group: 'everywhere' }),
    binding('e', 'outer'),
    binding('j', 'next', { group: 'list' }),
    binding('e', 'inner'),
    binding('ArrowDown', 'next', { group: 'list', hidden: true }),
  ]);
  expect(groups.map(({ group, keys }) => [group, keys.map(({ label }) => label)])).toEqual([
    ['page', ['inner']],
    ['list', ['next']],
    ['everywhere', ['everywhere']],
  ]);
});

it('keys are found by letters of what they do or of their name, however typed; all that is typed must be there', () => {
  const groups = keysByGroup([
    binding('a', 'Temiz olanların hepsini onayla'),
    binding('Enter', 'Fişi onayla'),
    binding('?', 'Tuşları göster', { group: 'everywhere' }),
  ]);
  const found = (typed: string) =>
    keysFound(groups, typed, ({ label, key }) => `${label} ${key}`).map(({ group, keys }) => [
      group,
      keys.map(({ key }) => key),
    ]);
  expect(found('')).toEqual([
    ['page', ['a', 'Enter']],
    ['everywhere', ['?']],
  ]);
  expect(found('FISI')).toEqual([['page', ['Enter']]]);
  expect(found('onayla TEMİZ')).toEqual([['page', ['a']]]);
  expect(found('tuslari ')).toEqual([['everywhere', ['?']]]);
  expect(found('enter')).toEqual([['page', ['Enter']]]);
  expect(found('beyanname')).toEqual([]);
});
