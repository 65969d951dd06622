/** Tests of the reading's progress. */
import { describe, expect, it } from 'vitest';
import { type Baseline, type Counts, nextBaseline, progressOf } from './reading-progress.ts';

function walk(...steps: Counts[]) {
  let baseline: Baseline | null = null;
  return steps.map((counts) => {
    baseline = nextBaseline(baseline, counts);
    return progressOf(baseline, counts);
  });
}

describe('progress of reading', () => {
  it('counts only what came since the reading began, not the years before', () => {
    const shown = walk(
      { READY: 5, POSTED: 50_000, FAILED: 2 },
      { READY: 5, POSTED: 50_000, FAILED: 2, PENDING: 10_000 },
      { READY: 1_242, POSTED: 50_000, FAILED: 5, PENDING: 8_000, PROCESSING: 760 },
    );
    expect(shown).toEqual([
      null,
      { done: 0, total: 10_000, failed: 0 },
      { done: 1_240, total: 10_000, failed: 3 },
    ]);
  });
  it('ends when nothing is on its way, and begins anew with the next upload', () => {
    const shown = walk({ PENDING: 2 }, { READY: 2 }, { READY: 2, PENDING: 3 });
    expect(shown).toEqual([{ done: 0, total: 2, failed: 0 }, null, { done: 0, total: 3, failed: 0 }]);
  });
  it('never goes below zero when documents leave meanwhile', () => {
    expect(walk({ READY: 5, PENDING: 2 }, { READY: 3, PENDING: 2 })[1]).toEqual({
      done: 0,
      total: 2,
      failed: 0,
    });
  });
});
