/** Repeatable draws: the same seed gives the same sequence on every machine, for ever. */
import { createHash } from 'node:crypto';

/** A source of draws; each call moves it on. */
export interface Prng {
  /** A whole number from 0 up to, not including, `bound` (at most 2^32). */
  int(bound: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean;
  /** One of `items`; throws RangeError where there is none. */
  pick<T>(items: readonly T[]): T;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` decimal digits. */
  digits(length: number): string;
}

/** Draws are the bytes of SHA-256(seed, 0), SHA-256(seed, 1) … */
export function createPrng(seed: string): Prng {
  let block = Buffer.alloc(0);
  let offset = 0;
  let counter = 0;
  const word = (): number => {
    if (offset + 4 > block.length) {
      block = createHash('sha256').update(`${seed}\u0000${counter}`).digest();
      counter += 1;
      offset = 0;
    }
    offset += 4;
    return block.readUInt32BE(offset - 4);
  };
  const int = (bound: number): number => word() % bound;
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join('');
  return {
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (percent) => int(100) < percent,
    pick: (items) => {
      const item = items[int(Math.max(items.length, 1))];
      if (item === undefined) throw new RangeError('pick needs at least one item');
      return item;
    },
    hex: (length) => text(length, '0123456789abcdef'),
    digits: (length) => text(length, '0123456789'),
  };
}
