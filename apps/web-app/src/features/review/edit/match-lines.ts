/** Which line of a newer voucher is which line of the older one: lines are stored as a whole and carry no name. */

/** A line as far as it can be recognised; amounts as text, `role` where a proposal gave one. */
export interface KnownLine {
  readonly accountCode: string;
  readonly debit: string;
  readonly credit: string;
  readonly description: string;
  readonly role: string | null;
}

type Same = (a: KnownLine, b: KnownLine) => boolean;

const sameAmount: Same = (a, b) => a.debit === b.debit && a.credit === b.credit;
const sameAccount: Same = (a, b) => a.accountCode === b.accountCode;
const sameText: Same = (a, b) => a.description === b.description;
const sameSide: Same = (a, b) => (a.debit === '0.00') === (b.debit === '0.00');

/** Who keeps a proposed line keeps its role; lines without one are told by what stands in them. */
const nameless: Same = (a, b) => a.role === null && b.role === null;

/** The surest sign first: unchanged, the same role, the same account on the same side, the same amount. */
const SIGNS: readonly Same[] = [
  (a, b) => sameAccount(a, b) && sameAmount(a, b) && sameText(a, b) && a.role === b.role,
  (a, b) => a.role !== null && a.role === b.role,
  (a, b) => nameless(a, b) && sameAccount(a, b) && sameSide(a, b),
  (a, b) => nameless(a, b) && sameAmount(a, b),
];

/** A line of which it is known what it was: `from` is its index in `before`. */
export type TracedLine = KnownLine & { readonly from: number | null };

/**
 * For each line of `now` the index of the line of `before` that it was; null where it is new. No line is taken twice.
 * A line that looks just like one of `traced` is taken for the same change.
 */
export function matchLines(
  before: readonly KnownLine[],
  now: readonly KnownLine[],
  traced: readonly TracedLine[] = [],
): (number | null)[] {
  const isTwin = (line: KnownLine, at: number) => {
    const other = traced[at];
    return (
      other !== undefined && sameAccount(line, other) && sameAmount(line, other) && sameText(line, other)
    );
  };
  if (now.length === traced.length && now.every(isTwin)) return traced.map((line) => line.from);
  const found: (number | null)[] = now.map(() => null);
  const free = new Set(before.keys());
  const take = (at: number, index: number) => {
    found[at] = index;
    free.delete(index);
  };
  const [unchanged, ...others] = SIGNS;
  if (unchanged !== undefined) pair(before, now, unchanged, found, free);
  for (const [at, line] of now.entries()) {
    if (found[at] !== null) continue;
    const twin = traced.find(
      (other, index) => isTwin(line, index) && other.from !== null && free.has(other.from),
    );
    if (twin?.from != null) take(at, twin.from);
  }
  for (const isSame of others) pair(before, now, isSame, found, free);
  return found;
}

/** Gives each line without a partner the first free line before that `isSame` says it was. */
function pair(
  before: readonly KnownLine[],
  now: readonly KnownLine[],
  isSame: Same,
  found: (number | null)[],
  free: Set<number>,
): void {
  for (const [at, line] of now.entries()) {
    if (found[at] !== null) continue;
    const index = [...free].find((each) => {
      const old = before[each];
      return old !== undefined && isSame(old, line);
    });
    if (index === undefined) continue;
    found[at] = index;
    free.delete(index);
  }
}
