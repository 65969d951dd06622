/** Until when a delivery is invoiced. */
import { expect, it } from 'vitest';
import { invoiceDueOf } from './invoice-due.ts';

it('a delivery is invoiced within seven days, counted from the day after it', () => {
  expect(invoiceDueOf('2026-11-23')).toEqual({ lastDay: '2026-11-30', law: 'VUK md. 231/5' });
});

it('a delivery of earlier law keeps its ten days, one before any rule has none', () => {
  expect(invoiceDueOf('2003-04-23')?.lastDay).toBe('2003-05-03');
  expect(invoiceDueOf('1984-12-31')).toBeNull();
});
