/** What a mutation is: one change of a text or of its bytes, drawn from a source of draws. */
import type { Prng } from '@muhasebi/testkit/ubl-generator/prng.ts';

/** Null where the text has nothing that it could change. */
export type TextMutation = (text: string, prng: Prng) => string | null;
export type BytesMutation = (bytes: Buffer, prng: Prng) => Buffer;

/** One of these, or null where there is none. */
export function pickOf<Item>(items: readonly Item[], prng: Prng): Item | null {
  return items.length === 0 ? null : prng.pick(items);
}
