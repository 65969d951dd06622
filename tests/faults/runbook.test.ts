/** docs/runbook.md is true: what it names exists, and what is safe to run is run on a real installation and says what is said. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import { errorCatalogue } from '@muhasebi/features/registry.ts';
import { migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertNames } from './alerts.ts';
import { command } from './command.ts';
import { createInstallation, type Installation, statusOf, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import {
  capitals,
  commands,
  files,
  metrics,
  pnpmCalls,
  probeAnswers,
  queries,
  readinessDetails,
  root,
  runbook,
  spans,
} from './runbook.ts';

const hasJq = spawnSync('jq', ['--version']).status === 0;

let database: TestDatabase;
let place: Installation;
let ports: { readonly api: number; readonly worker: number };
let env: NodeJS.ProcessEnv;
let superuser: ReturnType<typeof createPool>;

beforeAll(async () => {
  database = await createTestDatabase();
  ports = { api: await findFreePort(), worker: await findFreePort() };
  place = await createInstallation({
    appUrl: database.appUrl,
    apiEnv: { LOG_LEVEL: 'info', METRICS_PORT: String(ports.api) },
    workerEnv: { LOG_LEVEL: 'info', WORKER_METRICS_PORT: String(ports.worker) },
  });
  env = { ...place.env, DATABASE_OWNER_URL: database.ownerUrl };
  superuser = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'nobet' });
  await place.startApi();
  place.worker.start();
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  await owner.uploaded(clientId, purchases('runbook', 3));
  await until(() => owner.isAllRead(clientId), 30_000);
  await fetch(`${place.url}/api/v1/me`, { headers: { authorization: 'Bearer bir.sey.degil' } });
  await until(async () => (await statusOf(`http://127.0.0.1:${ports.worker}/readyz`)) === 200, 20_000);
  // As after the first full minute, which a test need not wait for.
  await superuser.query('update graphile_worker._private_known_crontabs set last_execution = now()');
});
afterAll(async () => {
  await superuser?.end();
  await place?.close();
  await database?.drop();
});

/** A command of the page, with its placeholders filled in. */
function onInstallation(line: string): string {
  return line
    .replaceAll('http://HOST:PORT', place.url)
    .replaceAll('127.0.0.1:9464', `127.0.0.1:${ports.api}`)
    .replaceAll('127.0.0.1:9465', `127.0.0.1:${ports.worker}`);
}

