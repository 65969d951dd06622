/** Which of the lines that look alike a line is, so that overlapping statements bring each once and equal payments stay apart. */

/** A line that is stored for the day, in the bank's order. `balanceKurus`: after it. */
export interface StoredLine {
  readonly likeness: string;
  readonly occurrence: number;
  readonly amountKurus: bigint;
  readonly balanceKurus: bigint;
}

/** Gives the occurrence of a line: from 1 within its day and likeness. `balanceKurus`: after the line, by this statement. */
export type NumberLine = (likeness: string, balanceKurus: bigint) => number;

/**
 * A statement has whole days, but for its first: a bank that gives several statements a day begins in the middle of it. Where
 * it begins there is told by its opening balance among the balances of the lines stored for that day. `isContinued`: a page
 * that says it goes on. Alike are lines of the same day, amount, references and text, so the day is part of the likeness.
 */
export function numberLines(
  openingKurus: bigint,
  isContinued: boolean,
  firstDay: readonly StoredLine[],
): NumberLine {
  const counts = new Map<string, number>();
  const next = (likeness: string) => {
    const occurrence = (counts.get(likeness) ?? 0) + 1;
    counts.set(likeness, occurrence);
    return occurrence;
  };
  const before = linesBefore(openingKurus, isContinued, firstDay);
  if (before !== null) {
    for (const { likeness } of firstDay.slice(0, before)) next(likeness);
    return next;
  }
  // It begins nowhere that is known: a line is known where its balance is the same too, otherwise it is another one.
  for (const { likeness, occurrence } of firstDay)
    counts.set(likeness, Math.max(occurrence, counts.get(likeness) ?? 0));
  const known = new Map(
    firstDay.map((line) => [`${line.likeness} ${line.balanceKurus}`, line.occurrence] as const),
  );
  return (likeness, balanceKurus) => known.get(`${likeness} ${balanceKurus}`) ?? next(likeness);
}

/** How many of the day's lines stand before the opening balance; null where it fits nowhere. */
function linesBefore(
  openingKurus: bigint,
  isContinued: boolean,
  firstDay: readonly StoredLine[],
): number | null {
  const [first] = firstDay;
  if (first === undefined) return 0;
  const after = (line: StoredLine) => line.balanceKurus === openingKurus;
  if (isContinued) {
    const last = firstDay.findLastIndex(after);
    if (last !== -1) return last + 1;
  }
  if (first.balanceKurus - first.amountKurus === openingKurus) return 0;
  const place = firstDay.findIndex(after);
  return place === -1 ? null : place + 1;
}
