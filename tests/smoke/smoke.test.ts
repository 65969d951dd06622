/** Each smoke test passes on a sound installation, leaves nothing open, and names whatever part is broken. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { readQueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOB_KINDS } from '../../tools/src/smoke/job-kinds.ts';
import { DatabaseServer } from '../faults/database-server.ts';
import {
  createInstallation,
  type Installation,
  type InstallationOptions,
  statusOf,
  until,
} from '../faults/installation.ts';
import { Owner } from '../faults/owner.ts';
import { brokenPart, type Credentials, printedCredentials, smoke } from './smoke-command.ts';

const root = path.join(import.meta.dirname, '../..');
const RUN_LIMIT_SECONDS = 60;

let database: DatabaseServer;
let place: Installation;
let folder: string;
let storeDir: string;
let credentials: Credentials;

beforeAll(async () => {
  database = await DatabaseServer.start();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-smoke-'));
  storeDir = path.join(folder, 'store');
  place = await createInstallation({ appUrl: database.appUrl, storeDir });
  await place.startApi();
  place.worker.start();
  credentials = await printedCredentials(byDatabase());
});
afterAll(async () => {
  await place?.close();
  await database?.remove();
  await rm(folder, { recursive: true, force: true });
});

const byDatabase = () => ({ DATABASE_URL: database.appUrl });
const run = (name: string, env: NodeJS.ProcessEnv = byDatabase()) => smoke([name, '--url', place.url], env);
/** Another API and worker in the place of those there are, on the same database. */
async function onOddInstallation(
  options: Omit<InstallationOptions, 'appUrl'>,
  look: (odd: Installation) => Promise<void>,
): Promise<void> {
  await place.worker.stop();
  const odd = await createInstallation({ appUrl: database.appUrl, ...options });
  try {
    await odd.startApi();
    odd.worker.start();
    await until(aWorkerLives, 60_000);
    await look(odd);
  } finally {
    await odd.close();
    place.worker.start();
  }
}

/** A smoke test may start sooner than the worker that it looks at. */
async function aWorkerLives(): Promise<boolean> {
  const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'smoke' });
  try {
    return (await readQueueHealth(pool)).liveWorkers > 0;
  } finally {
    await pool.end();
  }
}

async function asSuperuser(statements: string): Promise<void> {
  const pool = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'smoke' });
  await pool.query(statements);
  await pool.end();
}
const readyIs = (status: number) => async () => (await statusOf(`${place.url}/readyz`)) === status;

describe('on a sound installation', () => {
  test('smoke:backend carries an invoice through to the mizan', async () => {
    const { out, err, code, seconds } = await run('backend');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('mizan equals the invoice');
    expect(out).toContain('smoke test passed: backend');
    expect(seconds).toBeLessThan(RUN_LIMIT_SECONDS);
  });

  test('smoke:worker sees a job of every kind done, and the mail is there', async () => {
    const { out, err, code } = await run('worker', { ...byDatabase(), SMOKE_EMAIL: 'nobet@ofis.example' });
    expect(err).toBe('');
    expect(code).toBe(0);
    const mails = await Promise.all(
      (await readdir(place.mailDir)).map((name) => readFile(path.join(place.mailDir, name), 'utf8')),
    );
    expect(mails.some((mail) => mail.includes('nobet@ofis.example'))).toBe(true);
    expect(out).not.toContain('–');
  });

  test('with credentials alone two at once pass, and say what they could not look at', async () => {
    const [worker, backend] = await Promise.all([run('worker', credentials), run('backend', credentials)]);
    expect(worker.err + backend.err).toBe('');
    expect([worker.code, backend.code]).toEqual([0, 0]);
    const direct = Object.values(JOB_KINDS).filter(({ seenBy }) => seenBy === 'direct');
    expect(worker.out.match(/not looked at/g)).toHaveLength(direct.length);
  });

  test('nothing stays open: every client company is archived, nothing waits, and no session lives on', async () => {
    const owner = await Owner.signIn(place.url, credentials.SMOKE_EMAIL, credentials.SMOKE_PASSWORD);
    expect(await owner.get('/clients')).toMatchObject({ items: [] });
    const archived = await owner.get<{ items: { waiting: object }[] }>('/clients?archived=true');
    expect(archived.items.length).toBeGreaterThanOrEqual(2);
    for (const { waiting } of archived.items)
      expect(waiting).toEqual({ reading: 0, review: 0, failed: 0, notThisClient: 0 });
    expect(await owner.get<{ items: object[] }>('/me/sessions')).toMatchObject({
      items: [{ current: true }],
    });
  });

  const canBrowse =
    findChromium() !== undefined && existsSync(path.join(root, 'apps/web-app/dist/index.html'));
  test.skipIf(!canBrowse)('smoke:full passes within a minute, in a real browser too', async () => {
    const { out, err, code, seconds } = await run('full');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('browser: reviewed and posted');
    expect(seconds).toBeLessThan(RUN_LIMIT_SECONDS);
  });
});

