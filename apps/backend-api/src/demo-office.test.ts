/** A demo office goes with everything it holds, and nothing of any other office can: asked over HTTP and past it. */
import { removeDemoOffice } from '@muhasebi/features/demo-office/remove-demo-office.ts';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { multipartFiles, PASSWORD, type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let superuser: pg.Client;
let real: Person;
let demo: Person;

beforeEach(async () => {
  api = await startTestApi();
  superuser = new pg.Client({ connectionString: api.database.superuserUrl });
  await superuser.connect();
  real = await api.office('Gerçek Ofis');
  demo = await openDemo('demo@ofis.example');
  await keepBooks(real, '1111111111');
  await keepBooks(demo, '2222222222');
});
afterEach(async () => {
  await superuser?.end();
  await api?.stop();
});

async function openDemo(email: string): Promise<Person> {
  const owner = { email, name: 'Demo Sahibi', password: PASSWORD };
  await createOfficeWithOwner(api.deps, { officeName: 'Demo Ofis', kind: 'demo', owner });
  return api.signIn(email);
}

/** A client with a document, a posted and a reversed voucher, a draft, a client user, and a request. */
async function keepBooks(owner: Person, taxId: string): Promise<void> {
  const client = (await owner.ask('POST', '/clients', { title: `Mükellef ${taxId}`, taxId })).json();
  const body = multipartFiles([
    { name: 'a.xml', content: `<a>${taxId}</a>` },
    { name: 'b.xml', content: `<b>${taxId}</b>` },
  ]);
  await api.request({
    method: 'POST',
    url: `/api/v1/clients/${client.id}/documents`,
    payload: body.payload,
    headers: { ...body.headers, authorization: `Bearer ${owner.accessToken}` },
  });
  const ids: string[] = [];
  for (const amount of ['10.00', '20.00', '30.00']) {
    const voucher = await owner.ask('POST', `/clients/${client.id}/vouchers`, {
      date: '2026-01-15',
      description: 'Kasa',
      lines: [
        { accountCode: '100.01', debit: amount, description: '' },
        { accountCode: '500', credit: amount, description: '' },
      ],
    });
    ids.push(voucher.json().id);
  }
  await owner.ask('POST', '/vouchers/post', { vouchers: ids.slice(0, 2).map((id) => ({ id })) });
  await owner.ask('POST', `/vouchers/${ids[0]}/reverse`, { date: '2026-01-20', description: 'Ters' });
  await owner.ask('POST', '/members', {
    email: `mukellef-${taxId}@ofis.example`,
    name: 'Mükellef',
    role: 'client',
    clientIds: [client.id],
  });
  await owner.ask('POST', '/requests', { clientIds: [client.id], kind: 'answer', text: 'Soru' });
}

const ask = async (text: string, values: unknown[] = []) => (await superuser.query(text, values)).rows;

/** Rows of an office by table, those without any left out. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const tables = await ask(
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await ask(`select count(*)::int as n from public.${name} where tenant_id = $1`, [tenantId]);
    if (row.n > 0) counts[name] = row.n;
  }
  return counts;
}

const filesOf = (tenantId: string) =>
  ask('select sha256 from stored_files where tenant_id = $1', [tenantId]).then((rows) =>
    rows.map(({ sha256 }) => ({ tenantId, sha256: sha256 as string })),
  );
const isStored = (ref: { tenantId: string; sha256: string }) =>
  api.deps.storage.stream(ref).then(
    (stream) => {
      stream.destroy();
      return true;
    },
    () => false,
  );

test('its owner sees what would go, asks, and is out at once; a worker takes files and rows, and every other office is as it was', async () => {
  const [before, files, kept] = [
    await rowsOf(real.tenantId),
    await filesOf(demo.tenantId),
    await filesOf(real.tenantId),
  ];
  expect(files).toHaveLength(2);
  expect(await rowsOf(demo.tenantId)).toMatchObject({ vouchers: 4, voucher_lines: 8, documents: 2 });
  expect((await demo.ask('GET', '/office/demo')).json()).toEqual({
    name: 'Demo Ofis',
    clients: 1,
    documents: 2,
    vouchers: 4,
  });
  expect((await demo.ask('GET', '/me')).json().office).toMatchObject({ demo: true });
  expect((await demo.ask('POST', '/office/demo/remove')).statusCode).toBe(202);
  expect([401, 403]).toContain((await demo.ask('GET', '/clients')).statusCode);
  await expect(api.signIn(demo.email)).rejects.toThrow('NOT_A_MEMBER');
  await removeDemoOffice(api.deps, demo.tenantId);
  expect(await rowsOf(demo.tenantId)).toEqual({});
  expect(await Promise.all(files.map(isStored))).toEqual([false, false]);
  expect(await rowsOf(real.tenantId)).toEqual(before);
  expect(await Promise.all(kept.map(isStored))).toEqual([true, true]);
  const left = await ask(
    `select email, name, password_hash from users where email like '%demo@%' or name like 'Demo%'`,
  );
  expect(left).toEqual([]);
  await expect(api.signIn(demo.email)).rejects.toThrow('LOGIN_FAILED');
  // Done once more, as a job that was killed after its end would be, it does nothing.
  await removeDemoOffice(api.deps, demo.tenantId);
  expect((await real.ask('GET', '/clients')).statusCode).toBe(200);
});

test('somebody who is just leaving and the removal wait for each other in one order: neither fails', async () => {
  expect((await demo.ask('POST', '/office/demo/remove')).statusCode).toBe(202);
  // As a sign-out does: the session, then what is told of its person.
  await superuser.query('begin');
  const [{ user_id: userId }] = await ask(
    `update sessions s set ended_at = now(), ended_because = 'sign-out' from users u
     where u.user_id = s.user_id and u.email = $1 returning s.user_id`,
    [demo.email],
  );
  const removal = removeDemoOffice(api.deps, demo.tenantId);
  const isWaiting = async () =>
    (
      await ask(`select from pg_locks w where not w.granted and exists (
        select from pg_locks l join pg_database d on d.oid = l.database where l.pid = w.pid and d.datname = current_database())`)
    ).length > 0;
  while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 20));
  await ask(`insert into security_events (kind, user_id) values ('signed-out', $1)`, [userId]);
  await superuser.query('commit');
  await removal;
  expect(await rowsOf(demo.tenantId)).toEqual({});
});

test('a job that dies on the way is taken up again and ends the same', async () => {
  await demo.ask('POST', '/office/demo/remove');
  let removed = 0;
  const failing = {
    ...api.deps,
    storage: {
      ...api.deps.storage,
      remove: async (ref: { tenantId: string; sha256: string }) => {
        if (removed === 1) throw new Error('the disk went away');
        removed += 1;
        await api.deps.storage.remove(ref);
      },
    },
  };
  await expect(removeDemoOffice(failing, demo.tenantId)).rejects.toThrow('the disk went away');
  expect((await rowsOf(demo.tenantId)).vouchers).toBe(4);
  await removeDemoOffice(api.deps, demo.tenantId);
  expect(await rowsOf(demo.tenantId)).toEqual({});
});

test('a person of a real office stays who they are, and only leaves the demo', async () => {
  await demo.ask('POST', '/members', { email: real.email, name: 'Konuk', role: 'staff' });
  await demo.ask('POST', '/office/demo/remove');
  await removeDemoOffice(api.deps, demo.tenantId);
  const back = await api.signIn(real.email);
  const me = (await back.ask('GET', '/me')).json();
  expect([me.office.name, me.office.demo, me.offices.length]).toEqual(['Gerçek Ofis', false, 1]);
});

test('a real office is refused by the route, the job, and the database itself, whoever asks', async () => {
  const before = await rowsOf(real.tenantId);
  for (const [method, url] of [
    ['GET', '/office/demo'],
    ['POST', '/office/demo/remove'],
  ] as const)
    expect((await real.ask(method, url)).json().code).toBe('NOT_A_DEMO_OFFICE');
  await removeDemoOffice(api.deps, real.tenantId);
  const asApplication = (text: string) =>
    inScope(api.deps.db, systemScope(real.tenantId), async (trx) => {
      await sql.raw(text).execute(trx);
    });
  const office = `where tenant_id = '${real.tenantId}'`;
  for (const [set, why] of [
    [`removal_asked_at = now()`, /only_a_demo_is_removed/],
    [`kind = 'demo'`, /the kind of an office never changes/],
    [`files_removed_at = now()`, /files_go_after_asking/],
  ] as const) {
    await expect(asApplication(`update offices set ${set} ${office}`)).rejects.toThrow(why);
    await expect(ask(`update offices set ${set} ${office}`)).rejects.toThrow(why);
  }
  await expect(asApplication(`delete from vouchers ${office} and status = 'posted'`)).rejects.toThrow(
    /never changes/,
  );
  await expect(ask(`delete from vouchers ${office} and status = 'posted'`)).rejects.toThrow(/never changes/);
  await expect(ask(`delete from audit_log ${office}`)).rejects.toThrow(/append-only/);
  expect(await rowsOf(real.tenantId)).toEqual(before);
});

test('the books of a demo that nobody removes are as final as any, for the application also while it is removed', async () => {
  const office = `where tenant_id = '${demo.tenantId}'`;
  const posted = () =>
    inScope(api.deps.db, systemScope(demo.tenantId), (trx) =>
      trx
        .deleteFrom('vouchers')
        .where('tenant_id', '=', demo.tenantId)
        .where('status', '=', 'posted')
        .execute(),
    );
  await expect(posted()).rejects.toThrow(/never changes/);
  await expect(ask(`delete from vouchers ${office} and status = 'posted'`)).rejects.toThrow(/never changes/);
  await demo.ask('POST', '/office/demo/remove');
  await expect(posted()).rejects.toThrow(/never changes/);
});

test('only an owner may ask', async () => {
  const added = await demo.ask('POST', '/members', {
    email: 'm@ofis.example',
    name: 'M',
    role: 'accountant',
  });
  await api.setPassword(added.json().userId);
  const accountant = await api.signIn('m@ofis.example');
  expect((await accountant.ask('POST', '/office/demo/remove')).statusCode).toBe(403);
});
