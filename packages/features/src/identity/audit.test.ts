/** The audit log: every change with who, from where, before and after; only ever added to; one office's own. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, createWorld, freshEmail, newOffice, signedIn, type World } from './identity.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Page {
  readonly items: {
    id: string;
    action: string;
    entity: string;
    entityId: string;
    userName: string | null;
    after: object | null;
  }[];
  readonly nextCursor: string | null;
}

async function officeWithChanges() {
  const office = await newOffice(world);
  const who = { ...(await signedIn(world, office.email)).who, address: '203.0.113.20' };
  const body = { email: freshEmail(), name: 'Can Demir', role: 'staff' };
  const { userId } = (await call(world, who, 'POST /members', { body })) as { userId: string };
  await call(world, who, 'PATCH /members/:userId', { params: { userId }, body: { role: 'accountant' } });
  const scope = {
    tenantId: office.tenantId,
    userId: office.ownerId,
    clientIds: null,
    requestId: null,
    address: null,
  };
  return { ...office, who, userId, scope };
}

it('a changed member is told with who did it, from where, in which request, before and after', async () => {
  const { who, userId, ownerId } = await officeWithChanges();
  const { items } = (await call(world, who, 'GET /audit', {
    query: { entity: 'memberships', entityId: userId },
  })) as Page;
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    action: 'update',
    userId: ownerId,
    userName: 'Ayşe Yılmaz',
    address: '203.0.113.20',
    requestId: 'req-1',
    before: { role: 'staff' },
    after: { role: 'accountant' },
  });
  expect(items[1]).toMatchObject({ action: 'insert', before: null, after: { role: 'staff' } });
});

it('pages go from the newest back without gap or repeat', async () => {
  const { who } = await officeWithChanges();
  const all = (await call(world, who, 'GET /audit')) as Page;
  expect(all.items.length).toBeGreaterThanOrEqual(4);
  expect(all.nextCursor).toBeNull();
  const walked: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = (await call(world, who, 'GET /audit', {
      query: { limit: 1, ...(cursor === undefined ? {} : { cursor }) },
    })) as Page;
    walked.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual(all.items.map(({ id }) => id));
});

it('no line is changed, removed or moved by the application, with whatever SQL', async () => {
  const { scope, tenantId } = await officeWithChanges();
  const attempts = [
    sql`update audit_log set action = 'x' where tenant_id = ${tenantId}`,
    sql`delete from audit_log where tenant_id = ${tenantId}`,
    sql`truncate audit_log`,
    sql`update security_events set kind = 'x'`,
    sql`delete from security_events`,
    sql`alter table audit_log disable trigger all`,
    sql`alter table audit_log no force row level security`,
  ];
  for (const attempt of attempts) {
    await expect(inScope(world.db, scope, (trx) => attempt.execute(trx))).rejects.toThrow(
      /permission denied|must be owner/,
    );
  }
});

it('not even the owner of the schema changes a line', async () => {
  const { tenantId } = await officeWithChanges();
  const attempts = [
    [`update audit_log set action = 'x' where tenant_id = $1`, [tenantId]],
    ['delete from audit_log where tenant_id = $1', [tenantId]],
    ['truncate audit_log cascade', []],
    [`update security_events set kind = 'x'`, []],
  ] as const;
  for (const [statement, values] of attempts) {
    await expect(world.superuser.query(statement, [...values])).rejects.toMatchObject({ code: 'MU001' });
  }
});

it('another office sees no line, by route or by SQL that forgets the office', async () => {
  const [one, other] = [await officeWithChanges(), await officeWithChanges()];
  const { items } = (await call(world, other.who, 'GET /audit', { query: { entityId: one.userId } })) as Page;
  expect(items).toEqual([]);
  const tenants = await inScope(world.db, other.scope, (trx) =>
    trx.selectFrom('audit_log').select('tenant_id').distinct().execute(),
  );
  expect(tenants).toEqual([{ tenant_id: other.tenantId }]);
});

it('the application writes no line itself, neither into another office’s log nor into its own', async () => {
  const [one, other] = [await officeWithChanges(), await officeWithChanges()];
  for (const { tenantId } of [one, other]) {
    const line = { tenant_id: tenantId, action: 'insert', entity: 'x', entity_id: 'x' };
    await expect(
      inScope(world.db, other.scope, (trx) => trx.insertInto('audit_log').values(line).execute()),
    ).rejects.toThrow(/permission denied/);
  }
});

it('no line is forged by a table of one’s own that borrows the trigger', async () => {
  const { scope, tenantId } = await officeWithChanges();
  const forge = inScope(world.db, scope, async (trx) => {
    await sql`create temp table memberships (tenant_id uuid, user_id text, role text)`.execute(trx);
    await sql`create trigger audit after insert on memberships
      for each row execute function app.audit_row('user_id')`.execute(trx);
    await sql`insert into pg_temp.memberships values (${tenantId}, 'uydurma', 'owner')`.execute(trx);
  });
  await expect(forge).rejects.toThrow(/permission denied/);
  const { rows } = await world.superuser.query(`select from audit_log where entity_id = 'uydurma'`);
  expect(rows).toEqual([]);
});

it('a client user’s connection sees the lines of named clients only', async () => {
  const { scope } = await officeWithChanges();
  const asClientUser = { ...scope, clientIds: ['00000000-0000-4000-8000-000000000001'] };
  const seen = (as: Scope) =>
    inScope(world.db, as, (trx) => trx.selectFrom('audit_log').select('audit_id').execute());
  expect((await seen(scope)).length).toBeGreaterThan(0);
  expect(await seen(asClientUser)).toEqual([]);
});
