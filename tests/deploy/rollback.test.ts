/** The release before the newest migrations works on the newest schema, by its own smoke tests: going back is possible. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusOf, until } from '../faults/installation.ts';
import { repoRoot } from './build-context.ts';
import { type EarlierRelease, earlierCommit, layOut, migrationsAt } from './earlier-release.ts';

const run = promisify(execFile);
const START_LIMIT_MS = 40_000;
const commit = earlierCommit();

/** Exit code and words of a program that may fail. */
function ending(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
  return run(command, [...args], { cwd, env }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

describe.skipIf(commit === null)(`the release before the newest migrations (${commit?.slice(0, 9)})`, () => {
  let database: TestDatabase;
  let earlier: EarlierRelease;
  let url: string;
  let env: NodeJS.ProcessEnv;
  let isSafe: boolean;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    earlier = await layOut(commit ?? '');
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.appUrl,
      PORT: String(port),
      PUBLIC_URL: url,
      JWT_SECRET: randomBytes(40).toString('hex'),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      STORAGE_DIR: path.join(earlier.folder, '.data/files'),
      MAIL_OUTBOX_DIR: path.join(earlier.folder, '.data/mail'),
    };
  }, 180_000);
  afterAll(async () => {
    for (const child of running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await earlier?.remove();
    await database?.drop();
  });

  it('knows fewer migrations than this one, and the command says whether going back over them is safe', async () => {
    const theirs = migrationsAt(commit ?? '');
    expect(theirs.length).toBeLessThan(migrationsAt('HEAD').length);
    const args = ['tools/src/cli/main.ts', 'surum', 'geri-uygun', '--son-gecis', theirs.at(-1) ?? ''];
    const { code, text } = await ending(process.execPath, args, repoRoot, env);
    isSafe = code === 0;
    expect([0, 1], text).toContain(code);
    expect(text).toContain(isSafe ? 'going back is safe' : 'CONTRACTS');
  });

  it('passes its own smoke tests of API and worker on the newest schema, where going back is said to be safe', async (context) => {
    if (!isSafe) context.skip('the newest migrations contract: going back is refused, not tested');
    for (const app of ['backend-api', 'worker-jobs']) {
      const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
      const script = path.join(earlier.folder, 'apps', app, 'src/main.ts');
      running.push(spawn(earlier.node, [script], { cwd: earlier.folder, env, stdio: [...stdio] }));
    }
    await until(async () => (await statusOf(`${url}/readyz`)) === 200, START_LIMIT_MS);
    for (const name of ['backend', 'worker']) {
      const args = ['tools/src/smoke/main.ts', name, '--url', url];
      const { code, text } = await ending(earlier.node, args, earlier.folder, env);
      expect(code, text).toBe(0);
    }
  }, 180_000);
});