describe('what the page names exists', () => {
  const scriptsOf = (folder: string): Record<string, string> =>
    (
      JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      }
    ).scripts;

  it('every script of pnpm, in the folder that it is called in', () => {
    expect(pnpmCalls.length).toBeGreaterThan(15);
    const absent = pnpmCalls.filter(({ folder, script }) => scriptsOf(folder)[script] === undefined);
    expect(absent).toEqual([]);
  });

  it('every command of muhasebi, with its options', async () => {
    const calls = pnpmCalls.filter(({ script }) => script === 'muhasebi');
    expect(calls.length).toBeGreaterThan(0);
    for (const { args } of calls) {
      const [group = '', name = ''] = args;
      const { code, said } = await command(`node tools/src/cli/main.ts ${group} ${name} --help`);
      expect(code, said).toBe(0);
      // Of an unknown command the help of its group would be shown.
      expect(said).toContain(`muhasebi ${group} ${name}`);
      for (const option of args.filter((word) => word.startsWith('--'))) expect(said).toContain(option);
    }
  });

  it('every file and folder', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('every script that is run by its path may be run', () => {
    const run = commands.flatMap(({ line }) => /^\.\/(\S+)/.exec(line)?.[1] ?? []);
    expect(run.length).toBeGreaterThan(0);
    for (const script of run) expect(statSync(path.join(root, script)).mode & 0o111, script).not.toBe(0);
  });

  it('every link within the page', () => {
    const anchors = [...runbook.matchAll(/^#{2,4} (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\d _-]/gu, '')
        .replaceAll(' ', '-'),
    );
    for (const [, link] of runbook.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(link);
  });

  it('every alert that is named as one', () => {
    const named = spans.filter((span) => /^[A-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(span));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !alertNames.includes(name))).toEqual([]);
  });

  it('every setting, code of a refusal and state in capitals', () => {
    const settings = { ...apiSettings, ...workerSettings, ...migrationSettings };
    const sources = ['tools/src', 'deploy'].map((folder) => path.join(root, folder));
    const absent = capitals.filter((word) => {
      if (word in settings || word in errorCatalogue) return false;
      return spawnSync('grep', ['-rqw', '--exclude-dir=node_modules', word, ...sources]).status !== 0;
    });
    expect(absent).toEqual([]);
  });
});

describe('what the page says is so on a running installation', () => {
  it('every metric is told', async () => {
    const told = await Promise.all(
      [ports.api, ports.worker].map(async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
    );
    const names = new Set([...told.join('\n').matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
    expect(metrics.length).toBeGreaterThan(25);
    expect(metrics.filter((name) => !names.has(name))).toEqual([]);
  });

  it('every command that asks a probe gets the answer behind it', async () => {
    const probes = commands.filter(({ line }) => /^curl .*\/(healthz|readyz)$/.test(line));
    expect(probes.length).toBeGreaterThanOrEqual(3);
    for (const { line, remark } of probes) {
      const { code, said } = await command(onInstallation(line));
      expect(code).toBe(0);
      const shown = /^(\{.*?\})(?=:|$)/.exec(remark)?.[1];
      expect(said).toBe(shown ?? '{"status":"ready"}');
    }
  });

  it.each([
    ['./scripts/healthcheck-backend.sh http://HOST:PORT', '✓ /readyz   {"status":"ready"}'],
    ['curl -s http://127.0.0.1:9464/metrics', 'muhasebi_http_request_duration_seconds_bucket'],
    ['curl -s http://127.0.0.1:9465/metrics', 'muhasebi_queue_live_workers 1'],
    ['pnpm -C apps/worker-jobs health-check', '✓ workers: 1 at work'],
    ['pnpm -s -C apps/worker-jobs health-check --json', '{"status":"ok","service":"worker-jobs"'],
    ['pnpm db:migrate status', 'the schema fits this release'],
    ['pnpm db:migrate:deploy', 'the schema is up to date'],
    ['pnpm db:migrate check', 'the schema is as expected'],
  ])('%s says what it should', async (line, wanted) => {
    expect(commands.map((each) => each.line)).toContain(line);
    const { code, said } = await command(onInstallation(line), env);
    expect([code, said]).toEqual([0, expect.stringContaining(wanted)]);
  });

  it.each(['pnpm db:migrate:deploy', 'pnpm db:migrate status', 'pnpm db:migrate check'])(
    '%s works from apps/backend-api as well',
    async (line) => {
      expect((await command(`cd apps/backend-api && ${line}`, env)).code).toBe(0);
    },
  );

  it('Prisma Studio is offered from the root and from apps/backend-api, and asks for the database first', async () => {
    for (const folder of ['.', 'apps/backend-api']) {
      const { code, said } = await command(`cd ${folder} && pnpm db:studio`, {
        NODE_ENV: 'production',
        DATABASE_OWNER_URL: '',
      });
      expect([code, said]).toEqual([1, expect.stringContaining('No database: give DATABASE_OWNER_URL')]);
    }
  });

  it('every query runs, and changes nothing', async () => {
    expect(queries.length).toBeGreaterThanOrEqual(4);
    const client = await superuser.connect();
    try {
      await client.query('begin read only');
      for (const query of queries) await client.query(query);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it.skipIf(!hasJq)('every search of the log runs on a real log and finds what is there (jq)', async () => {
    await writeFile(path.join(place.scratchDir, 'api.log'), place.api.log);
    const searches = commands.filter(({ line }) => line.startsWith('jq '));
    expect(searches.length).toBeGreaterThanOrEqual(3);
    for (const { line } of searches) {
      const input = line.includes('< api.log') ? '' : 'cat api.log | ';
      const { code, said } = await command(input + line, {}, place.scratchDir);
      expect([code, /error/i.test(said)], `${line}\n${said}`).toEqual([0, false]);
    }
    const routes = searches.find(({ line }) => line.includes('.status==401'))?.line;
    const refused = await command(`${routes}`, {}, place.scratchDir);
    expect(refused.said).toContain('"code":"UNAUTHENTICATED","reason":"malformed"');
  });
});

it('every answer of a probe that the page shows is one that is given', async () => {
  const answers: unknown[] = [];
  const look = async () => answers.push(await (await fetch(`${place.url}/readyz`)).json());
  for (const port of [new URL(place.url).port, ports.worker])
    answers.push(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json());
  await look();
  const last = 'name = (select max(name) from migrations.history)';
  const { rows } = await superuser.query(`select name, checksum from migrations.history where ${last}`);
  await superuser.query(`update migrations.history set applied_at = null, error = 'drill' where ${last}`);
  await look();
  await superuser.query(`delete from migrations.history where ${last}`);
  await look();
  await superuser.query('insert into migrations.history (name, checksum) values ($1, $2)', [
    rows[0].name,
    rows[0].checksum,
  ]);
  await superuser.query(
    `insert into migrations.history (name, checksum, contract) values ('29990101000000_newer', 'x', 'takes away')`,
  );
  await look();
  await superuser.query(`delete from migrations.history where name like '2999%'`);
  await superuser.query('alter schema graphile_worker rename to put_aside');
  await look();
  await superuser.query('alter schema put_aside rename to graphile_worker');
  const store = await createInstallation({
    appUrl: database.appUrl,
    storeDir: path.join(root, 'package.json', 'store'),
  });
  store.api.start();
  await until(async () => (await statusOf(`${store.url}/readyz`)) === 503, 20_000);
  answers.push(await (await fetch(`${store.url}/readyz`)).json());
  await store.close();
  await place.worker.stop();
  const name = new URL(database.appUrl).pathname.slice(1);
  const elsewhere = new URL(database.superuserUrl);
  elsewhere.pathname = '/postgres';
  const outside = createPool({ url: elsewhere.href, maxConnections: 1, applicationName: 'nobet' });
  await outside.query(`alter database ${name} with allow_connections false`);
  await outside.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [name],
  );
  await until(async () => (await statusOf(`${place.url}/readyz`)) === 503, 5_000);
  await look();
  await outside.query(`alter database ${name} with allow_connections true`);
  await outside.end();

  // The last moments of a process that drains are told by its own tests.
  const drained = { status: 'not_ready', details: { error: 'Shutting down' } };
  const given = [...answers, drained].map((answer) => JSON.stringify(answer));
  expect(probeAnswers.length).toBeGreaterThanOrEqual(4);
  for (const shown of probeAnswers) expect(given).toContain(JSON.stringify(shown));
  expect(readinessDetails.length).toBeGreaterThanOrEqual(6);
  for (const details of readinessDetails)
    expect(given).toContain(JSON.stringify({ status: 'not_ready', details }));
});
