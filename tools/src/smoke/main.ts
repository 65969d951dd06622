/** `pnpm smoke:backend|worker|full [--url URL]`: does for real what people do, in an office of its own, within a minute. */
import { SmokeFault } from './parts.ts';
import { faultLines, RUNS, type RunName, runSmoke } from './run-smoke.ts';
import { findTarget } from './smoke-target.ts';
import { StepLog } from './step-log.ts';

const log = new StepLog((line) => console.log(line));
const [name = '', ...args] = process.argv.slice(2);

function isRun(word: string): word is RunName {
  return word in RUNS;
}

try {
  if (!isRun(name)) throw new SmokeFault('settings', `smoke: ${Object.keys(RUNS).join(' | ')}`);
  await runSmoke(name, await findTarget(args, process.env), log);
  console.log(`\nDuman testi geçti / smoke test passed: ${name}, ${(log.tookMs / 1000).toFixed(1)} s`);
} catch (error) {
  if (!(error instanceof SmokeFault)) throw error;
  for (const line of faultLines(error, log.current.name || `smoke:${name}`)) console.error(line);
  process.exitCode = 1;
}
