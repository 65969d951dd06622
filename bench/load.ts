/**
 * A mixed load of offices at work (sign in, lists, review, posting, mizan, uploads) at 1×, at 10× and past capacity, beside the
 * same on plain Fastify and pg; then looks whether all that was acknowledged is there. Usage: node bench/load.ts [seconds a step]
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createCaller } from './load/caller.ts';
import { driveAt, driveFreely, goodOf, type Run } from './load/drive.ts';
import { type Measured, startMeasured } from './load/installation.ts';
import { type Kept, lookForLoss } from './load/kept.ts';
import { type Acknowledged, createMix } from './load/mix.ts';
import { type Office, openOffices } from './load/offices.ts';
import { percentile, type RouteReport, reportOf, tableOf } from './load/report.ts';
import { type Statement, topStatements } from './load/top-statements.ts';

const SECONDS = Number(process.argv[2] ?? 15);
const OFFICES = 8;
/** Enough drafts that every step has some to post. */
const INVOICES = 400;
/** A busy hour of some ten offices. Requests a second. */
const USUAL_RATE = 10;
const SENDERS = 24;
const PAST_CAPACITY = 3;
const HEALTHZ_GOAL_MS = 50;
const MAX_CONNECTIONS = 400;

interface Step {
  readonly name: string;
  readonly rate: number;
  readonly ours: RouteReport[];
  readonly plain: RouteReport[];
  readonly unsent: number;
  readonly perSecond: number;
  readonly plainPerSecond: number;
  readonly healthz: { asked: number; failed: number; p50: number; p95: number; p99: number; over: number };
}

/** Runs `work` while a thread of its own asks for `/healthz`. */
async function withProbe(url: string, work: () => Promise<Run>): Promise<[Run, Step['healthz']]> {
  const probe = new Worker(path.join(import.meta.dirname, 'healthz-probe.ts'), { workerData: { url } });
  const run = await work();
  probe.postMessage('over');
  const [{ answers, failed }] = (await once(probe, 'message')) as [{ answers: number[]; failed: number }];
  await probe.terminate();
  return [
    run,
    {
      asked: answers.length,
      failed,
      p50: percentile(answers, 0.5),
      p95: percentile(answers, 0.95),
      p99: percentile(answers, 0.99),
      over: answers.filter((ms) => ms > HEALTHZ_GOAL_MS).length,
    },
  ];
}

async function measure(measured: Measured, offices: readonly Office[], acknowledged: Acknowledged) {
  const ours = createCaller(measured.url, MAX_CONNECTIONS);
  const plainUrl = await measured.startBeside('bare-load.ts');
  const plain = createCaller(plainUrl, MAX_CONNECTIONS);
  const nobodys: Acknowledged = { documents: [], posted: [] };
  const mix = (seed: string, to: Acknowledged) => createMix(offices, to, seed);
  try {
    // Warms both up, and tells how much they carry.
    const free = await driveFreely(SENDERS, SECONDS, mix('frei', acknowledged), ours.call);
    const capacity = goodOf(free) / free.seconds;
    const tokens = offices.map(({ token }) => token);
    const drafts = offices.map((office) => [...office.drafts]);
    const plainFree = await driveFreely(SENDERS, SECONDS, mix('frei-plain', nobodys), plain.call);
    restore(offices, tokens, drafts);
    const rates = [
      ['1×', USUAL_RATE],
      ['10×', USUAL_RATE * 10],
      ['past capacity', Math.ceil(capacity * PAST_CAPACITY)],
    ] as const;
    const steps: Step[] = [];
    for (const [name, rate] of rates) {
      const [run, healthz] = await withProbe(measured.url, () =>
        driveAt(rate, SECONDS, mix(name, acknowledged), ours.call),
      );
      const kept = offices.map(({ token }) => token);
      const left = offices.map((office) => [...office.drafts]);
      const plainRun = await driveAt(rate, SECONDS, mix(`${name}-plain`, nobodys), plain.call);
      restore(offices, kept, left);
      steps.push({
        name,
        rate,
        ours: reportOf(run),
        plain: reportOf(plainRun),
        unsent: run.unsent,
        perSecond: Math.round(goodOf(run) / run.seconds),
        plainPerSecond: Math.round(goodOf(plainRun) / plainRun.seconds),
        healthz,
      });
      console.log(textOf(steps.at(-1)));
    }
    return {
      capacity: Math.round(capacity),
      plainCapacity: Math.round(goodOf(plainFree) / plainFree.seconds),
      steps,
    };
  } finally {
    ours.close();
    plain.close();
  }
}

