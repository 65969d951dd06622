/** A whole installation that faults are done to: the API and the worker as processes, on a database and a store. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { Owner } from './owner.ts';
import { Program } from './program.ts';

const PASSWORD = 'sarı-bisiklet-kapıda-41';
const START_LIMIT_MS = 60_000;

export interface Installation {
  readonly url: string;
  readonly appUrl: string;
  /** Uploads on their way in lie here. */
  readonly scratchDir: string;
  /** Mail goes here as .eml files. */
  readonly mailDir: string;
  /** What both processes are set to, for the operator's commands. */
  readonly env: NodeJS.ProcessEnv;
  readonly api: Program;
  readonly worker: Program;
  startApi(): Promise<void>;
  /** Another API process of the same installation, with these settings other than those of the first. */
  anotherApi(env: NodeJS.ProcessEnv): Program;
  /** An office with an owner who is signed in. */
  newOwner(): Promise<Owner>;
  close(): Promise<void>;
}

export interface InstallationOptions {
  readonly appUrl: string;
  readonly storeDir?: string;
  readonly scratchDir?: string;
  /** Settings that are to be other than usual, of the one or the other process. */
  readonly apiEnv?: NodeJS.ProcessEnv;
  readonly workerEnv?: NodeJS.ProcessEnv;
}

/** Starts neither process: the test does. */
export async function createInstallation(options: InstallationOptions): Promise<Installation> {
  const { appUrl } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-faults-'));
  const scratchDir = options.scratchDir ?? path.join(folder, 'scratch');
  await mkdir(scratchDir, { recursive: true });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    TMPDIR: scratchDir,
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    DATABASE_URL: appUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    JWT_SECRET: randomBytes(40).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    STORAGE_DIR: options.storeDir ?? path.join(folder, 'files'),
    TCMB_URL: 'off',
    MAIL_FROM: 'AI Muhasebi <muhasebi@ofis.example>',
    MAIL_OUTBOX_DIR: path.join(folder, 'mail'),
    WORKER_CONCURRENCY: '2',
  };
  const api = new Program('backend-api', { ...env, ...options.apiEnv });
  const worker = new Program('worker-jobs', { ...env, ...options.workerEnv });
  return {
    url,
    appUrl,
    scratchDir,
    mailDir: env.MAIL_OUTBOX_DIR,
    env,
    api,
    worker,
    async startApi() {
      api.start();
      await until(async () => {
        if (!api.isRunning) throw new Error(`the API ended at its start:\n${api.log}`);
        return (await statusOf(`${url}/readyz`)) === 200;
      }, START_LIMIT_MS);
    },
    anotherApi: (other) => new Program('backend-api', { ...env, ...options.apiEnv, ...other }),
    newOwner: () => newOwner(url, appUrl),
    async close() {
      await Promise.all([api.stop(), worker.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An office with an owner who is signed in. */
export async function newOwner(url: string, appUrl: string): Promise<Owner> {
  const db = createDatabase<DB>(createPool({ url: appUrl, maxConnections: 1, applicationName: 'faults' }));
  const email = `sahip-${crypto.randomUUID()}@ofis.example`;
  try {
    const owner = { email, name: 'Defne Aksoy', password: PASSWORD };
    await createOfficeWithOwner({ db, clock: systemClock, publicUrl: url }, { officeName: 'Ofis', owner });
  } finally {
    await db.destroy();
  }
  return Owner.signIn(url, email, PASSWORD);
}

/** Status of an answer within `limitMs`; 0 where there was none. */
export async function statusOf(address: string, limitMs = 5_000): Promise<number> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(limitMs) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Nobody listens, or nobody answers: both are no answer.
    return 0;
  }
}

/** Waits until `ask` gives true; throws after `limitMs`. Returns the milliseconds it took. */
export async function until(
  ask: () => Promise<boolean> | boolean,
  limitMs: number,
  everyMs = 50,
): Promise<number> {
  const started = performance.now();
  while (!(await ask())) {
    if (performance.now() - started > limitMs) throw new Error(`not so within ${limitMs} ms: ${ask}`);
    await pause(everyMs);
  }
  return Math.round(performance.now() - started);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
