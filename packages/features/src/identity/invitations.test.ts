/** Invitations: a one-time link by mail, membership only when accepted, nothing told of who has an account. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  browser,
  call,
  createWorld,
  eventsOf,
  freshEmail,
  newClient,
  newOffice,
  PASSWORD,
  sendWaitingMail,
  signedIn,
  tokenIn,
  type World,
} from './identity.fixture.ts';
import { changeInvitation } from './invitations.queries.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly sends: number;
  readonly sentAt: string | null;
  readonly expired: boolean;
}

async function officeOfOwner(name?: string) {
  const office = await newOffice(world, name);
  return { ...office, who: (await signedIn(world, office.email)).who };
}
type Owner = Awaited<ReturnType<typeof officeOfOwner>>;

const invite = async (owner: Owner, extra: object = {}) => {
  const body = { email: freshEmail(), name: 'Can Demir', role: 'accountant', ...extra };
  return (await call(world, owner.who, 'POST /invitations', { body })) as Invitation;
};
const latestToken = async () => tokenIn((await sendWaitingMail(world)).at(-1));
const read = (token: string, who = browser()) =>
  call(world, who, 'POST /auth/invitation', { body: { token } });
const accept = (token: string, extra: object = {}, who = browser()) =>
  call(world, who, 'POST /auth/invitation/accept', {
    body: { token, name: 'Can Demir', newPassword: PASSWORD, ...extra },
  });
const open = async (owner: Owner) =>
  ((await call(world, owner.who, 'GET /invitations')) as { items: Invitation[] }).items;

it('someone invited is no member until the link is opened, sets a password, and is in with the role given', async () => {
  const owner = await officeOfOwner('Işık Müşavirlik');
  const { email } = await invite(owner);
  const { items } = (await call(world, owner.who, 'GET /members')) as { items: { email: string }[] };
  expect(items.map((member) => member.email)).not.toContain(email);
  const mail = (await sendWaitingMail(world)).at(-1) ?? '';
  expect(mail).toContain('yedi gün');
  const token = tokenIn(mail);
  expect(await read(token)).toEqual({
    office: 'Işık Müşavirlik',
    invitedBy: 'Ayşe Yılmaz',
    email,
    name: 'Can Demir',
    role: 'accountant',
    hasAccount: false,
  });
  const who = browser();
  const answer = (await accept(token, { name: 'Can A. Demir' }, who)) as { me: { user: { id: string } } };
  expect(answer).toMatchObject({
    status: 'signed-in',
    me: { role: 'accountant', office: { id: owner.tenantId }, user: { name: 'Can A. Demir', email } },
  });
  expect(who.cookie).toBeDefined();
  expect(await eventsOf(world, answer.me.user.id)).toEqual(
    expect.arrayContaining(['account-created', 'invitation-accepted', 'signed-in']),
  );
  expect(await open(owner)).toEqual([]);
  const told = await world.superuser.query(
    "select params from notifications where kind = 'invitation-accepted' and user_id = $1",
    [owner.ownerId],
  );
  expect(told.rows).toEqual([{ params: { name: 'Can A. Demir' } }]);
});

it('a link is good once, even when it is used twice at the same moment', async () => {
  const owner = await officeOfOwner();
  await invite(owner);
  const token = await latestToken();
  const results = await Promise.allSettled([accept(token), accept(token), accept(token)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(read(token)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
});

it('the database and the queue hold no link, only its hash', async () => {
  const owner = await officeOfOwner();
  await invite(owner);
  const { rows: jobs } = await world.superuser.query(
    'select payload::text as t from graphile_worker._private_jobs',
  );
  const token = await latestToken();
  const { rows } = await world.superuser.query(
    `select row_to_json(i)::text as t from invitations i
     union all select row_to_json(a)::text from audit_log a where entity = 'invitations'`,
  );
  expect(JSON.stringify([jobs, rows])).not.toContain(token);
  expect(JSON.stringify([jobs, rows])).not.toContain(token.slice(32));
});

it('unknown, expired and withdrawn links get one answer', async () => {
  const owner = await officeOfOwner();
  const withdrawn = await invite(owner);
  const deadToken = await latestToken();
  await call(world, owner.who, 'DELETE /invitations/:invitationId', {
    params: { invitationId: withdrawn.id },
  });
  await invite(owner);
  const oldToken = await latestToken();
  world.clock.pass(7 * 24 * 3600 + 1);
  const made = `${owner.tenantId.replaceAll('-', '')}${'A'.repeat(43)}`;
  for (const token of ['yanlış', made, deadToken, oldToken]) {
    await expect(read(token)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
    await expect(accept(token)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
  }
  const again = (await signedIn(world, owner.email)).who;
  const { items } = (await call(world, again, 'GET /invitations')) as { items: Invitation[] };
  expect(items).toMatchObject([{ expired: true }]);
});

it('a token of one office opens no invitation of another', async () => {
  const [one, other] = [await officeOfOwner(), await officeOfOwner()];
  await invite(one);
  const token = await latestToken();
  const forged = `${other.tenantId.replaceAll('-', '')}${token.slice(32)}`;
  await expect(read(forged)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
});

it('sent again, the new link works and the earlier one does not; not twice within a minute, and ten times at most', async () => {
  const owner = await officeOfOwner();
  const { id } = await invite(owner);
  const first = await latestToken();
  const resend = () =>
    call(world, owner.who, 'POST /invitations/:invitationId/resend', { params: { invitationId: id } });
  await expect(resend()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  world.clock.pass(61);
  expect(await resend()).toMatchObject({ sends: 2, sentAt: null });
  const second = await latestToken();
  await expect(read(first)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
  await expect(read(second)).resolves.toMatchObject({ role: 'accountant' });
  await inScope(world.db, systemScope(owner.tenantId), (trx) =>
    changeInvitation(trx, owner.tenantId, id, { sends: 10 }),
  );
  world.clock.pass(61);
  await expect(resend()).rejects.toMatchObject({ code: 'INVITATION_SENT_OFTEN' });
});

it('an invitation withdrawn while its mail waits is not mailed', async () => {
  const owner = await officeOfOwner();
  const before = (await sendWaitingMail(world)).length;
  const { id } = await invite(owner);
  await call(world, owner.who, 'DELETE /invitations/:invitationId', { params: { invitationId: id } });
  expect(await sendWaitingMail(world)).toHaveLength(before);
  await expect(
    call(world, owner.who, 'DELETE /invitations/:invitationId', { params: { invitationId: id } }),
  ).rejects.toMatchObject({ code: 'INVITATION_NOT_FOUND' });
});

it('whoever has an account signs in and joins with it, keeps the password, and works on in the new office', async () => {
  const [one, two] = [await officeOfOwner('Birinci Ofis'), await officeOfOwner('İkinci Ofis')];
  await invite(one, { email: two.email, role: 'staff' });
  const token = await latestToken();
  expect(await read(token)).toMatchObject({ hasAccount: true });
  await expect(accept(token)).rejects.toMatchObject({ code: 'INVITATION_NEEDS_SIGN_IN' });
  const stranger = await officeOfOwner();
  await expect(call(world, stranger.who, 'POST /me/invitation', { body: { token } })).rejects.toMatchObject({
    code: 'INVITATION_FOR_ANOTHER',
  });
  const joined = await call(world, two.who, 'POST /me/invitation', { body: { token } });
  expect(joined).toMatchObject({ me: { role: 'staff', office: { id: one.tenantId, name: 'Birinci Ofis' } } });
  await expect(call(world, two.who, 'POST /me/invitation', { body: { token } })).rejects.toMatchObject({
    code: 'INVITATION_INVALID',
  });
});

it('inviting tells nothing of whether an address has an account, and a platform administrator cannot join', async () => {
  const [owner, other] = [await officeOfOwner(), await officeOfOwner()];
  await world.superuser.query(
    "insert into users (email, name, is_platform_admin) values ('yonetici@ornek.test', 'Op', true)",
  );
  const shapes = [];
  for (const email of [other.email, freshEmail(), 'yonetici@ornek.test']) {
    const { id: _id, email: _email, ...rest } = (await invite(owner, { email })) as Invitation & object;
    shapes.push(rest);
  }
  expect(shapes[1]).toEqual(shapes[0]);
  expect(shapes[2]).toEqual(shapes[0]);
});

it('a member is not invited, and an open invitation is not doubled', async () => {
  const owner = await officeOfOwner();
  await expect(invite(owner, { email: owner.email })).rejects.toMatchObject({ code: 'MEMBER_EXISTS' });
  const { email } = await invite(owner);
  await expect(invite(owner, { email })).rejects.toMatchObject({ code: 'INVITATION_EXISTS' });
});

it('a client user is invited to named clients of this office, and sees those alone', async () => {
  const [owner, stranger] = [await officeOfOwner(), await officeOfOwner()];
  const own = await newClient(world, owner.tenantId, '1234567890');
  const foreign = await newClient(world, stranger.tenantId, '1234567890');
  await expect(invite(owner, { role: 'client' })).rejects.toMatchObject({
    code: 'CLIENT_USER_NEEDS_CLIENTS',
  });
  await expect(invite(owner, { role: 'client', clientIds: [own, foreign] })).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
  const asked = { role: 'client', clientIds: [own], portalParts: ['reports', 'upload'] };
  expect(await invite(owner, asked)).toMatchObject({ portalParts: ['upload', 'reports'] });
  expect(await accept(await latestToken())).toMatchObject({
    me: {
      role: 'client',
      clientIds: [own],
      permissions: ['portal:read', 'document:upload', 'portal:reports'],
    },
  });
});

it('a weak password is refused and leaves the link good', async () => {
  const owner = await officeOfOwner();
  await invite(owner);
  const token = await latestToken();
  await expect(accept(token, { newPassword: 'candemir2026' })).rejects.toMatchObject({
    code: 'PASSWORD_TOO_WEAK',
  });
  await expect(accept(token)).resolves.toMatchObject({ status: 'signed-in' });
});

it('who guesses links from one address is held up', async () => {
  const who = { ...browser(), address: '203.0.113.77' };
  const guess = (n: number) => read(`${'0'.repeat(32)}${String(n).padStart(43, 'x')}`, who);
  for (let n = 0; n < 30; n++) await expect(guess(n)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
  await expect(guess(31)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

it('another office neither lists, sends nor withdraws an invitation, and who is not owner sends none', async () => {
  const [owner, stranger] = [await officeOfOwner(), await officeOfOwner()];
  const { id } = await invite(owner);
  expect(await open(stranger)).toEqual([]);
  const params = { invitationId: id };
  await expect(
    call(world, stranger.who, 'POST /invitations/:invitationId/resend', { params }),
  ).rejects.toMatchObject({ code: 'INVITATION_NOT_FOUND' });
  await expect(
    call(world, stranger.who, 'DELETE /invitations/:invitationId', { params }),
  ).rejects.toMatchObject({ code: 'INVITATION_NOT_FOUND' });
});
