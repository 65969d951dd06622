/** Mutants of the official samples, few enough for every day; many: `pnpm test:fuzz`. */
import { expect, test } from 'vitest';
import { runMutants } from './run-mutants.ts';
import { haveSamples } from './samples.ts';

const COUNT = 500;
/** The same every time: a fault that others brought in is theirs to see. Other seeds: `pnpm test:fuzz`. */
const SEED = 'her-gun';

test.skipIf(!haveSamples)(
  'whatever becomes of a document, it is read, checked and proposed, or refused in words; none hangs, grows or breaks',
  async () => {
    const report = await runMutants({ seed: SEED, count: COUNT, processes: 2 });
    expect(report.faults.map(({ n, what }) => `--seed ${SEED} --only ${n}: ${what}`)).toEqual([]);
    expect(report.examined).toBe(COUNT);
    // The mutants are of both kinds, or they would show little.
    expect(report.outcomes.get('read')).toBeGreaterThan(COUNT / 3);
    expect(report.outcomes.get('xml.malformed')).toBeGreaterThan(COUNT / 20);
  },
  120_000,
);
