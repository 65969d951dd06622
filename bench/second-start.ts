/**
 * How long a second `npm start` takes to be ready, beside the least it could take: npm, a bare Node and PostgreSQL.
 * It starts what stands in this folder, with the data in its `.data`: run it in a clone that nothing else runs in.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import { median } from './median.ts';
import { tell } from './tell.ts';

const root = resolve(import.meta.dirname, '..');
const goalMs = 4_000;
const rounds = 5;
/** The first start of a clone installs, builds and makes the demo office. Milliseconds. */
const firstStartLimitMs = 300_000;
const startLimitMs = 60_000;

/** Starts, waits for the closing words, and stops; answers the milliseconds until they were said. */
function startOnce(port: number, limitMs: number): Promise<number> {
  return new Promise((done, fail) => {
    const startedAt = performance.now();
    const child: ChildProcess = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, PORT: String(port) },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    let tookMs = 0;
    const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGINT'), limitMs);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (tookMs > 0 || !said.includes('Ctrl-C') || child.pid === undefined) return;
      tookMs = performance.now() - startedAt;
      process.kill(-child.pid, 'SIGINT');
    });
    child.once('exit', () => {
      clearTimeout(timer);
      if (tookMs > 0) done(tookMs);
      else fail(new Error(`npm start did not come up:\n${said}`));
    });
  });
}

/** The same wait without anything of ours: npm, Node and the database server on the same data. */
async function bareOnce(superuserPassword: string): Promise<number> {
  const startedAt = performance.now();
  spawnSync('npm', ['--version']);
  spawnSync(process.execPath, ['-e', '0']);
  const dataDir = join(root, '.data/postgres');
  const server = await startPostgres({
    dataDir,
    logFile: join(root, '.data/postgres.log'),
    superuserPassword,
  });
  const tookMs = performance.now() - startedAt;
  await server.stop();
  return tookMs;
}

const port = await findFreePort();
await startOnce(port, firstStartLimitMs);
const ours: number[] = [];
const bare: number[] = [];
const secrets: { superuserPassword: string } = JSON.parse(
  readFileSync(join(root, '.data/secrets.json'), 'utf8'),
);
for (let round = 0; round < rounds; round++) {
  ours.push(await startOnce(port, startLimitMs));
  bare.push(await bareOnce(secrets.superuserPassword));
}
const figure = Math.round(median(ours));
tell({
  bench: 'second npm start to ready',
  unit: 'ms',
  figure,
  baseline: Math.round(median(bare)),
  baselineIs: 'npm, a bare Node and PostgreSQL on the same data',
  goal: `≤ ${goalMs}`,
  met: figure <= goalMs,
  details: { rounds, worst: Math.round(Math.max(...ours)) },
});
