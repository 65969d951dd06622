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