describe('what is broken is named', () => {
  test('a wrong password: signing in', async () => {
    const wrong = await run('backend', { ...credentials, SMOKE_PASSWORD: 'yanlış-parola-41' });
    expect(brokenPart(wrong)).toBe('signing in');
    expect(wrong.err).toContain('LOGIN_FAILED');
  });

  test('an office of real books: the settings, and nothing is written', async () => {
    const owner = await place.newOwner();
    const { email } = await owner.get<{ user: { email: string } }>('/me').then(({ user }) => user);
    const refused = await run('backend', { SMOKE_EMAIL: email, SMOKE_PASSWORD: 'sarı-bisiklet-kapıda-41' });
    expect(brokenPart(refused)).toBe('the settings of the smoke test');
    expect(await owner.get('/clients')).toMatchObject({ items: [] });
    expect(brokenPart(await run('backend', { ...byDatabase(), SMOKE_EMAIL: email }))).toBe(
      'the settings of the smoke test',
    );
  });

  test('no credentials and no database of a remote installation: the settings', async () => {
    const refused = await run('backend', {});
    expect(brokenPart(refused)).toBe('the settings of the smoke test');
    expect(refused.err).toContain('muhasebi ofis duman');
  });

  test('a store that takes nothing: the store of documents', async () => {
    await rename(storeDir, `${storeDir}-aside`);
    await writeFile(storeDir, 'a file where the folder was');
    try {
      expect(brokenPart(await run('backend'))).toBe('the store of documents');
    } finally {
      await rm(storeDir);
      await rename(`${storeDir}-aside`, storeDir);
    }
  });

  test('a ledger that posts nothing: the ledger', async () => {
    await asSuperuser(`create function refuse() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
      create trigger a_broken before update on vouchers for each row
      when (new.status = 'posted') execute function refuse()`);
    expect(brokenPart(await run('backend'))).toBe('the ledger');
    await asSuperuser('drop trigger a_broken on vouchers');
  });

  test('a schema that is behind the release: the schema of the database', async () => {
    await asSuperuser(
      'create table kept as select * from migrations.history; delete from migrations.history',
    );
    expect(brokenPart(await run('backend'))).toBe('the schema of the database');
    await asSuperuser('insert into migrations.history select * from kept; drop table kept');
    await until(readyIs(200), 5_000);
  });

  test('a mail server that is away: mail; a web app that was not built: the web app', async () => {
    await onOddInstallation(
      {
        apiEnv: { WEB_DIST_DIR: path.join(folder, 'no-web-app') },
        workerEnv: { SMTP_URL: 'smtp://127.0.0.1:9' },
      },
      async (odd) => {
        const env = { ...byDatabase(), CHROMIUM_PATH: process.execPath };
        const mail = await smoke(['worker', '--url', odd.url], env);
        expect(brokenPart(mail)).toBe('mail');
        expect(mail.err).toContain('ECONNREFUSED');
        expect(brokenPart(await smoke(['full', '--url', odd.url], env))).toBe('the web app');
      },
    );
  });

  test('a worker that looks for the files elsewhere: the store of documents', async () => {
    await onOddInstallation({ workerEnv: { STORAGE_DIR: path.join(folder, 'elsewhere') } }, async (odd) => {
      expect(brokenPart(await smoke(['backend', '--url', odd.url], byDatabase()))).toBe(
        'the store of documents',
      );
    });
  });

  test('no worker: the worker, with and without a look at the database', async () => {
    await place.worker.stop();
    const [seen, guessed] = await Promise.all([run('worker'), run('backend', credentials)]);
    expect(brokenPart(seen)).toBe('the worker');
    expect(seen.err).toContain('no worker is running');
    expect(brokenPart(guessed)).toBe('the worker');
    place.worker.start();
  });

  test('no database: the database', async () => {
    await database.stop();
    await until(readyIs(503), 5_000);
    expect(brokenPart(await run('backend'))).toBe('the database');
    await database.startAgain();
    await until(readyIs(200), 10_000);
  });

  test('no API: the API', async () => {
    await place.api.stop();
    expect(brokenPart(await run('full', { ...byDatabase(), CHROMIUM_PATH: process.execPath }))).toBe(
      'the API',
    );
  });

  test('no browser: the browser of this machine, before anything is written', async () => {
    const refused = await run('full', { ...byDatabase(), CHROMIUM_PATH: '/nowhere/chromium' });
    // Where a browser is installed in a usual place, that one is taken; then the stopped API is what is told.
    expect(['the browser of this machine', 'the API']).toContain(brokenPart(refused));
  });

  test('every section that a fault sends to stands in the runbook', async () => {
    const runbook = await readFile(path.join(root, 'docs/runbook.md'), 'utf8');
    const parts = await readFile(path.join(root, 'tools/src/smoke/parts.ts'), 'utf8');
    const sections = [...parts.matchAll(/section: '([^']+)'/g)].map(([, section]) => section);
    expect(sections.length).toBeGreaterThan(10);
    for (const section of sections) expect(runbook).toContain(`\n## ${section}\n`);
  });
});
