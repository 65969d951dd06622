/** The operations page as its administrator asks it: everything told, every act done once and noted, and no books. */
import { createPlatformAdmin } from '@muhasebi/features/identity/operate-accounts.ts';
import { holdLease } from '@muhasebi/platform/queue/worker-lease.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let admin: Person;
let owner: Person;
let queue: pg.Client;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.office('Defter Ofisi');
  const email = 'isletmen@kurulum.example';
  const { userId } = await createPlatformAdmin(api.deps, { email, name: 'İşletmen' });
  await api.setPassword(userId);
  admin = await api.signIn(email);
  queue = new pg.Client({ connectionString: api.database.superuserUrl });
  await queue.connect();
});
afterAll(async () => {
  await queue?.end();
  await api?.stop();
});

type Fields = Readonly<Record<string, unknown>>;

/** Puts a job into the queue and gives it this state; answers its number. */
async function job(fields: Fields = {}, payload: object = {}): Promise<string> {
  const { rows } = await queue.query<{ id: string }>(
    `select id::text from graphile_worker.add_job('deneme.is', $1::json, max_attempts := 3)`,
    [JSON.stringify(payload)],
  );
  const id = rows[0]?.id ?? '';
  for (const [column, value] of Object.entries(fields))
    await queue.query(`update graphile_worker._private_jobs set ${column} = $2 where id = $1`, [id, value]);
  return id;
}

