/** Until when a commercial invoice is answered. */
import { describe, expect, it } from 'vitest';
import { answerPeriodOf } from './answer-period.ts';

describe('the time to answer a commercial invoice', () => {
  it('is eight days, not counting its own', () => {
    expect(answerPeriodOf('2026-11-16')).toMatchObject({ lastDay: '2026-11-24' });
  });

  it('ends on the next day that is neither a Sunday nor a public holiday', () => {
    // The eighth day is Sunday 22 November, then Thursday 29 October, the day of the republic.
    expect(answerPeriodOf('2026-11-14')?.lastDay).toBe('2026-11-23');
    expect(answerPeriodOf('2026-10-21')?.lastDay).toBe('2026-10-30');
    // A Saturday is no holiday of the law: the earlier day is the safe one.
    expect(answerPeriodOf('2026-11-13')?.lastDay).toBe('2026-11-21');
  });

  it('names the law of its day, and is unknown before any', () => {
    expect(answerPeriodOf('2012-06-30')?.law).toContain('6762');
    expect(answerPeriodOf('2012-07-01')?.law).toBe('TTK md. 21/2');
    expect(answerPeriodOf('1956-12-31')).toBeNull();
  });
});
