/** Members of an office: never without an owner, client users bound to its clients, and no office sees another's. */
import { setTimeout } from 'node:timers/promises';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  browser,
  call,
  createWorld,
  freshEmail,
  newClient,
  newOffice,
  PASSWORD,
  sendWaitingMail,
  signedIn,
  tokenIn,
  type World,
} from './identity.fixture.ts';
import { findMember, listMemberRows, lockActiveOwners, updateMemberRow } from './members.queries.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function officeOfOwner() {
  const office = await newOffice(world);
  return { ...office, who: (await signedIn(world, office.email)).who };
}
type Owner = Awaited<ReturnType<typeof officeOfOwner>>;

async function add(
  owner: Owner,
  role: string,
  extra: object = {},
): Promise<{ userId: string; email: string }> {
  const body = { email: freshEmail(), name: 'Can Demir', role, ...extra };
  return (await call(world, owner.who, 'POST /members', { body })) as { userId: string; email: string };
}
const change = (owner: Owner, userId: string, body: object) =>
  call(world, owner.who, 'PATCH /members/:userId', { params: { userId }, body });

it('someone invited sets a password by the mailed link and enters with the role given', async () => {
  const owner = await officeOfOwner();
  const { email } = await add(owner, 'accountant');
  await expect(signedIn(world, email)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  const mail = (await sendWaitingMail(world)).at(-1);
  expect(mail).toContain('72 saat');
  const body = { token: tokenIn(mail), newPassword: PASSWORD };
  await call(world, browser(), 'POST /auth/password/reset', { body });
  expect((await signedIn(world, email)).me).toMatchObject({
    role: 'accountant',
    office: { id: owner.tenantId },
  });
});

it('someone of another office gets a second membership, keeps the password, and may switch', async () => {
  const [one, two] = [await officeOfOwner(), await officeOfOwner()];
  const body = { email: two.email, name: 'Ayşe (danışman)', role: 'staff' };
  await call(world, one.who, 'POST /members', { body });
  expect((await sendWaitingMail(world)).at(-1)).not.toContain('#token=');
  const { who, me } = await signedIn(world, two.email);
  expect(me.office?.id).toBe(two.tenantId);
  expect(me.offices.map(({ id }) => id).sort()).toEqual([one.tenantId, two.tenantId].sort());
  const there = await call(world, who, 'POST /me/office', { body: { officeId: one.tenantId } });
  expect(there).toMatchObject({
    me: { role: 'staff', office: { id: one.tenantId }, user: { name: 'Ayşe (danışman)' } },
  });
  await expect(
    call(world, who, 'POST /me/office', { body: { officeId: (await newOffice(world)).tenantId } }),
  ).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
  expect((await signedIn(world, two.email)).me.office?.id).toBe(one.tenantId);
});

it('the name that one office gives a person does not change what another calls them', async () => {
  const [one, two] = [await officeOfOwner(), await officeOfOwner()];
  await call(world, one.who, 'POST /members', {
    body: { email: two.email, name: 'Danışman', role: 'staff' },
  });
  await change(one, two.ownerId, { name: 'Başka Ad' });
  expect((await call(world, two.who, 'GET /me')) as object).toMatchObject({ user: { name: 'Ayşe Yılmaz' } });
});

it('a member is added once, and a platform administrator never', async () => {
  const owner = await officeOfOwner();
  const { email } = await add(owner, 'staff');
  await expect(add(owner, 'staff', { email })).rejects.toMatchObject({ code: 'MEMBER_EXISTS' });
  await world.superuser.query('insert into users (email, name, is_platform_admin) values ($1, $2, true)', [
    'op@ornek.test',
    'Op',
  ]);
  await expect(add(owner, 'staff', { email: 'op@ornek.test' })).rejects.toMatchObject({
    code: 'MEMBER_REFUSED',
  });
});

it('the last owner is neither disabled nor given another role', async () => {
  const owner = await officeOfOwner();
  await expect(change(owner, owner.ownerId, { disabled: true })).rejects.toMatchObject({
    code: 'LAST_OWNER',
  });
  await expect(change(owner, owner.ownerId, { role: 'staff' })).rejects.toMatchObject({ code: 'LAST_OWNER' });
  const second = await add(owner, 'owner');
  await change(owner, second.userId, { disabled: true });
  await expect(change(owner, owner.ownerId, { role: 'staff' })).rejects.toMatchObject({ code: 'LAST_OWNER' });
  await change(owner, second.userId, { disabled: false });
  await expect(change(owner, owner.ownerId, { role: 'staff' })).resolves.toMatchObject({ role: 'staff' });
});

it('two owners who demote each other at the same moment leave one owner', async () => {
  const owner = await officeOfOwner();
  const second = await add(owner, 'owner');
  const { tenantId } = owner;
  const waiting = await inScope(world.db, systemScope(tenantId), async (trx) => {
    await lockActiveOwners(trx, tenantId);
    const demotion = change(owner, owner.ownerId, { role: 'staff' }).catch((error: unknown) => error);
    // Long enough for the other one to have counted two owners, if it did not wait for the lock.
    await setTimeout(300);
    await updateMemberRow(trx, tenantId, second.userId, {
      name: 'Can Demir',
      role: 'staff',
      disabledAt: null,
    });
    return { demotion };
  });
  expect(await waiting.demotion).toMatchObject({ code: 'LAST_OWNER' });
});

it('a client user needs a client, and only one of the same office', async () => {
  const [owner, stranger] = [await officeOfOwner(), await officeOfOwner()];
  const own = await newClient(world, owner.tenantId, '1234567890');
  const foreign = await newClient(world, stranger.tenantId, '1234567890');
  await expect(add(owner, 'client')).rejects.toMatchObject({ code: 'CLIENT_USER_NEEDS_CLIENTS' });
  await expect(add(owner, 'client', { clientIds: [own, foreign] })).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
  const { userId } = await add(owner, 'client', { clientIds: [own, own] });
  await expect(change(owner, userId, { clientIds: [] })).rejects.toMatchObject({
    code: 'CLIENT_USER_NEEDS_CLIENTS',
  });
  await expect(change(owner, userId, { name: 'Yeni Ad' })).resolves.toMatchObject({
    clientIds: [own],
    name: 'Yeni Ad',
  });
  await expect(change(owner, userId, { role: 'staff' })).resolves.toMatchObject({ clientIds: [] });
});

it('a client user has all of the portal until the office says otherwise, and never none of it', async () => {
  const owner = await officeOfOwner();
  const clientIds = [await newClient(world, owner.tenantId, '1234567890')];
  const added = await add(owner, 'client', { clientIds });
  expect(added).toMatchObject({ portalParts: ['documents', 'upload', 'requests', 'reports'] });
  const less = { portalParts: ['reports', 'documents', 'reports'] };
  await expect(change(owner, added.userId, less)).resolves.toMatchObject({
    portalParts: ['documents', 'reports'],
  });
  await expect(change(owner, added.userId, { name: 'Yeni Ad' })).resolves.toMatchObject({
    portalParts: ['documents', 'reports'],
  });
  await expect(change(owner, added.userId, { portalParts: [] })).rejects.toThrow(/portalParts/);
  await expect(change(owner, added.userId, { portalParts: ['payroll'] })).rejects.toThrow(/portalParts/);
  const staff = await add(owner, 'staff', { portalParts: ['reports'] });
  await expect(change(owner, staff.userId, { role: 'client', clientIds })).resolves.toMatchObject({
    portalParts: ['documents', 'upload', 'requests', 'reports'],
  });
});

it('a refused invitation leaves neither a person nor a mail behind', async () => {
  const owner = await officeOfOwner();
  const email = freshEmail();
  const before = (await sendWaitingMail(world)).length;
  await expect(add(owner, 'client', { email, clientIds: [] })).rejects.toMatchObject({
    code: 'CLIENT_USER_NEEDS_CLIENTS',
  });
  const { rows } = await world.superuser.query('select 1 from users where email = $1', [email]);
  expect(rows).toEqual([]);
  expect((await sendWaitingMail(world)).length).toBe(before);
});

it('members are listed by name in Turkish order', async () => {
  const owner = await officeOfOwner();
  for (const name of ['Çınar', 'Cem', 'Işık', 'İpek', 'Zeki']) await add(owner, 'staff', { name });
  const { items } = (await call(world, owner.who, 'GET /members')) as { items: { name: string }[] };
  expect(items.map(({ name }) => name)).toEqual(['Ayşe Yılmaz', 'Cem', 'Çınar', 'Işık', 'İpek', 'Zeki']);
});

it('an office neither lists nor changes the members of another, even when a query forgets the office', async () => {
  const [owner, stranger] = [await officeOfOwner(), await officeOfOwner()];
  await expect(change(stranger, owner.ownerId, { name: 'Çalınmış' })).rejects.toMatchObject({
    code: 'MEMBER_NOT_FOUND',
  });
  const scope = {
    tenantId: stranger.tenantId,
    userId: stranger.ownerId,
    clientIds: null,
    requestId: null,
    address: null,
  };
  const seen = await inScope(world.db, scope, async (trx) => ({
    listed: await listMemberRows(trx, owner.tenantId),
    found: await findMember(trx, owner.tenantId, owner.ownerId),
    all: await trx.selectFrom('memberships').select('tenant_id').execute(),
  }));
  expect(seen).toEqual({ listed: [], found: null, all: [{ tenant_id: stranger.tenantId }] });
});