async function listed(state: string) {
  const answer = await admin.ask('GET', `/operations/jobs?state=${state}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items as { id: string; kind: string; lastError: string | null; payload: Fields[] }[];
}

async function act(id: string, what: 'retry' | 'cancel' | 'remove'): Promise<string> {
  const answer = await admin.ask('POST', `/operations/jobs/${id}/${what}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().outcome;
}

async function acts(id: string): Promise<string[]> {
  const { items } = (await admin.ask('GET', '/operations/acts')).json();
  return (items as { subject: string; act: string }[])
    .filter(({ subject }) => subject.startsWith(`${id} `))
    .map((each) => each.act);
}

describe('who may look', () => {
  const paths = ['', '/jobs?state=failed', '/requests', '/statements', '/acts'];
  it.each(paths)('an office sees nothing of /operations%s', async (path) => {
    expect((await owner.ask('GET', `/operations${path}`)).statusCode).toBe(403);
    expect((await admin.ask('GET', `/operations${path}`)).statusCode).toBe(200);
  });

  it.each(['retry', 'cancel', 'remove'])('an office may %s no job', async (what) => {
    const id = await job({ attempts: 3 });
    expect((await owner.ask('POST', `/operations/jobs/${id}/${what}`)).statusCode).toBe(403);
    expect((await listed('failed')).map((each) => each.id)).toContain(id);
  });

  it.each(['/clients', '/members', '/audit'])('the administrator sees nothing of %s', async (path) => {
    expect((await admin.ask('GET', path)).statusCode).toBe(403);
  });
});

describe('the installation', () => {
  it('is told part by part, with versions, migrations, and runs that never were', async () => {
    const overview = (await admin.ask('GET', '/operations')).json();
    const states = Object.fromEntries(
      overview.parts.map((part: { name: string; state: string }) => [part.name, part.state]),
    );
    expect(states).toMatchObject({
      api: 'ok',
      database: 'ok',
      schema: 'ok',
      workers: 'bad',
      storage: 'ok',
      mail: 'warn',
      sessions: 'ok',
      documents: 'ok',
    });
    expect(overview).toMatchObject({ release: 'test', schema: 'fits', node: process.versions.node });
    expect(overview.postgres).toMatch(/^18\./);
    expect(overview.migrations.length).toBeGreaterThan(5);
    expect(overview.runs.map((run: { kind: string; last: unknown }) => [run.kind, run.last])).toEqual([
      ['backup', null],
      ['backup-verification', null],
      ['restore-drill', null],
      ['ledger-check', null],
    ]);
  });

  it('tells of the last run how it ended, and when one last ended well', async () => {
    await queue.query(`insert into operation_runs (kind, started_at, ended_at, outcome, place, size_bytes, detail) values
      ('backup', now() - interval '2 days 1 minute', now() - interval '2 days', 'ok', '/yedek/1', 5000000000, ''),
      ('backup', now() - interval '1 minute', now(), 'failed', null, null, 'disk dolu')`);
    const { runs } = (await admin.ask('GET', '/operations')).json();
    expect(runs[0]).toMatchObject({ kind: 'backup', last: { outcome: 'failed', detail: 'disk dolu' } });
    expect(Date.now() - Date.parse(runs[0].lastGoodAt)).toBeGreaterThan(47 * 3_600_000);
  });

  it('counts its requests and errors by route, and names the process whose they are', async () => {
    await admin.ask('GET', '/me');
    const { process: own, items } = (await admin.ask('GET', '/operations/requests')).json();
    expect(own.pid).toBe(process.pid);
    const me = items.find((item: { route: string }) => item.route === '/api/v1/me');
    expect(me.requests).toBeGreaterThan(0);
    expect(me.p95Ms).toBeGreaterThan(0);
  });

  it('shows the statements of the application with parameters, never with values', async () => {
    const answer = await admin.ask('GET', '/operations/statements?order=calls');
    const { missing, items } = answer.json();
    expect(missing).toBeNull();
    expect(items.length).toBeGreaterThan(3);
    expect(answer.body).not.toContain('Defter Ofisi');
    expect(items[0].calls).toBeGreaterThanOrEqual(items[1].calls);
  });
});

describe('a job', () => {
  it('is told with why it failed and what it is about, but nothing that tells of a person', async () => {
    const tenantId = crypto.randomUUID();
    const id = await job(
      { attempts: 3, last_error: '550 ahmet@ornek.com.tr: VKN 1234567890 reddedildi' },
      { tenantId, kind: 'reset', email: 'ahmet@ornek.com.tr', round: 2, documentIds: [tenantId, tenantId] },
    );
    const found = (await listed('failed')).find((each) => each.id === id);
    expect(found).toMatchObject({
      kind: 'deneme.is',
      lastError: '550 [gizli]: VKN [gizli] reddedildi',
      payload: [
        { name: 'tenantId', value: tenantId },
        { name: 'kind', value: 'reset' },
        { name: 'email', value: '[gizli]' },
        { name: 'round', value: '2' },
        { name: 'documentIds', value: `2: ${tenantId}, ${tenantId}` },
      ],
    });
  });

  it('that failed is tried again with all its attempts, once, and it is noted once', async () => {
    const id = await job({ attempts: 3, last_error: 'olmadı' });
    expect(await act(id, 'retry')).toBe('done');
    expect((await listed('waiting')).find((each) => each.id === id)).toMatchObject({ attempts: 0 });
    expect(await act(id, 'retry')).toBe('unchanged');
    expect(await acts(id)).toEqual(['retry-job']);
  });

  it('that waits is cancelled, stays as failed with the reason, and can then be removed', async () => {
    const id = await job();
    expect(await act(id, 'remove')).toBe('unchanged');
    expect(await act(id, 'cancel')).toBe('done');
    expect((await listed('failed')).find((each) => each.id === id)?.lastError).toMatch(/iptal etti/);
    expect(await act(id, 'cancel')).toBe('unchanged');
    expect(await act(id, 'remove')).toBe('done');
    expect(await act(id, 'remove')).toBe('gone');
    expect(await acts(id)).toEqual(['remove-job', 'cancel-job']);
  });

  it('that a live worker holds is left to it; once the worker is gone it is stuck, and can be freed', async () => {
    const lease = await holdLease(api.database.appUrl, ['canli-worker']);
    const id = await job({ locked_by: 'canli-worker', locked_at: new Date() });
    expect((await listed('running')).map((each) => each.id)).toContain(id);
    for (const what of ['retry', 'cancel', 'remove'] as const) expect(await act(id, what)).toBe('running');
    await lease.release();
    await expect
      .poll(async () => (await listed('stuck')).map((each) => each.id), { timeout: 20_000 })
      .toContain(id);
    expect(await act(id, 'retry')).toBe('done');
    expect((await listed('waiting')).map((each) => each.id)).toContain(id);
    expect(await acts(id)).toEqual(['retry-job']);
  });

  it('that is due for too long is stuck', async () => {
    const id = await job({ run_at: new Date(Date.now() - 10 * 60_000) });
    expect((await listed('stuck')).map((each) => each.id)).toContain(id);
  });

  it('retried by two at once is retried once', async () => {
    const id = await job({ attempts: 3 });
    const outcomes = await Promise.all([act(id, 'retry'), act(id, 'retry')]);
    expect(outcomes.toSorted()).toEqual(['done', 'unchanged']);
    expect(await acts(id)).toEqual(['retry-job']);
  });

  it('list goes on where a page ended', async () => {
    for (let n = 0; n < 5; n++) await job({ attempts: 3 });
    const first = (await admin.ask('GET', '/operations/jobs?state=failed&limit=3')).json();
    const second = (
      await admin.ask('GET', `/operations/jobs?state=failed&limit=3&cursor=${first.nextCursor}`)
    ).json();
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => Number(id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });
});

it('what administrators did can be added to, and not changed', async () => {
  await act(await job({ attempts: 3 }), 'retry');
  await expect(queue.query(`update operator_acts set detail = 'x'`)).rejects.toThrow(/append-only/);
  await expect(queue.query('delete from operator_acts')).rejects.toThrow(/append-only/);
});
