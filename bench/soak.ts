/**
 * A steady mixed load for 20 minutes: whether the memory of API and worker stays flat, nothing fails and nothing is lost.
 * Usage: node bench/soak.ts [minutes] [requests a second]
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCaller } from './load/caller.ts';
import { driveAt } from './load/drive.ts';
import { type Measured, memoryMb, startMeasured } from './load/installation.ts';
import { lookForLoss } from './load/kept.ts';
import { type Acknowledged, createMix } from './load/mix.ts';
import { openOffices } from './load/offices.ts';
import { reportOf, tableOf } from './load/report.ts';
import { median } from './median.ts';

const MINUTES = Number(process.argv[2] ?? 20);
const RATE = Number(process.argv[3] ?? 20);
const SAMPLE_MS = 5_000;
/** Growth from the second quarter to the last; the first one fills caches and heaps. */
const GOAL_GROWTH = 0.1;

interface Sample {
  readonly minute: number;
  readonly api: number;
  readonly worker: number;
}

/** Looks at the memory of both now and then until the returned function is called. */
function watchMemory(measured: Measured): () => Sample[] {
  const samples: Sample[] = [];
  const started = performance.now();
  const timer = setInterval(() => {
    void Promise.all([memoryMb(measured.api), memoryMb(measured.worker)]).then(([api, worker]) => {
      const minute = (performance.now() - started) / 60_000;
      if (api !== null && worker !== null) samples.push({ minute, api, worker });
    });
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return samples;
  };
}

interface Trend {
  readonly startMb: number;
  readonly endMb: number;
  /** Of the line through the samples of the last three quarters. Megabytes an hour. */
  readonly slopeMbPerHour: number;
  readonly growth: number;
}

function trendOf(samples: readonly Sample[], which: 'api' | 'worker'): Trend {
  const points = samples.map((sample) => ({ x: sample.minute, y: sample[which] }));
  const quarter = Math.floor(points.length / 4);
  const settled = points.slice(quarter);
  const middle = (list: typeof points) => median(list.map(({ y }) => y));
  const startMb = middle(points.slice(quarter, 2 * quarter));
  const endMb = middle(points.slice(3 * quarter));
  return {
    startMb: Math.round(startMb),
    endMb: Math.round(endMb),
    slopeMbPerHour: Number((slopeOf(settled) * 60).toFixed(1)),
    growth: Number((endMb / startMb - 1).toFixed(3)),
  };
}

/** Least squares. */
function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const over = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}

const measured = await startMeasured();
const { call, close } = createCaller(measured.url, 100);
try {
  const offices = await openOffices(measured, call, { offices: 8, invoices: 400 });
  const acknowledged: Acknowledged = { documents: [], posted: [] };
  const endWatch = watchMemory(measured);
  const run = await driveAt(RATE, MINUTES * 60, createMix(offices, acknowledged, 'soak'), call);
  const samples = endWatch();
  const kept = await lookForLoss(measured.database.superuserUrl, acknowledged);
  const trends = { api: trendOf(samples, 'api'), worker: trendOf(samples, 'worker') };
  const routes = reportOf(run);
  const faults = [
    ...kept.faults,
    ...(routes.at(-1)?.failed === 0 ? [] : [`${routes.at(-1)?.failed} requests failed`]),
    ...Object.entries(trends).flatMap(([name, { growth }]) =>
      growth <= GOAL_GROWTH ? [] : [`${name} grew by ${(growth * 100).toFixed(0)} %`],
    ),
  ];
  const tell = (name: string, { startMb, endMb, slopeMbPerHour, growth }: Trend) =>
    `${name}: ${startMb} MB in the second quarter, ${endMb} MB in the last (${(growth * 100).toFixed(1)} %), slope ${slopeMbPerHour} MB an hour`;
  console.log(
    [
      `# Soak: ${RATE} requests a second for ${MINUTES} minutes`,
      tell('API', trends.api),
      tell('worker', trends.worker),
      `acknowledged and found: ${kept.documents} documents, ${kept.vouchers} posted vouchers`,
      faults.length === 0 ? 'memory is flat, nothing is lost, nothing failed' : faults.join('\n'),
      '',
      tableOf(routes, []),
    ].join('\n'),
  );
  const file = path.join(tmpdir(), 'muhasebi-soak.json');
  writeFileSync(
    file,
    JSON.stringify({ minutes: MINUTES, rate: RATE, trends, kept, faults, routes, samples }, null, 2),
  );
  console.log(`report: ${file}`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  close();
  await measured.stop();
}
