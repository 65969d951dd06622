/** How long a second `npm start` takes to answer, beside the least it could take: a bare Node and a bare PostgreSQL. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';

const root = resolve(import.meta.dirname, '..');
const goalMs = 4_000;
const rounds = 5;

/** Starts, waits for the closing words, and stops; answers the milliseconds until they were said. */
function startOnce(port: number): Promise<number> {
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
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (tookMs > 0 || !said.includes('Ctrl-C') || child.pid === undefined) return;
      tookMs = performance.now() - startedAt;
      process.kill(-child.pid, 'SIGINT');
    });
    child.once('exit', () =>
      tookMs > 0 ? done(tookMs) : fail(new Error(`npm start did not come up:\n${said}`)),
    );
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

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const port = await findFreePort();
await startOnce(port);
const ours: number[] = [];
const bare: number[] = [];
const secrets: { superuserPassword: string } = JSON.parse(
  readFileSync(join(root, '.data/secrets.json'), 'utf8'),
);
for (let round = 0; round < rounds; round++) {
  ours.push(await startOnce(port));
  bare.push(await bareOnce(secrets.superuserPassword));
}
console.log(
  `second npm start to ready: median ${median(ours).toFixed(0)} ms of ${rounds}, worst ${Math.max(...ours).toFixed(0)} ms`,
);
console.log(`bare npm + node + PostgreSQL: median ${median(bare).toFixed(0)} ms`);
console.log(`goal ${goalMs} ms: ${median(ours) <= goalMs ? 'met' : 'MISSED'}`);
process.exitCode = median(ours) <= goalMs ? 0 : 1;
