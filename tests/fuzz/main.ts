/**
 * `pnpm test:fuzz [--count 20000] [--seed TEXT] [--from N] [--processes 2]`: mutants of the official samples, examined.
 * `--only N [--steps 0,2]`: one of them again, written to a file as well. Exit code 1 where one has a fault.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeMutant } from './make-mutant.ts';
import { type Fault, runMutants } from './run-mutants.ts';
import { haveSamples, loadSamples } from './samples.ts';

/** Of so many faults the least is looked for; one that hangs takes its time each time. */
const MOST_MADE_SMALL = 3;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    from: { type: 'string', default: '0' },
    processes: { type: 'string', default: '2' },
    only: { type: 'string' },
    steps: { type: 'string' },
  },
});
const { seed } = values;
const [count = 0, from = 0, processes = 1] = [values.count, values.from, values.processes].map(Number);
if (![count, from, processes].every(Number.isInteger) || count < 1 || processes < 1) {
  console.error(
    'usage: pnpm test:fuzz [--count 20000] [--seed TEXT] [--from N] [--processes 2] [--only N [--steps 0,2]]',
  );
  process.exit(64);
}
if (!haveSamples) {
  console.error('the samples are not here: ../shared/gib/samples');
  process.exit(69);
}
process.exitCode = values.only === undefined ? await runAll() : await runOne(Number(values.only));

async function runAll(): Promise<number> {
  console.log(`seed ${seed}: ${count} mutants, ${processes} processes`);
  const started = performance.now();
  const report = await runMutants({
    seed,
    from,
    count,
    processes,
    onTold: (_told, examined) => {
      if (examined % 2_000 === 0) console.log(`${examined} mutants`);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  for (const [outcome, times] of [...report.outcomes].toSorted((one, other) => other[1] - one[1]))
    console.log(`  ${outcome}: ${times}`);
  console.log(
    `  longest ${Math.round(report.mostCpuMs)} ms, largest process ${Math.round(report.mostBytes / 2 ** 20)} MB`,
  );
  for (const [index, fault] of report.faults.entries())
    console.log(await told(fault, index < MOST_MADE_SMALL));
  const rate = Math.round(report.examined / seconds);
  const isClean = report.faults.length === 0 && report.examined === count;
  console.log(
    `${isClean ? '✓' : '✗'} ${report.examined} mutants in ${Math.round(seconds)} s (${rate} a second), ${report.faults.length} faults`,
  );
  return isClean ? 0 : 1;
}

/** A fault with the least that shows it: mutations that it needs not are left out. */
async function told({ n, what, sample, steps }: Fault, isMadeSmall: boolean): Promise<string> {
  let needed = Array.from({ length: 5 }, (_, step) => step);
  for (const step of isMadeSmall ? [...needed] : []) {
    const fewer = needed.filter((each) => each !== step);
    if (await fails(n, fewer)) needed = fewer;
  }
  const again = `pnpm test:fuzz --seed ${seed} --only ${n} --steps ${needed.join(',')}`;
  return `✗ mutant ${n} of ${sample ?? 'a sample'} (${steps.join('; ')}): ${what}\n  again: ${again}`;
}

async function fails(n: number, only: readonly number[]): Promise<boolean> {
  return (await runMutants({ seed, from: n, count: 1, only })).faults.length > 0;
}

async function runOne(n: number): Promise<number> {
  const only = values.steps === undefined ? null : values.steps.split(',').filter(Boolean).map(Number);
  const { sample, steps, bytes } = makeMutant(loadSamples(), seed, n, only);
  const file = path.join(tmpdir(), `mutant-${n}.xml`);
  await writeFile(file, bytes);
  console.log(`mutant ${n} of ${sample}: ${steps.join('; ')}\nwritten to ${file}, ${bytes.length} bytes`);
  const { faults, outcomes, mostCpuMs } = await runMutants({ seed, from: n, count: 1, only });
  console.log(faults[0]?.what ?? `✓ ${[...outcomes.keys()].join()} in ${Math.round(mostCpuMs)} ms`);
  return faults.length === 0 ? 0 : 1;
}
