/** The middle of measured figures, which a single disturbed round does not move. */

/** Median; the upper of the two in the middle where their number is even, 0 of none. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
}
