/** `pnpm test:kills [--count 200] [--seed TEXT] [--minutes 15]`: the random-kill run; exit code 1 where anything is lost or doubled. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomKills } from './random-kills.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    minutes: { type: 'string', default: '15' },
  },
});
const [count, minutes] = [Number(values.count), Number(values.minutes)];
if (!Number.isInteger(count) || count < 1 || !(minutes > 0)) {
  console.error('usage: pnpm test:kills [--count 200] [--seed TEXT] [--minutes 15]');
  process.exit(64);
}

console.log(`seed ${values.seed}: ${count} kills, ${minutes} minutes at most`);
const report = await randomKills({
  count,
  seed: values.seed,
  limitMs: minutes * 60_000,
  onKill: (done, victim) => {
    if (done % 10 === 0) console.log(`${done} kills, the last: ${victim}`);
  },
});
for (const fault of report.faults.slice(0, 50)) console.log(`✗ ${fault}`);
console.log(JSON.stringify({ ...report, faults: report.faults.length }));
const killed = Object.values(report.kills).reduce((sum, n) => sum + n, 0);
const isClean = report.faults.length === 0 && killed === count;
console.log(
  isClean
    ? `✓ ${killed} kills: ${report.documents} documents and ${report.vouchers} posted vouchers, each exactly once`
    : `✗ ${killed} of ${count} kills, ${report.faults.length} faults; the same kills again: --seed ${values.seed}`,
);
process.exit(isClean ? 0 : 1);
