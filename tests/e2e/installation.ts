/** The installation that journeys drive: a throw-away PostgreSQL, the real API with the built web app, a real worker. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { startLocalMail } from '@muhasebi/tools/services/local-mail.ts';
import type { TestProject } from 'vitest/node';

const root = fileURLToPath(new URL('../../', import.meta.url));
const READY_LIMIT_MS = 120_000;

export interface Installation {
  readonly url: string;
  readonly appUrl: string;
  /** What came by SMTP lies here, one .eml file a mail. */
  readonly outboxDir: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    installation: Installation;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...installation } = await startInstallation();
  project.provide('installation', installation);
  return stop;
}

/** An installation of its own, without an office. */
export async function startInstallation(): Promise<Installation & { readonly stop: () => Promise<void> }> {
  if (!existsSync(path.join(root, 'apps/web-app/dist/index.html'))) {
    throw new Error('apps/web-app/dist is missing; build the web app first: pnpm build');
  }
  const postgres = await startTemporaryPostgres();
  const database = await copyTemplate(postgres.address);
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-e2e-'));
  const port = await findFreePort();
  const outboxDir = path.join(folder, 'mail');
  const mail = await startLocalMail({ port: await findFreePort(), folder: outboxDir }, async () => undefined);
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.appUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    JWT_SECRET: randomBytes(40).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    STORAGE_DIR: path.join(folder, 'files'),
    TCMB_URL: 'off',
    MAIL_FROM: 'AI Muhasebi <muhasebi@ofis.example>',
    SMTP_URL: mail.smtpUrl,
    MAIL_OUTBOX_DIR: path.join(folder, 'outbox'),
  };
  const processes = ['backend-api', 'worker-jobs'].map((app) => run(app, env));
  await untilReady(url, processes);
  const stop = async () => {
    await Promise.all(processes.map(end));
    await postgres.stop();
    await mail.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, appUrl: database.appUrl, outboxDir, stop };
}

function run(app: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [path.join(root, 'apps', app, 'src/main.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function untilReady(url: string, processes: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    if (processes.some((each) => each.exitCode !== null)) break;
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await Promise.all(processes.map(end));
  throw new Error('the installation did not become ready; its log is above');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
