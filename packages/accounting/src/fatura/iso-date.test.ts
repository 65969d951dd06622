/** Rules of ISO dates. */
import { describe, expect, it } from 'vitest';
import { isIsoDate } from './iso-date.ts';

describe('an ISO date', () => {
  it('is a day that exists, leap years of four, hundred and four hundred years included', () => {
    for (const good of ['2024-02-29', '2000-02-29', '2025-12-31', '2025-04-30'])
      expect(isIsoDate(good), good).toBe(true);
    for (const bad of [
      '2023-02-29',
      '2100-02-29',
      '2025-04-31',
      '2025-13-01',
      '2025-00-10',
      '2025-01-00',
      '25-01-01',
      '2025-1-1',
      '2025-01-01T00:00',
      '',
    ])
      expect(isIsoDate(bad), bad).toBe(false);
  });
});
