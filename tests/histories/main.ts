/**
 * `pnpm test:histories [--count 10000] [--seed N] [--from N] [--processes 2]`: random histories of books against the model of
 * paper, with progress; one that was stopped goes on with the same seed from where it was. Exit code 1 where one differs.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { BLOCK, type PartOfRun, type Told } from './part-of-run.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: process.env.HISTORIES ?? '10000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    from: { type: 'string', default: '0' },
    processes: { type: 'string', default: '2' },
  },
});
const [count, seed, from, processes] = [values.count, values.seed, values.from, values.processes].map(Number);
if (![count, seed, from, processes].every(Number.isInteger) || !count || !processes || from === undefined) {
  console.error('usage: pnpm test:histories [--count 10000] [--seed N] [--from N] [--processes 2]');
  process.exit(64);
}

const blocks = Math.ceil(count / BLOCK);
const waiting = Array.from({ length: blocks }, (_, n) => n).slice(Math.floor(from / BLOCK));
const going = new Map<ChildProcess, number>();
const start = performance.now();
const acts = new Map<string, number>();
let lived = 0;
/** So many of the first histories are done. */
const reached = () => Math.min(...going.values(), waiting[0] ?? blocks) * BLOCK;

console.log(`seed ${seed}: ${count} histories, ${processes} processes`);
const postgres = await startTemporaryPostgres();
try {
  const parts = Array.from({ length: processes }, () =>
    fork(path.join(import.meta.dirname, 'part.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  );
  const faults = await Promise.all(parts.map(runPart));
  const found = faults.filter((fault) => fault !== null);
  for (const part of parts) part.disconnect();
  for (const fault of found) console.log(`✗ ${fault}`);
  console.log(`acts lived through: ${[...acts].map(([kind, n]) => `${kind} ${n}`).join(', ')}`);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    found.length === 0
      ? `✓ ${lived} histories in ${seconds} s, none differs from the model`
      : `✗ the same again: pnpm test:histories --seed ${seed} --count ${count} --from ${reached()}`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  await postgres.stop();
}

/** Gives the process one block after the other; what differed, or null. */
function runPart(part: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    const next = () => {
      const block = waiting.shift();
      if (block === undefined) {
        going.delete(part);
        return resolve(null);
      }
      going.set(part, block);
      const size = Math.min(BLOCK, (count ?? 0) - block * BLOCK);
      part.send({ address: postgres.address, seed: (seed ?? 0) + block, count: size } satisfies PartOfRun);
    };
    part.on('message', (told: Told) => {
      if (told.fault !== null) {
        // Others end the block that they are in.
        waiting.splice(0);
        return resolve(told.fault);
      }
      lived += told.lived;
      for (const [kind, n] of Object.entries(told.acts)) acts.set(kind, (acts.get(kind) ?? 0) + n);
      next();
      const rate = lived / ((performance.now() - start) / 1000);
      const left = Math.round(((count ?? 0) - (from ?? 0) - lived) / rate / 60);
      console.log(
        `${lived} histories, ${rate.toFixed(1)} a second, ${left} min left; to go on: --seed ${seed} --from ${reached()}`,
      );
    });
    part.on('exit', (code) => resolve(`a process ended by itself with ${code}`));
    next();
  });
}