/** The baseline hands out tokens and uses up drafts of its own; ours go on with theirs. */
function restore(offices: readonly Office[], tokens: readonly string[], drafts: readonly string[][]): void {
  for (const [n, office] of offices.entries()) {
    office.token = tokens[n] ?? '';
    office.drafts.splice(0, office.drafts.length, ...(drafts[n] ?? []));
  }
}

function textOf(step: Step | undefined): string {
  if (step === undefined) return '';
  const { name, rate, perSecond, plainPerSecond, unsent, healthz } = step;
  return [
    `\n## ${name}: ${rate} requests a second for ${SECONDS} s`,
    `answered well ${perSecond}/s, plain ${plainPerSecond}/s; the sender itself held back ${unsent}`,
    `/healthz meanwhile: p50 ${healthz.p50} ms, p95 ${healthz.p95} ms, p99 ${healthz.p99} ms; ${healthz.over} of ${healthz.asked} over ${HEALTHZ_GOAL_MS} ms, ${healthz.failed} failed`,
    '',
    tableOf(step.ours, step.plain),
  ].join('\n');
}

function conclude(
  result: Awaited<ReturnType<typeof measure>>,
  kept: Kept,
  statements: readonly Statement[],
): void {
  const past = result.steps.at(-1);
  const failed = result.steps.flatMap(({ ours }) => ours).filter((row) => row.route !== 'all');
  const faults = [
    ...kept.faults,
    ...failed
      .filter((row) => row.failed > 0)
      .map((row) => `${row.route}: ${row.failed} failed ${JSON.stringify(row.failures)}`),
    ...((past?.ours.at(-1)?.shed ?? 0) > 0 ? [] : ['nothing was shed past capacity']),
    ...((past?.healthz.p99 ?? 0) < HEALTHZ_GOAL_MS
      ? []
      : [`/healthz took ${past?.healthz.p99} ms past capacity (p99)`]),
  ];
  const head = `# Load: ${SENDERS} senders without a pause get ${result.capacity} good answers a second, plain ${result.plainCapacity}; ${cpus().length} cores for all`;
  const tail = `\nacknowledged and found: ${kept.documents} documents, ${kept.vouchers} posted vouchers\n${faults.length === 0 ? 'nothing is lost, nothing failed' : faults.join('\n')}`;
  console.log(`\n${head}\n${tail}`);
  const dearest = statements.map(
    ({ totalMs, calls, meanMs, text }) =>
      `| ${totalMs} | ${calls} | ${meanMs} | \`${text.replaceAll('|', ' ')}\` |`,
  );
  const file = path.join(tmpdir(), 'muhasebi-load');
  writeFileSync(
    `${file}.json`,
    JSON.stringify({ seconds: SECONDS, ...result, kept, faults, statements }, null, 2),
  );
  writeFileSync(
    `${file}.md`,
    `${head}\n${result.steps.map(textOf).join('\n')}\n${tail}\n\n## Dearest statements\n\n| ms | calls | mean ms | |\n| --- | --- | --- | --- |\n${dearest.join('\n')}\n`,
  );
  console.log(`report: ${file}.md, ${file}.json`);
  if (faults.length > 0) process.exitCode = 1;
}

const measured = await startMeasured();
try {
  const setup = createCaller(measured.url, 4);
  const offices = await openOffices(measured, setup.call, { offices: OFFICES, invoices: INVOICES });
  setup.close();
  const acknowledged: Acknowledged = { documents: [], posted: [] };
  const result = await measure(measured, offices, acknowledged);
  const { superuserUrl } = measured.database;
  const statements = await topStatements(superuserUrl, 12);
  conclude(result, await lookForLoss(superuserUrl, acknowledged), statements);
} finally {
  await measured.stop();
}
