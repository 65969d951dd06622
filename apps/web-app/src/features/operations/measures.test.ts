/** Times and shares are short, and in the language's own form. */
import { expect, it } from 'vitest';
import { formatMs, formatPercent } from './measures.ts';

it('a time is written in the unit that fits it', () => {
  expect(formatMs(0.42, 'tr')).toBe('0,4 ms');
  expect(formatMs(12.6, 'tr')).toBe('13 ms');
  expect(formatMs(1_250, 'tr')).toBe('1,3 s');
  expect(formatMs(1_250, 'en')).toBe('1.3 s');
  expect(formatMs(200_000, 'tr')).toBe('3,3 dk');
});

it('a share has its sign where the language puts it', () => {
  expect(formatPercent(97.34, 'tr')).toBe('%97,3');
  expect(formatPercent(100, 'en')).toBe('100%');
});
