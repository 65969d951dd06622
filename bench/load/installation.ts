/** An installation that is measured: PostgreSQL as safe as in production, the API and a worker as processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { copyTemplate, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { WORKER_NODE_FLAGS } from '../../apps/worker-jobs/src/node-flags.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;
/** Linux counts processor time for /proc in hundredths of a second. */
const TICK_MS = 10;

export interface Measured {
  readonly url: string;
  readonly database: TestDatabase;
  readonly api: ChildProcess;
  readonly worker: ChildProcess;
  /** Starts a script of this folder's parent as a server of the same database and waits for it; stopped with the rest. */
  startBeside(script: string): Promise<string>;
  stop(): Promise<void>;
}

/** Fills the database before API and worker start. */
type Fill = (database: TestDatabase, storageDir: string) => Promise<void>;

/** Starts everything on ports of its own on loopback; `stop` ends it and removes the data. */
export async function startMeasured(fill?: Fill): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-load-'));
  const postgres = await startTemporaryPostgres({ durability: 'full' });
  const children: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(children.map(end));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const start = (script: string, env: Readonly<Record<string, string>>, flags: readonly string[] = []) => {
    const child = spawn(process.execPath, [...flags, path.join(import.meta.dirname, '..', script)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A profiler, say, is given by NODE_OPTIONS.
      env: { PATH: process.env.PATH, NODE_OPTIONS: process.env.NODE_OPTIONS, ...env },
    });
    children.push(child);
    return child;
  };
  try {
    const database = await copyTemplate(postgres.address);
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PORT: String(port),
      PUBLIC_URL: url,
      // Offices come from addresses of their own, as through a proxy.
      TRUST_PROXY: 'true',
      DATABASE_URL: database.appUrl,
      JWT_SECRET: randomBytes(40).toString('hex'),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      STORAGE_DIR: path.join(folder, 'store'),
      MAIL_OUTBOX_DIR: path.join(folder, 'outbox'),
      LOG_LEVEL: 'warn',
      WORKER_CONCURRENCY: '2',
    };
    await fill?.(database, env.STORAGE_DIR);
    const api = start('../apps/backend-api/src/main.ts', env);
    const worker = start('../apps/worker-jobs/src/main.ts', env, WORKER_NODE_FLAGS);
    await untilItAnswers(`${url}/readyz`);
    return {
      url,
      database,
      api,
      worker,
      async startBeside(script) {
        const besidePort = await findFreePort();
        const DATABASE_URL = database.superuserUrl;
        start(script, { PORT: String(besidePort), DATABASE_URL, STORAGE_DIR: path.join(folder, 'bare') });
        await untilItAnswers(`http://127.0.0.1:${besidePort}/healthz`);
        return `http://127.0.0.1:${besidePort}`;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resident memory of a process now. Megabytes; null where the system does not tell. */
export async function memoryMb(child: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const kb = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  return kb === undefined ? null : Number(kb) / 1024;
}

/** Processor time that processes have used so far, their own and the system's for them. Milliseconds, to the hundredth of a second. */
export async function processorMs(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  const ticks = stats.map((stat) => {
    // A name may hold spaces and brackets; what follows the last bracket are fields, the third on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  // A process of ours that does not end by itself does not hold the measurement up.
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(late);
}

async function untilItAnswers(url: string): Promise<void> {
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(50)) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
  }
  throw new Error(`${url} does not answer`);
}
