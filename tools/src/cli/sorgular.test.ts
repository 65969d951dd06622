/** What the commands of queries and locks tell, asked of the real process on a server of its own, whose counters they reset. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { copyTemplate, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let server: TemporaryPostgres;
let database: TestDatabase;
let app: ReturnType<typeof createPool>;

beforeAll(async () => {
  server = await startTemporaryPostgres();
  database = await copyTemplate(server.address);
  app = createPool({ url: database.appUrl, maxConnections: 3, applicationName: 'deneme' });
}, 120_000);
afterAll(async () => {
  await app?.end();
  await server?.stop();
});

async function run(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'veritabani', ...args], {
    env: { ...process.env, DATABASE_OWNER_URL: database.ownerUrl },
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

it('the queries of the application are listed with what they cost, and counting starts anew when told', async () => {
  for (let n = 0; n < 4; n++) await app.query("select 'gizli' as mavi_kedi");
  const listed = await run('sorgular', '--sirala', 'calls', '--adet', '500', '--json');
  expect(listed).toMatchObject({ code: 0, err: '' });
  const items = listed.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(items.find((item) => item.text.includes('mavi_kedi'))).toMatchObject({ calls: 4, rows: 4 });
  expect(listed.out).not.toMatch(/gizli|password/);
  expect((await run('queries', '--adet', '500')).out).toContain('select $1 as mavi_kedi');
  expect(await run('sorgular', '--sifirla')).toMatchObject({ code: 0, err: '' });
  expect((await run('sorgular', '--adet', '500')).out).not.toContain('mavi_kedi');
});

it('who waits for whose lock is named with both processes', async () => {
  expect((await run('kilitler')).out).toContain('no transaction runs');
  const [holder, waiter] = [await app.connect(), await app.connect()];
  await holder.query('begin');
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
  await holder.query('select pg_advisory_xact_lock(4711)');
  await waiter.query('begin');
  const waiting = waiter.query('select pg_advisory_xact_lock(4711)');
  const told = await vi.waitUntil(
    async () => {
      const { out } = await run('locks');
      return out.includes('WAITS FOR') ? out : undefined;
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(told).toContain(`BEKLİYOR / WAITS FOR ${rows[0]?.pid} (Lock: advisory)`);
  expect(told).toContain('deneme');
  await holder.query('commit');
  await waiting;
  await waiter.query('commit');
  holder.release();
  waiter.release();
}, 90_000);

it('where the extension is absent, the command says so and how to have it', async () => {
  const superuser = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'test' });
  await superuser.query('drop extension pg_stat_statements');
  const absent = await run('sorgular');
  expect(absent.code).toBe(1);
  expect(absent.out).toContain('create extension pg_stat_statements');
  await superuser.end();
});
