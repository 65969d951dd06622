/** The check of every request: forged tokens fail, and what was taken away is gone at once. */
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthenticator } from './authenticator.ts';
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

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** An office with an owner and one more member who has set a password. */
async function officeWithMember(role: string, clientIds: string[] = []) {
  const office = await newOffice(world);
  const owner = (await signedIn(world, office.email)).who;
  const own = role === 'client' ? [await newClient(world, office.tenantId, '1111111111')] : clientIds;
  const body = { email: freshEmail(), name: 'Can Demir', role, clientIds: own };
  const { userId } = (await call(world, owner, 'POST /members', { body })) as { userId: string };
  const token = tokenIn((await sendWaitingMail(world)).at(-1));
  await call(world, browser(), 'POST /auth/password/reset', {
    body: { token, newPassword: PASSWORD },
  });
  return { ...office, owner, userId, clientIds: own, member: (await signedIn(world, body.email)).who };
}

const token = (who: { accessToken: string | null }) => who.accessToken ?? '';

it('a token that is forged, unsigned, of another installation, or expired is nobody', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const [head = '', body = '', signature = ''] = token(who).split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
  const foreign = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('x'.repeat(40)));
  const changed = Buffer.from(JSON.stringify({ ...claims, role: 'platform' })).toString('base64url');
  for (const forged of ['', 'x', `${none}.${body}.`, foreign, `${head}.${changed}.${signature}`]) {
    await expect(world.authenticator.authenticate(forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  }
  await expect(world.authenticator.authenticate(token(who))).resolves.toMatchObject({ role: 'owner' });
  world.clock.pass(601);
  await expect(world.authenticator.authenticate(token(who))).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

it('a well-signed token for an office that the person is no member of is refused', async () => {
  const [one, other] = [await newOffice(world), await newOffice(world)];
  const { who } = await signedIn(world, one.email);
  const claims = JSON.parse(
    Buffer.from(token(who).split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as Record<string, unknown>;
  const sign = (office: string | null) =>
    new SignJWT({ ...claims, office })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(world.deps.jwtSecret));
  await expect(world.authenticator.authenticate(await sign(one.tenantId))).resolves.toBeDefined();
  for (const office of [other.tenantId, null]) {
    await expect(world.authenticator.authenticate(await sign(office))).rejects.toMatchObject({
      code: 'SESSION_REVOKED',
    });
  }
});

it('a token for another purpose, by another issuer, without an end, or of another session or person opens nothing', async () => {
  const { who } = await signedIn(world, (await newOffice(world)).email);
  const claims = JSON.parse(
    Buffer.from(token(who).split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as Record<string, unknown>;
  const key = new TextEncoder().encode(world.deps.jwtSecret);
  const nobody = '00000000-0000-4000-8000-000000000000';
  for (const [other, code] of [
    [{ aud: 'muhasebi-second-factor' }, 'UNAUTHENTICATED'],
    [{ iss: 'someone' }, 'UNAUTHENTICATED'],
    [{ sid: "' or 1=1 --" }, 'UNAUTHENTICATED'],
    [{ sid: nobody }, 'SESSION_REVOKED'],
    [{ sub: nobody }, 'SESSION_REVOKED'],
  ] as const) {
    const signed = await new SignJWT({ ...claims, ...other }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    await expect(world.authenticator.authenticate(signed)).rejects.toMatchObject({ code });
  }
  const { exp: _end, ...endless } = claims;
  const signed = await new SignJWT(endless).setProtectedHeader({ alg: 'HS256' }).sign(key);
  await expect(world.authenticator.authenticate(signed)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('a member who is disabled is out at once', async () => {
  const { owner, member, userId } = await officeWithMember('staff');
  await expect(call(world, member, 'GET /me')).resolves.toBeDefined();
  await call(world, owner, 'PATCH /members/:userId', { params: { userId }, body: { disabled: true } });
  await expect(call(world, member, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(call(world, member, 'POST /auth/refresh')).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
});

it('a changed role counts at once, whatever the token says', async () => {
  const { owner, member, userId } = await officeWithMember('accountant');
  expect((await world.authenticator.authenticate(token(member))).permissions).toContain('voucher:post');
  await call(world, owner, 'PATCH /members/:userId', { params: { userId }, body: { role: 'staff' } });
  expect((await world.authenticator.authenticate(token(member))).permissions).not.toContain('voucher:post');
});

it('a client user is bound to the named clients, and a change of them counts at once', async () => {
  const { owner, member, userId, tenantId, clientIds } = await officeWithMember('client');
  expect(await world.authenticator.authenticate(token(member))).toMatchObject({ role: 'client', clientIds });
  const second = await newClient(world, tenantId, '2222222222');
  await call(world, owner, 'PATCH /members/:userId', { params: { userId }, body: { clientIds: [second] } });
  expect(await world.authenticator.authenticate(token(member))).toMatchObject({ clientIds: [second] });
});

it('a change made by another process counts within five seconds', async () => {
  const { email, ownerId } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const elsewhere = createAuthenticator({ ...world.deps, db: world.connect() });
  await elsewhere.authenticate(token(who));
  await world.superuser.query('update sessions set ended_at = now() where user_id = $1', [ownerId]);
  world.clock.pass(5);
  await expect(elsewhere.authenticate(token(who))).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
});

it('one session can be ended from another, and no one else’s', async () => {
  const { email } = await newOffice(world);
  const stranger = (await signedIn(world, (await newOffice(world)).email)).who;
  const [here, there] = [(await signedIn(world, email)).who, (await signedIn(world, email)).who];
  const { items } = (await call(world, here, 'GET /me/sessions')) as {
    items: { id: string; current: boolean }[];
  };
  const sessionId = items.find(({ current }) => !current)?.id;
  await expect(
    call(world, stranger, 'DELETE /me/sessions/:sessionId', { params: { sessionId } }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(call(world, there, 'GET /me')).resolves.toBeDefined();
  await call(world, here, 'DELETE /me/sessions/:sessionId', { params: { sessionId } });
  await expect(call(world, there, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(call(world, here, 'GET /me')).resolves.toBeDefined();
});
