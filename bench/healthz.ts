/** `/healthz` of the API as it runs for real against a bare Fastify route: both processes on loopback, taking turns. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import autocannon from 'autocannon';
import { median } from './median.ts';
import { tell } from './tell.ts';

const ROUNDS = 7;
const ROUND_SECONDS = 3;
const CONNECTIONS = 10;
const PIPELINING = 10;
const GOAL = 0.9;

function startProcess(script: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [path.join(import.meta.dirname, script)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
}

async function untilItAnswers(url: string): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`${url} does not answer`);
}

/** Requests a second of one round; anything but an answer of 2xx is an error. */
async function round(url: string): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    pipelining: PIPELINING,
    duration: ROUND_SECONDS,
  });
  if (result.errors + result.non2xx > 0) throw new Error(`${url}: ${result.errors + result.non2xx} failed`);
  return result.requests.average;
}

const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-bench-'));
const postgres = await startTemporaryPostgres();
const children: ChildProcess[] = [];
try {
  const database = await copyTemplate(postgres.address);
  const [apiPort, barePort] = [await findFreePort(), await findFreePort()];
  children.push(
    startProcess('../apps/backend-api/src/main.ts', {
      PORT: String(apiPort),
      DATABASE_URL: database.appUrl,
      JWT_SECRET: 'measured-on-a-machine-of-ones-own-0123456789',
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      STORAGE_DIR: path.join(folder, 'store'),
      MAIL_OUTBOX_DIR: path.join(folder, 'outbox'),
    }),
    startProcess('bare-route.ts', { PORT: String(barePort) }),
  );
  const ours = `http://127.0.0.1:${apiPort}/healthz`;
  const bare = `http://127.0.0.1:${barePort}/healthz`;
  await Promise.all([untilItAnswers(ours), untilItAnswers(bare)]);
  const figures: { ours: number; bare: number }[] = [];
  // The first round of each warms up; the order of the two changes from round to round.
  for (let n = 0; n <= ROUNDS; n++) {
    const first = await round(n % 2 === 0 ? ours : bare);
    const second = await round(n % 2 === 0 ? bare : ours);
    if (n > 0) figures.push(n % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first });
  }
  const figure = median(figures.map((pair) => pair.ours));
  const baseline = median(figures.map((pair) => pair.bare));
  tell({
    bench: 'healthz',
    unit: 'requests/s',
    figure: Math.round(figure),
    baseline: Math.round(baseline),
    baselineIs: 'one Fastify route with the same answer, nothing else',
    goal: `≥ ${GOAL} of the baseline`,
    met: figure / baseline >= GOAL,
    details: {
      rounds: ROUNDS,
      connections: CONNECTIONS,
      pipelining: PIPELINING,
      worstRound: Number(Math.min(...figures.map((pair) => pair.ours / pair.bare)).toFixed(3)),
    },
  });
} finally {
  for (const child of children) child.kill('SIGTERM');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
