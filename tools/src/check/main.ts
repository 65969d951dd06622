/** `pnpm check` and `npm test`: every check there is, in order but for what runs beside, and one line at the end that says what came of it. */
import { type Step, steps } from './steps.ts';
import { add, closingLine, failure, nothing, type Tally } from './tally.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `Bilinmeyen adım / unknown step: ${unknown.join(', ')}. ${steps.map(({ name }) => name).join(' | ')}`,
  );
  process.exit(2);
}

async function runStep(step: Step): Promise<Tally> {
  console.log(`\n── ${step.name}`);
  const startedAt = performance.now();
  const tally = await step
    .run((line) => console.log(line))
    .catch((error: unknown) => {
      console.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return failure(step.name);
    });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`   ${tally.failed > 0 ? '✗' : '✓'} ${step.name}  ${closingLine(tally)}  ${seconds} s`);
  return tally;
}

let total = nothing;
const besides: Promise<Tally>[] = [];
for (const step of steps) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  const running = runStep(step);
  if (step.beside === true) besides.push(running);
  else total = add(total, await running);
}
for (const tally of await Promise.all(besides)) total = add(total, tally);
// A log may be cut at its front: what failed is told again where it is always seen.
if (total.failures.length > 0)
  console.log(`\nfailed:\n${total.failures.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
