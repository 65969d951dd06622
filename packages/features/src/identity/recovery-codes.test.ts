/** Recovery codes, a required second factor, and what an owner may do about a member's way in. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Browser,
  browser,
  call,
  createWorld,
  eventsOf,
  freshEmail,
  newOffice,
  PASSWORD,
  sendWaitingMail,
  signedIn,
  tokenIn,
  type World,
} from './identity.fixture.ts';
import { resetSecondFactor } from './operate-accounts.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.ms });

async function turnOn(who: Browser) {
  const { secret } = (await call(world, who, 'POST /me/second-factor/start', {
    body: { password: PASSWORD },
  })) as { secret: string };
  const { recoveryCodes } = (await call(world, who, 'POST /me/second-factor/confirm', {
    body: { code: codeOf(secret) },
  })) as { recoveryCodes: string[] };
  world.clock.pass(30);
  return { secret, recoveryCodes };
}

async function personWithCodes() {
  const office = await newOffice(world);
  const { who } = await signedIn(world, office.email);
  return { ...office, who, ...(await turnOn(who)) };
}

async function enter(email: string, code: string, who = browser()) {
  const body = { email, password: PASSWORD };
  const { challenge } = (await call(world, who, 'POST /auth/login', { body })) as { challenge: string };
  return call(world, who, 'POST /auth/second-factor', { body: { challenge, code } });
}

async function memberOf(office: { tenantId: string; who: Browser }, role = 'staff') {
  const email = freshEmail();
  const body = { email, name: 'Can Demir', role };
  const { userId } = (await call(world, office.who, 'POST /members', { body })) as { userId: string };
  const token = tokenIn((await sendWaitingMail(world)).at(-1));
  await call(world, browser(), 'POST /auth/password/reset', { body: { token, newPassword: PASSWORD } });
  return { email, userId, who: (await signedIn(world, email)).who };
}

const settle = (
  tenantId: string,
  settings: { second_factor_required?: boolean; session_idle_hours?: number },
) =>
  inScope(world.db, systemScope(tenantId), (trx) =>
    trx
      .insertInto('office_settings')
      .values({ tenant_id: tenantId, ...settings })
      .execute(),
  );

it('ten different codes are shown once, and the database holds none of them', async () => {
  const { recoveryCodes, ownerId, who } = await personWithCodes();
  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  const { rows } = await world.superuser.query('select * from recovery_codes where user_id = $1', [ownerId]);
  expect(rows).toHaveLength(10);
  for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code);
  expect(await call(world, who, 'GET /me/second-factor')).toEqual({ on: true, recoveryCodesLeft: 10 });
});

it('a recovery code stands in for the app’s code, once, however it is typed, and the person is told by mail', async () => {
  const { email, recoveryCodes, ownerId, who } = await personWithCodes();
  const [first = '', second = ''] = recoveryCodes;
  await expect(enter(email, first.toLowerCase().replace('-', ' '))).resolves.toMatchObject({
    status: 'signed-in',
  });
  await expect(enter(email, first)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  await expect(enter(email, second.replace('-', ''))).resolves.toMatchObject({ status: 'signed-in' });
  expect(await call(world, who, 'GET /me/second-factor')).toEqual({ on: true, recoveryCodesLeft: 8 });
  expect((await eventsOf(world, ownerId)).filter((kind) => kind === 'recovery-code-used')).toHaveLength(2);
  const mails = (await sendWaitingMail(world)).filter((mail) => mail.includes(email)).slice(-2);
  expect(mails.map((mail) => /Kalan kod: \d/.exec(mail)?.[0])).toEqual(['Kalan kod: 9', 'Kalan kod: 8']);
});

it('a recovery code sent twice at the same moment passes once', async () => {
  const { email, recoveryCodes } = await personWithCodes();
  const [code = ''] = recoveryCodes;
  const results = await Promise.allSettled([enter(email, code), enter(email, code)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('a code of another person opens nothing, and wrong ones lock the account as passwords do', async () => {
  const [one, other] = [await personWithCodes(), await personWithCodes()];
  const [foreign = ''] = other.recoveryCodes;
  for (let n = 0; n < 5; n++)
    await expect(enter(one.email, foreign)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  await expect(enter(one.email, one.recoveryCodes[0] ?? '')).rejects.toMatchObject({
    code: 'ACCOUNT_LOCKED',
  });
});

it('renewing asks for password and code, and makes the earlier codes worthless', async () => {
  const { email, who, secret, recoveryCodes } = await personWithCodes();
  const renew = (password: string, code: string) =>
    call(world, who, 'POST /me/second-factor/recovery-codes', { body: { password, code } });
  await expect(renew('yanlış parola', codeOf(secret))).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  const renewed = (await renew(PASSWORD, codeOf(secret))) as { recoveryCodes: string[] };
  await expect(enter(email, recoveryCodes[0] ?? '')).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  await expect(enter(email, renewed.recoveryCodes[0] ?? '')).resolves.toBeDefined();
});

it('whoever lost the phone turns the factor off with a recovery code, and no code of it is left', async () => {
  const { email, who, recoveryCodes, ownerId } = await personWithCodes();
  const body = { password: PASSWORD, code: recoveryCodes[3] ?? '' };
  await call(world, who, 'POST /me/second-factor/remove', { body });
  await expect(signedIn(world, email)).resolves.toBeDefined();
  const { rows } = await world.superuser.query('select 1 from recovery_codes where user_id = $1', [ownerId]);
  expect(rows).toEqual([]);
});

it('an office that requires the factor is closed to staff without one, and opens at once when it is on', async () => {
  const office = await newOffice(world);
  const owner = { ...office, who: (await signedIn(world, office.email)).who };
  const { email, who } = await memberOf(owner);
  await settle(office.tenantId, { second_factor_required: true });
  const again = await signedIn(world, email);
  expect(again.me).toMatchObject({ secondFactorMissing: true, permissions: [] });
  world.clock.pass(10);
  const token = who.accessToken ?? '';
  expect(await world.authenticator.authenticate(token)).toMatchObject({ secondFactorMissing: true });
  await turnOn(who);
  expect(await world.authenticator.authenticate(token)).toMatchObject({ secondFactorMissing: false });
  expect(await call(world, who, 'GET /me')).toMatchObject({ secondFactorMissing: false, role: 'staff' });
});

it('an owner resets a member’s lost factor: sessions end, the person is told, the audit log says who', async () => {
  const office = await newOffice(world);
  const owner = { ...office, who: (await signedIn(world, office.email)).who };
  const { email, userId, who } = await memberOf(owner);
  const { recoveryCodes } = await turnOn(who);
  const reset = (by: Browser, of: string) =>
    call(world, by, 'POST /members/:userId/second-factor/reset', { params: { userId: of } });
  await expect(reset(owner.who, office.ownerId)).rejects.toMatchObject({ code: 'SECOND_FACTOR_NOT_YOURS' });
  await reset(owner.who, userId);
  await expect(world.authenticator.authenticate(who.accessToken ?? '')).rejects.toMatchObject({
    code: 'SESSION_REVOKED',
  });
  expect((await sendWaitingMail(world)).at(-1)).toContain('sıfırladı');
  const { items } = (await call(world, owner.who, 'GET /audit', {
    query: { entity: 'memberships', entityId: userId },
  })) as { items: { userId: string; after: Record<string, unknown> }[] };
  expect(items[0]).toMatchObject({ userId: office.ownerId });
  expect(items[0]?.after.second_factor_reset_at).not.toBeNull();
  await expect(signedIn(world, email)).resolves.toMatchObject({ me: { user: { secondFactor: false } } });
  expect(recoveryCodes).toHaveLength(10);
  await expect(reset(owner.who, userId)).rejects.toMatchObject({ code: 'SECOND_FACTOR_NOT_STARTED' });
});

it('the factor of a person who works in another office as well is not one owner’s to reset', async () => {
  const [one, two] = [await newOffice(world), await personWithCodes()];
  const who = (await signedIn(world, one.email)).who;
  await call(world, who, 'POST /members', { body: { email: two.email, name: 'Danışman', role: 'staff' } });
  const params = { userId: two.ownerId };
  await expect(
    call(world, who, 'POST /members/:userId/second-factor/reset', { params }),
  ).rejects.toMatchObject({
    code: 'SECOND_FACTOR_NOT_YOURS',
  });
});

it('an operator resets the factor of whoever lost phone and codes, wherever they work', async () => {
  const { email, ownerId } = await personWithCodes();
  await resetSecondFactor(world.deps, email);
  await expect(signedIn(world, email)).resolves.toBeDefined();
  expect(await eventsOf(world, ownerId)).toContain('second-factor-reset');
  await expect(resetSecondFactor(world.deps, 'yok@ornek.test')).rejects.toMatchObject({
    code: 'ACCOUNT_NOT_FOUND',
  });
});

it('an owner sees and ends the sessions in which a member works here, and none in another office', async () => {
  const [one, two] = [await newOffice(world), await newOffice(world)];
  const owner = { ...one, who: (await signedIn(world, one.email)).who };
  await call(world, owner.who, 'POST /members', {
    body: { email: two.email, name: 'Danışman', role: 'staff' },
  });
  const elsewhere = await signedIn(world, two.email);
  const here = await signedIn(world, two.email);
  await call(world, here.who, 'POST /me/office', { body: { officeId: one.tenantId } });
  const params = { userId: two.ownerId };
  const seen = (await call(world, owner.who, 'GET /members/:userId/sessions', { params })) as {
    items: { id: string }[];
  };
  expect(seen.items).toHaveLength(1);
  expect(await call(world, owner.who, 'POST /members/:userId/sessions/end', { params, body: {} })).toEqual({
    ended: 1,
  });
  await expect(world.authenticator.authenticate(here.who.accessToken ?? '')).rejects.toMatchObject({
    code: 'SESSION_REVOKED',
  });
  await expect(world.authenticator.authenticate(elsewhere.who.accessToken ?? '')).resolves.toBeDefined();
  const stranger = await newOffice(world);
  const strangers = (await signedIn(world, stranger.email)).who;
  await expect(call(world, strangers, 'GET /members/:userId/sessions', { params })).rejects.toMatchObject({
    code: 'MEMBER_NOT_FOUND',
  });
});

it('signing out all others leaves the session that asks', async () => {
  const { email } = await newOffice(world);
  const [one, two, three] = [
    await signedIn(world, email),
    await signedIn(world, email),
    await signedIn(world, email),
  ];
  expect(await call(world, two.who, 'POST /me/sessions/end-others')).toEqual({ ended: 2 });
  for (const { who } of [one, three])
    await expect(world.authenticator.authenticate(who.accessToken ?? '')).rejects.toMatchObject({
      code: 'SESSION_REVOKED',
    });
  await expect(call(world, two.who, 'GET /me')).resolves.toBeDefined();
});

it('a session stays unused no longer than the office wants', async () => {
  const { email, tenantId } = await newOffice(world);
  await settle(tenantId, { session_idle_hours: 8 });
  const { who } = await signedIn(world, email);
  world.clock.pass(7 * 3600);
  await expect(call(world, who, 'POST /auth/refresh')).resolves.toMatchObject({ status: 'signed-in' });
  world.clock.pass(8 * 3600 + 1);
  await expect(call(world, who, 'POST /auth/refresh')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
