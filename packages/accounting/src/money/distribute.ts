/** Splits an amount by weights so that not a kuruş is lost or made: the method of largest remainders. */

interface Share {
  readonly index: number;
  readonly floor: bigint;
  readonly remainder: bigint;
}

/**
 * Parts of `totalKurus` in proportion to `weights` (each ≥ 0; equal parts where all are zero), summing to the total
 * exactly; leftover kuruş go to the largest remainders, the earlier one first. Throws RangeError on no or negative weights.
 */
export function distributeKurus(totalKurus: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new RangeError('distributeKurus needs at least one weight');
  if (weights.some((weight) => weight < 0n)) throw new RangeError('distributeKurus takes no negative weight');
  const sum = weights.reduce((a, b) => a + b, 0n);
  const used = sum === 0n ? weights.map(() => 1n) : weights;
  const whole = sum === 0n ? BigInt(weights.length) : sum;
  const magnitude = totalKurus < 0n ? -totalKurus : totalKurus;
  const shares: Share[] = used.map((weight, index) => ({
    index,
    floor: (magnitude * weight) / whole,
    remainder: (magnitude * weight) % whole,
  }));
  const left = Number(magnitude - shares.reduce((a, share) => a + share.floor, 0n));
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const lucky = new Set(byRemainder.slice(0, left).map((share) => share.index));
  return shares.map(({ index, floor }) => {
    const part = floor + (lucky.has(index) ? 1n : 0n);
    return totalKurus < 0n ? -part : part;
  });
}
