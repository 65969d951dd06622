/** What the help of a page lists. */
import { expect, it } from 'vitest';
import type { KeyBinding } from '../keyboard/key-map.ts';
import { keysByGroup } from './help-overlay.tsx';

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
