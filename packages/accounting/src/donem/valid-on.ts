/** Which of several dated rows held on a day: a past month is judged by what was true then. */

export interface Dated {
  /** ISO days; the last one included, null while it still holds. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The row that held on that ISO day, or undefined; rows of one kind do not overlap. */
export function validOn<Row extends Dated>(rows: readonly Row[], day: string): Row | undefined {
  return rows.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
}

/** The first pair of rows that hold on one day, the earlier first; null where none do. */
export function firstOverlap<Row extends Dated>(rows: readonly Row[]): readonly [Row, Row] | null {
  const ordered = [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  for (const [index, row] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && (row.validTo === null || next.validFrom <= row.validTo)) return [row, next];
  }
  return null;
}
