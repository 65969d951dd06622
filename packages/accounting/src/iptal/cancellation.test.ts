/** The day of a cancellation, and the time that it has. */
import { describe, expect, it } from 'vitest';
import { type Cancellation, cancellationTimeOf, checkCancellation, missedTime } from './cancellation.ts';

const made = (wish: Partial<Cancellation> = {}): Cancellation => ({
  cancelledOn: '2026-11-18',
  way: 'portal',
  note: null,
  ...wish,
});
const faultsOf = (wish: Partial<Cancellation>) =>
  checkCancellation(made(wish), { issueDate: '2026-11-16', today: '2026-11-23' }).map(({ place }) => place);

describe('a cancellation', () => {
  it('is neither before the invoice nor in the future, and says how where it is by another way', () => {
    expect(faultsOf({ cancelledOn: '2026-11-16' })).toEqual([]);
    expect(faultsOf({ cancelledOn: '2026-11-23' })).toEqual([]);
    expect(faultsOf({ cancelledOn: '2026-11-15' })).toEqual(['cancelledOn']);
    expect(faultsOf({ cancelledOn: '2026-11-24', way: 'other' })).toEqual(['cancelledOn', 'note']);
    expect(checkCancellation(made(), { issueDate: null, today: '2026-11-23' })).toEqual([]);
  });

  it('is late after the eight days of an objection, by portal and objection alone', () => {
    expect(missedTime(made({ cancelledOn: '2026-11-24' }), '2026-11-16')).toBeNull();
    expect(missedTime(made({ cancelledOn: '2026-11-25' }), '2026-11-16')).toMatchObject({
      lastDay: '2026-11-24',
    });
    expect(missedTime(made({ cancelledOn: '2026-11-25', way: 'other', note: 'n' }), '2026-11-16')).toBeNull();
  });

  it('names the notice to GİB since it is asked for', () => {
    expect(cancellationTimeOf('2021-04-30')?.law).toBe('TTK md. 21/2');
    expect(cancellationTimeOf('2021-05-01')?.law).toBe('TTK md. 21/2; VUK 509 Sıra No.lu Genel Tebliği');
    expect(cancellationTimeOf('1956-12-31')).toBeNull();
  });
});
