/** The audit log filtered and as a file: by who, what, when, which client and words; one row for every changed field. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportDepsOf } from '../books.fixture.ts';
import { ENTITIES, FIELDS } from './audit-words.ts';
import { identityContract } from './contract.ts';
import { exportAudit, isTechnical } from './export-audit.ts';
import {
  call,
  createWorld,
  freshEmail,
  newClient,
  newOffice,
  signedIn,
  type World,
} from './identity.fixture.ts';
import { listAudit } from './list-audit.ts';

let world: World;
let scratchDir: string;
beforeAll(async () => {
  world = await createWorld();
  // Lines are stamped by the database's clock.
  world.clock.ms = Date.now();
  scratchDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-audit-'));
});
afterAll(async () => {
  await world.close();
  await rm(scratchDir, { recursive: true });
});

interface Line {
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
}

async function officeWithChanges() {
  const office = await newOffice(world);
  const { who } = await signedIn(world, office.email);
  const body = { email: freshEmail(), name: 'Işık Çağlar', role: 'staff' };
  const { userId } = (await call(world, who, 'POST /members', { body })) as { userId: string };
  await call(world, who, 'PATCH /members/:userId', { params: { userId }, body: { role: 'accountant' } });
  const clientId = await newClient(world, office.tenantId, '1234567890');
  const list = async (query: object) =>
    ((await call(world, who, 'GET /audit', { query })) as { items: Line[] }).items;
  const file = async (query: object, format = 'csv', language: 'tr' | 'en' = 'tr') => {
    const asked = identityContract.exportAudit.query.parse({ format, ...query });
    const deps = { ...exportDepsOf(world.db, scratchDir), clock: world.clock };
    return exportAudit(deps, { scope: systemScope(office.tenantId), language }, asked);
  };
  return { ...office, who, userId, clientId, list, file };
}

it('lines are found by act, person and client', async () => {
  const { list, userId, ownerId, clientId } = await officeWithChanges();
  expect(await list({ action: 'update' })).toMatchObject([{ entity: 'memberships', entityId: userId }]);
  expect((await list({ userId: ownerId })).map(({ entity }) => entity)).not.toContain('clients');
  expect(await list({ clientId })).toMatchObject([{ entity: 'clients', action: 'insert' }]);
});

it('lines are read from either end, page by page, and so is the file', async () => {
  const { who, list, file } = await officeWithChanges();
  const newest = (await list({})).map(({ entityId, action }) => `${entityId} ${action}`);
  const oldest: string[] = [];
  let cursor: string | null = null;
  do {
    const query: object = { limit: 2, order: 'at', ...(cursor === null ? {} : { cursor }) };
    const page = (await call(world, who, 'GET /audit', { query })) as {
      items: Line[];
      nextCursor: string | null;
    };
    oldest.push(...page.items.map(({ entityId, action }) => `${entityId} ${action}`));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(newest.length).toBeGreaterThan(4);
  expect(oldest).toEqual(newest.toReversed());
  const times = async (order: string) =>
    [...(await text((await file({ order })).stream)).matchAll(/^"?(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2})/gm)].map(
      ([, at]) => at,
    );
  expect((await times('at')).toSorted()).toEqual(await times('at'));
});

it('lines are found by day in Türkiye, both days included, in whatever day the transaction began', async () => {
  const { list, tenantId } = await officeWithChanges();
  const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
  const all = await list({});
  expect(all.length).toBeGreaterThanOrEqual(5);
  // Past midnight in between, some of them are of yesterday.
  const yesterday = new Date(Date.parse(today) - 24 * 3_600_000).toISOString().slice(0, 10);
  expect(await list({ from: yesterday, to: today })).toHaveLength(all.length);
  expect(await list({ to: '2020-01-01' })).toEqual([]);
  expect(await list({ from: '2199-01-01' })).toEqual([]);
  expect(tenantId).toBeDefined();
});

it('lines are found by any word in what changed, however its letters are typed', async () => {
  const { list, userId } = await officeWithChanges();
  for (const q of ['işik çağ', 'ISIK', 'ışık ÇAĞLAR'])
    expect((await list({ q })).map(({ entityId }) => entityId)).toContain(userId);
  expect(await list({ q: '%' })).toEqual([]);
  expect(await list({ q: 'hiç yok böyle' })).toEqual([]);
});

it('a search without a first day looks at the last quarter, and further back with one', async () => {
  const { tenantId } = await officeWithChanges();
  const later = { now: () => new Date(Date.now() + 100 * 24 * 3_600_000) };
  const search = async (query: object) => {
    const asked = identityContract.listAudit.query.parse(query);
    return (await listAudit({ db: world.db, clock: later }, tenantId, asked, systemScope(tenantId))).items;
  };
  expect(await search({ q: 'Işık' })).toEqual([]);
  expect((await search({ q: 'Işık', from: '2020-01-01' })).length).toBeGreaterThan(0);
});

it('filters and pages go together', async () => {
  const { who, list } = await officeWithChanges();
  const query = { entity: 'memberships' };
  const all = await list(query);
  const walked: unknown[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = (await call(world, who, 'GET /audit', {
      query: { ...query, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
    })) as { items: unknown[]; nextCursor: string | null };
    walked.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(walked).toEqual(all);
});

it('the file has a row for every field that changed, in words of the reader, and nothing else', async () => {
  const { file, userId } = await officeWithChanges();
  const result = await file({ entityId: userId, action: 'update' });
  expect(result).toMatchObject({ contentType: 'text/csv; charset=utf-8' });
  expect(result.fileName).toMatch(/^Denetim izi - Deneme Ofisi - .*\.csv$/);
  const lines = (await text(result.stream)).split('\r\n').filter((line) => line !== '');
  const changed = lines.filter((line) => line.includes(userId));
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain('Kullanıcı');
  expect(changed[0]).toContain('Rol');
  expect(changed[0]).toMatch(/Personel.*Muhasebeci/);
  const english = await text((await file({ entityId: userId, action: 'update' }, 'csv', 'en')).stream);
  expect(english).toMatch(/Member|User/);
  expect((await file({}, 'xlsx')).sizeBytes).toBeGreaterThan(1000);
});

it('a line about a member and a client names both, on the page and in the file', async () => {
  const { who, clientId, list, file } = await officeWithChanges();
  const body = { email: freshEmail(), name: 'Şule Kaplan', role: 'client', clientIds: [clientId] };
  await call(world, who, 'POST /members', { body });
  const [line] = await list({ entity: 'membership_clients' });
  expect(line).toMatchObject({ personName: 'Şule Kaplan', clientTitle: 'Örnek Ltd' });
  const written = await text((await file({ entity: 'membership_clients' })).stream);
  expect(written).toMatch(/Mükellef yetkisi.*Şule Kaplan.*Örnek Ltd/);
});

it('what a client user’s portal shows is told in words, before and after', async () => {
  const { who, clientId, list, file } = await officeWithChanges();
  const body = { email: freshEmail(), name: 'Şule Kaplan', role: 'client', clientIds: [clientId] };
  const { userId } = (await call(world, who, 'POST /members', { body })) as { userId: string };
  const less = { portalParts: ['upload', 'reports'] };
  await call(world, who, 'PATCH /members/:userId', { params: { userId }, body: less });
  await call(world, who, 'PATCH /members/:userId', { params: { userId }, body: less });
  const lines = await list({ entity: 'memberships', entityId: userId, action: 'update' });
  expect(lines).toMatchObject([{ after: { portal_parts: ['upload', 'reports'] } }]);
  const written = await text((await file({ entity: 'memberships', entityId: userId })).stream);
  expect(written).toMatch(
    /Portalda.*Belgeleri görür, Belge yükler, İstenenleri yanıtlar, Raporları görür.*Belge yükler, Raporları görür/,
  );
});

it('an office exports its own lines alone', async () => {
  const [one, other] = [await officeWithChanges(), await officeWithChanges()];
  const written = await text((await other.file({})).stream);
  expect(written).not.toContain(one.userId);
  expect(written).toContain(other.userId);
});

it('every record that is audited, and every field of it that a reader sees, has a word', async () => {
  const { tenantId } = await newOffice(world);
  const { rows } = await inScope(world.db, systemScope(tenantId), async () =>
    world.superuser.query<{ entity: string; field: string }>(
      `select distinct c.relname as entity, a.attname as field
       from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where p.proname = 'audit_row'
         -- The second argument of the trigger names what it does not keep.
         and a.attname <> all (string_to_array(split_part(encode(t.tgargs, 'escape'), '\\000', 2), ','))`,
    ),
  );
  const silent = rows.filter(
    ({ entity, field }) =>
      ENTITIES[entity] === undefined || (!isTechnical(field) && FIELDS[field] === undefined),
  );
  expect(silent).toEqual([]);
  expect(rows.length).toBeGreaterThan(20);
});
