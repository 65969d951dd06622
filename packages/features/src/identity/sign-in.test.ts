/** Signing in by password: one answer for all wrong tries, locks, limits, and the office one lands in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  browser,
  call,
  createWorld,
  eventsOf,
  freshEmail,
  newOffice,
  PASSWORD,
  signedIn,
  type World,
} from './identity.fixture.ts';
import { hashPassword } from './password-hash.ts';
import { accountHash } from './security-events.queries.ts';
import { insertUser } from './users.queries.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

function login(email: string, password: string, address: string | null = null) {
  return call(world, browser(address), 'POST /auth/login', { body: { email, password } });
}

async function failures(email: string, count: number): Promise<string[]> {
  const codes: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await login(email, 'yanlış parola').catch((error: { code: string }) => codes.push(error.code));
  }
  return codes;
}

it('the right password signs in to the office, with role, permissions and a refresh cookie', async () => {
  const { email, tenantId } = await newOffice(world, 'Güven Mali Müşavirlik');
  const { who, me } = await signedIn(world, email);
  expect(me).toMatchObject({
    office: { id: tenantId, name: 'Güven Mali Müşavirlik' },
    role: 'owner',
    clientIds: null,
  });
  expect(me.permissions).toContain('voucher:post');
  expect(who.cookie).toMatch(/^[\w-]{43}$/);
});

it('the mail address is taken in any case', async () => {
  const { email } = await newOffice(world);
  await expect(login(email.toUpperCase(), PASSWORD)).resolves.toMatchObject({ status: 'signed-in' });
});

it('unknown address, wrong password and disabled account get the same answers, up to and in the lock', async () => {
  const { email } = await newOffice(world);
  const disabled = await newOffice(world);
  await world.superuser.query('update users set disabled_at = now() where user_id = $1', [disabled.ownerId]);
  const expected = [...Array<string>(5).fill('LOGIN_FAILED'), 'ACCOUNT_LOCKED', 'ACCOUNT_LOCKED'];
  expect(await failures(email, 7)).toEqual(expected);
  expect(await failures(freshEmail(), 7)).toEqual(expected);
  expect(await failures(disabled.email, 7)).toEqual(expected);
  await expect(login(disabled.email, PASSWORD)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
});

it('a locked account refuses the right password, opens after its minute, and is clean after a sign-in', async () => {
  const { email } = await newOffice(world);
  await failures(email, 5);
  await expect(login(email, PASSWORD)).rejects.toMatchObject({
    code: 'ACCOUNT_LOCKED',
    params: { minutes: 1 },
  });
  world.clock.pass(61);
  await failures(email, 1);
  await expect(login(email, PASSWORD)).rejects.toMatchObject({
    code: 'ACCOUNT_LOCKED',
    params: { minutes: 2 },
  });
  world.clock.pass(121);
  await login(email, PASSWORD);
  expect(await failures(email, 4)).toEqual(Array<string>(4).fill('LOGIN_FAILED'));
  await expect(login(email, PASSWORD)).resolves.toBeDefined();
});

it('many tries at once are counted one by one: no more than five reach the password', async () => {
  const { email } = await newOffice(world);
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => login(email, 'yanlış parola')));
  const codes = results.map((result) =>
    result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
  );
  expect(codes.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'ACCOUNT_LOCKED')).toHaveLength(7);
});

it('an address that fails thirty times on any accounts must wait, and others need not', async () => {
  const { email } = await newOffice(world);
  for (let turn = 0; turn < 30; turn += 1) {
    await expect(login(freshEmail(), 'yanlış parola', '203.0.113.9')).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
    });
  }
  await expect(login(email, PASSWORD, '203.0.113.9')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    params: { seconds: 900 },
  });
  await expect(login(email, PASSWORD, '203.0.113.10')).resolves.toBeDefined();
  world.clock.pass(901);
  await expect(login(email, PASSWORD, '203.0.113.9')).resolves.toBeDefined();
});

it('addresses of one IPv6 network count as one, and those of another network do not', async () => {
  const from = (host: number) => `2001:db8:1:2::${host.toString(16)}`;
  for (let turn = 1; turn <= 30; turn += 1)
    await login(freshEmail(), 'yanlış parola', from(turn)).catch(() => {});
  const { email } = await newOffice(world);
  await expect(login(email, PASSWORD, from(99))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await expect(login(email, PASSWORD, '2001:db8:1:3::1')).resolves.toMatchObject({ status: 'signed-in' });
});

it.each(['signed-in', 'password-reset', 'unlocked'])(
  'after %s the count of failures starts anew',
  async (kind) => {
    const { email } = await newOffice(world);
    await failures(email, 4);
    world.clock.pass(1);
    await world.superuser.query('insert into security_events (kind, at, account_hash) values ($1, $2, $3)', [
      kind,
      world.clock.now(),
      accountHash(email),
    ]);
    world.clock.pass(1);
    expect(await failures(email, 5)).toEqual(Array<string>(5).fill('LOGIN_FAILED'));
  },
);

it('an office behind one address may sign in as often as it likes', async () => {
  const { email } = await newOffice(world);
  for (let turn = 0; turn < 32; turn += 1) await login(email, PASSWORD, '203.0.113.77');
  await expect(login(email, PASSWORD, '203.0.113.77')).resolves.toBeDefined();
});

it('a wanted office must be one of the person’s own', async () => {
  const [one, other] = [await newOffice(world), await newOffice(world)];
  const body = { email: one.email, password: PASSWORD, officeId: other.tenantId };
  await expect(call(world, browser(), 'POST /auth/login', { body })).rejects.toMatchObject({
    code: 'NOT_A_MEMBER',
  });
});

it('a platform administrator has no office, no client and no permission on books', async () => {
  const email = freshEmail();
  const passwordHash = await hashPassword(PASSWORD);
  await world.db
    .transaction()
    .execute((trx) => insertUser(trx, { email, name: 'Operatör', passwordHash, platformAdmin: true }));
  const { who, me } = await signedIn(world, email);
  expect(me).toMatchObject({ office: null, role: 'platform', clientIds: [], offices: [] });
  await expect(call(world, who, 'GET /members')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(call(world, who, 'GET /audit')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('sign-ins and failures leave a trace that names the account by its hash only', async () => {
  const { email, ownerId } = await newOffice(world);
  await failures(email, 1);
  await login(email, PASSWORD);
  expect(await eventsOf(world, ownerId)).toEqual(['sign-in-attempt', 'sign-in-attempt', 'signed-in']);
  const { rows } = await world.superuser.query<{ line: string }>(
    'select security_events::text as line from security_events',
  );
  expect(rows.some(({ line }) => line.includes(email))).toBe(false);
});
