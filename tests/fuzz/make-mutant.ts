/** Makes the n-th mutant of a seed: a sample with one to four mutations, the same on every machine. */
import { createPrng, type Prng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { bytesMutations, encodingMutations } from './bytes-mutations.ts';
import { attributeMutations, elementMutations } from './element-mutations.ts';
import type { BytesMutation, TextMutation } from './mutation.ts';
import { entityMutations, namespaceMutations } from './prolog-mutations.ts';
import type { Sample } from './samples.ts';
import { sizeMutations } from './size-mutations.ts';
import { valueMutations } from './value-mutations.ts';

export interface Mutant {
  readonly sample: string;
  /** Names of its mutations in the order done; one that was not done says so. */
  readonly steps: readonly string[];
  readonly bytes: Buffer;
}

/** A mutation that would make more of it is not done. */
const MOST_LETTERS = 6_000_000;

/** Of a hundred mutations of text so many are of this family. */
const TEXTS: readonly (readonly [percent: number, family: Readonly<Record<string, TextMutation>>])[] = [
  [28, elementMutations],
  [12, attributeMutations],
  [40, valueMutations],
  [8, namespaceMutations],
  [8, entityMutations],
  [4, sizeMutations],
];

/** `only`: numbers of the mutations to be done, from 0; others are left out. All unless given. */
export function makeMutant(
  samples: readonly Sample[],
  seed: string,
  n: number,
  only: readonly number[] | null = null,
): Mutant {
  const prng = createPrng(`fuzz/${seed}/${n}`);
  const sample = prng.pick(samples);
  const isWanted = (step: number) => only === null || only.includes(step);
  const count = prng.pick([1, 1, 1, 2, 2, 3, 3, 4]);
  const steps: string[] = [];
  let text = sample.text;
  for (let step = 0; step < count; step++) {
    const [name, mutation] = pickText(prng);
    if (!isWanted(step)) continue;
    const changed = mutation(text, createPrng(`fuzz/${seed}/${n}/${step}`));
    const isDone = changed !== null && changed.length <= MOST_LETTERS;
    steps.push(isDone ? name : `${name} (none)`);
    if (isDone) text = changed;
  }
  // What is still as it was goes on as it was encoded.
  let bytes = text === sample.text ? sample.bytes : Buffer.from(text);
  if (prng.chance(15) && isWanted(count)) {
    const family: Readonly<Record<string, BytesMutation>> = prng.chance(50)
      ? encodingMutations
      : bytesMutations;
    const [name, mutation] = prng.pick(Object.entries(family));
    steps.push(name);
    bytes = mutation(bytes, createPrng(`fuzz/${seed}/${n}/${count}`));
  }
  return { sample: sample.name, steps, bytes };
}

function pickText(prng: Prng): [string, TextMutation] {
  let at = prng.int(100);
  for (const [percent, family] of TEXTS) {
    if (at < percent) return prng.pick(Object.entries(family));
    at -= percent;
  }
  throw new RangeError('the families are no hundred');
}
