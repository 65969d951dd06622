/** Prisma Studio shows the configured database on loopback alone; without the registry the command says what to do. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { createTestDatabase } from '@muhasebi/testkit/postgres.ts';
import { describe, expect, it, vi } from 'vitest';
import { PRISMA } from './run-studio.ts';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, 'main.ts');
const LIMIT_MS = 120_000;

/** Whether an earlier `pnpm db:studio` fetched it: the tests themselves fetch nothing of this size. */
function isFetched(): boolean {
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  const runs = join(cache, '_npx');
  if (!existsSync(runs)) return false;
  return readdirSync(runs).some((each) => {
    const file = join(runs, each, 'node_modules/prisma/package.json');
    return existsSync(file) && readFileSync(file, 'utf8').includes(`"version": "${PRISMA.split('@')[1]}"`);
  });
}

/** Every other address of this machine; 127.0.0.2 is one on any Linux. */
function otherAddresses(): string[] {
  const outer = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const foreign = outer.filter(({ internal, family }) => !internal && family === 'IPv4');
  return ['127.0.0.2', ...foreign.map(({ address }) => address)];
}

describe.skipIf(!isFetched())('Prisma Studio (skipped where no earlier run has fetched it)', () => {
  it('shows the configured database on 127.0.0.1, on no other address, and without its password in the list of processes', async () => {
    const database = await createTestDatabase();
    const port = await findFreePort();
    const child = spawn(process.execPath, [MAIN, '--port', String(port)], {
      env: { ...process.env, DATABASE_OWNER_URL: database.ownerUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      await vi.waitUntil(() => said.includes(`http://127.0.0.1:${port}`), {
        timeout: LIMIT_MS,
        interval: 100,
      });
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(await page.text()).toContain('"adapter":"postgres"');
      for (const address of process.platform === 'linux' ? otherAddresses() : [])
        await expect(fetch(`http://${address}:${port}/`), address).rejects.toThrow();
      const password = new URL(database.ownerUrl).password;
      const { stdout } = await run('ps', ['-eo', 'args']);
      expect(stdout).toContain('studio --config');
      expect(stdout).not.toContain(password);
    } finally {
      child.kill('SIGTERM');
      await ended;
      await database.drop();
    }
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  }, 180_000);
});

it('with the registry away and nothing fetched, the command says so and what else can be looked at', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'muhasebi-npm-'));
  const env = {
    ...process.env,
    DATABASE_OWNER_URL: 'postgresql://a:gizli-parola@127.0.0.1:1/x',
    npm_config_registry: `http://127.0.0.1:${await findFreePort()}`,
    npm_config_cache: cache,
    npm_config_fetch_retry_mintimeout: '10',
    npm_config_fetch_retry_maxtimeout: '20',
  };
  try {
    const failed = await run(process.execPath, [MAIN], { env, timeout: LIMIT_MS }).catch((error) => error);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toContain('Prisma Studio did not start');
    expect(failed.stderr).toContain('pnpm db:migrate status');
    expect(failed.stderr).not.toContain('gizli-parola');
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}, 180_000);

it('is a command of the root and of the API', async () => {
  for (const file of ['package.json', 'apps/backend-api/package.json']) {
    const text = await readFile(join(import.meta.dirname, '../../..', file), 'utf8');
    expect(JSON.parse(text).scripts).toHaveProperty('db:studio');
  }
});
