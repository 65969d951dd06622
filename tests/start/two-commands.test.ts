/** `npm start` on a bare machine: from nothing, again, after a kill -9, and when it must refuse. */
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clone, killAll, makeClone, processesOf, removeData } from './clone.ts';
import { eventually, freePort, type Launched, launch, listenSomewhere } from './launch.ts';

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;
const ready = 'hazır / is ready';

describe.skipIf(!isLinux)('npm start in a fresh clone whose path has spaces', () => {
  let clone: Clone;
  let port: number;

  beforeAll(async () => {
    clone = makeClone();
    port = await freePort();
  });
  afterAll(() => clone?.remove());

  const start = (more: Parameters<typeof launch>[1] = {}) =>
    launch(clone.dir, { ...more, env: { PORT: String(port), ...more.env } });

  const readyz = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );

  async function stopCleanly(launched: Launched): Promise<void> {
    launched.interrupt();
    await launched.ended;
    expect(await eventually(() => processesOf(clone.parent).length === 0)).toBe(true);
    expect(existsSync(join(clone.dir, '.data/start.lock'))).toBe(false);
    expect(existsSync(join(clone.dir, '.data/postgres/postmaster.pid'))).toBe(false);
  }

  function pidsRunning(part: string): number[] {
    return processesOf(clone.parent).filter((pid) => {
      const path = `/proc/${pid}/cmdline`;
      return existsSync(path) && readFileSync(path, 'utf8').includes(part);
    });
  }

  it('says so, in words, when there is no network to install from', async () => {
    const nowhere = 'http://127.0.0.1:9/';
    const env = {
      npm_config_registry: nowhere,
      npm_config_cache: join(clone.parent, 'empty cache'),
      npm_config_fetch_retries: '0',
    };
    const offline = start({ env });
    expect(await offline.ended).not.toBe(0);
    expect(offline.output()).toContain('Installing failed');
    expect(existsSync(join(clone.dir, 'node_modules/.installed-from'))).toBe(false);
  });

  it('refuses in production, in one message, and makes nothing up', async () => {
    const refused = start({ env: { NODE_ENV: 'production', JWT_SECRET: 'a'.repeat(40) } });
    expect(await refused.ended).not.toBe(0);
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'ENCRYPTION_KEY', 'PUBLIC_URL', 'STORAGE_DIR']) {
      expect(refused.output()).toContain(`${name}: `);
      expect(refused.output()).toContain(`örnek / example: ${name}=`);
    }
    expect(refused.output()).not.toContain('a'.repeat(40));
    expect(existsSync(join(clone.dir, '.data'))).toBe(false);
  });

  it('says that the port is taken and how to choose another, before it starts anything', async () => {
    const other = await listenSomewhere();
    const refused = start({ env: { PORT: String(other.port) } });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`PORT=${other.port + 1} npm start`);
    expect(existsSync(join(clone.dir, '.data/postgres'))).toBe(false);
    await other.close();
  });

  it('comes up from nothing, says where it is and how to sign in, keeps its secrets to itself, and stops on Ctrl-C', async () => {
    const first = start();
    await first.says(ready);
    await first.says('Ctrl-C');
    expect(await readyz()).toBe(200);
    expect(first.output()).toContain(`http://localhost:${port}`);
    expect(first.output()).toContain(join(clone.dir, '.data'));
    expect(first.output()).toMatch(/\S+@\S+ {2,}\S+/);
    expect(statSync(join(clone.dir, '.data/secrets.json')).mode & 0o777).toBe(0o600);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toContain('<div id="root">');
    await stopCleanly(first);
  });

  it('comes up a second time with the same secrets, refuses a twin beside it, and restarts an API that dies', async () => {
    const secrets = readFileSync(join(clone.dir, '.data/secrets.json'), 'utf8');
    const second = start();
    await second.says(ready);
    expect(second.output()).not.toContain('Demo ofisi kuruluyor');
    expect(readFileSync(join(clone.dir, '.data/secrets.json'), 'utf8')).toBe(secrets);
    const twin = start();
    expect(await twin.ended).toBe(1);
    expect(twin.output()).toContain('Already running');
    expect(await readyz()).toBe(200);
    killAll(pidsRunning('apps/backend-api/src/main.ts'));
    await second.says('API died');
    expect(await eventually(async () => (await readyz()) === 200)).toBe(true);
    await stopCleanly(second);
  });

  it('leaves nothing running when it is killed with -9, and comes up again on the same data', async () => {
    const killed = start();
    await killed.says(ready);
    killAll(pidsRunning('tools/src/start/main.ts'));
    await killed.ended;
    expect(await eventually(() => processesOf(clone.parent).length === 0)).toBe(true);
    const again = start();
    await again.says(ready);
    await stopCleanly(again);
  });

  it('comes up again after every process was killed with -9 at once, the database server included', async () => {
    const killed = start();
    await killed.says(ready);
    killAll(processesOf(clone.parent));
    await killed.ended;
    const again = start();
    await again.says(ready);
    expect(again.output()).not.toContain('Demo ofisi kuruluyor');
    await stopCleanly(again);
  });

  it.skipIf(!isRoot)(
    'as root keeps its data elsewhere where the folder above is closed to the database’s account',
    async () => {
      removeData(clone.dir);
      chmodSync(clone.parent, 0o700);
      const closed = start();
      await closed.says(ready);
      expect(lstatSync(join(clone.dir, '.data/postgres')).isSymbolicLink()).toBe(true);
      await stopCleanly(closed);
      removeData(clone.dir);
      chmodSync(clone.parent, 0o755);
    },
  );

  it.skipIf(!isRoot)(
    'runs as an ordinary user just as well, beside settings of others that it may not read',
    async () => {
      removeData(clone.dir);
      // The queue looks for settings in every folder above, unless package.json has some ("graphile-worker"), empty as they are.
      mkdirSync(join(clone.parent, '.config'), { recursive: true, mode: 0o700 });
      const nobody = 65_534;
      for (const folder of ['', 'apps/web-app', 'apps/web-app/dist', 'apps/web-app/dist/.built-from']) {
        chownSync(join(clone.dir, folder), nobody, nobody);
      }
      const ordinary = start({ uid: nobody, env: { HOME: join(clone.dir, '.data') } });
      await ordinary.says(ready);
      expect(await readyz()).toBe(200);
      expect(statSync(join(clone.dir, '.data/postgres')).uid).toBe(nobody);
      await stopCleanly(ordinary);
    },
  );
});
