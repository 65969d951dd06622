/** Places in a document ("lines[2].amount", "totals.payable") and how they belong to one another. */

/** True where `inner` is `outer` itself or something inside it. */
export function isWithin(inner: string, outer: string): boolean {
  if (inner === outer) return true;
  return inner.startsWith(outer) && (inner[outer.length] === '.' || inner[outer.length] === '[');
}

/** True where a shown place is meant by one of the lit ones: the same, a part of it, or the whole it is part of. */
export function isLit(place: string, lit: readonly string[]): boolean {
  return lit.some((other) => isWithin(place, other) || isWithin(other, place));
}

/**
 * The part of the paper that shows a finding of this place: a line, a party, the totals, or the head with all that belongs to
 * the document as a whole.
 */
export function partOf(place: string | null): string {
  const line = /^lines\[\d+\]/.exec(place ?? '')?.[0];
  if (line !== undefined) return line;
  const part = /^(supplier|customer|lines|totals|taxTotals|withholdingTotals)\b/.exec(place ?? '')?.[1];
  if (part === undefined) return 'head';
  return part === 'taxTotals' || part === 'withholdingTotals' ? 'totals' : part;
}

/** The id of a finding's note on the paper: one for each part that it is about. */
export const noteIdOf = (number: number, place: string | null): string =>
  `bulgu-${number}-${partOf(place).replace(/[[\]]/g, '')}`;
