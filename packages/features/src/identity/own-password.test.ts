/** Changing and resetting passwords: links once and for an hour, every session ended, nobody told who exists. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
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

const NEW_PASSWORD = 'yeşil kapı 9 pencere';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const forgot = (email: string, address: string | null = null) =>
  call(world, browser(address), 'POST /auth/password/forgot', { body: { email } });
const reset = (token: string, newPassword = NEW_PASSWORD) =>
  call(world, browser(), 'POST /auth/password/reset', { body: { token, newPassword } });

async function mailedToken(email: string): Promise<string> {
  await forgot(email);
  return tokenIn((await sendWaitingMail(world)).at(-1));
}

it('the mailed link sets a new password, ends every session, and works once', async () => {
  const { email, ownerId } = await newOffice(world);
  const [one, other] = [(await signedIn(world, email)).who, (await signedIn(world, email)).who];
  const token = await mailedToken(email);
  await reset(token);
  for (const who of [one, other]) {
    await expect(call(world, who, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
    await expect(call(world, who, 'POST /auth/refresh')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  }
  await expect(signedIn(world, email)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  await expect(signedIn(world, email, NEW_PASSWORD)).resolves.toBeDefined();
  await expect(reset(token)).rejects.toMatchObject({ code: 'RESET_TOKEN_INVALID' });
  expect(await eventsOf(world, ownerId)).toContain('password-reset');
});

it('a link used twice at the same moment sets one password', async () => {
  const { email } = await newOffice(world);
  const token = await mailedToken(email);
  const results = await Promise.allSettled([reset(token), reset(token, 'mor bulut 3 deniz')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('a link is worth nothing after an hour, after a newer one was used, and when it is made up', async () => {
  const { email } = await newOffice(world);
  const late = await mailedToken(email);
  world.clock.pass(3601);
  await expect(reset(late)).rejects.toMatchObject({ code: 'RESET_TOKEN_INVALID' });
  const [first, second] = [await mailedToken(email), await mailedToken(email)];
  await reset(second);
  await expect(reset(first)).rejects.toMatchObject({ code: 'RESET_TOKEN_INVALID' });
  await expect(reset('a'.repeat(43))).rejects.toMatchObject({ code: 'RESET_TOKEN_INVALID' });
});

it('a weak new password is refused and leaves the link good', async () => {
  const { email } = await newOffice(world);
  const token = await mailedToken(email);
  await expect(reset(token, 'Parola123456')).rejects.toMatchObject({ code: 'PASSWORD_TOO_WEAK' });
  await expect(reset(token)).resolves.toBeUndefined();
});

it('a reset opens a locked account', async () => {
  const { email } = await newOffice(world);
  for (let turn = 0; turn < 5; turn += 1) await signedIn(world, email, 'yanlış parola').catch(() => {});
  await expect(signedIn(world, email)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
  await reset(await mailedToken(email));
  await expect(signedIn(world, email, NEW_PASSWORD)).resolves.toBeDefined();
});

it('asking for a reset does the same work for an address that nobody has, and then no mail is sent', async () => {
  const { email } = await newOffice(world);
  const before = (await sendWaitingMail(world)).length;
  const waiting = async () => {
    const { rows } = await world.superuser.query<{ n: number }>(
      'select count(*)::int as n from graphile_worker._private_jobs',
    );
    return rows[0]?.n;
  };
  expect(await forgot(freshEmail())).toBeUndefined();
  expect(await waiting()).toBe(1);
  expect(await forgot(email)).toBeUndefined();
  expect(await waiting()).toBe(2);
  expect((await sendWaitingMail(world)).length).toBe(before + 1);
});

it('the queue and the database never hold the token of a link', async () => {
  const { email } = await newOffice(world);
  await forgot(email);
  const { rows: jobs } = await world.superuser.query<{ payload: object }>(
    'select payload from graphile_worker._private_jobs',
  );
  expect(jobs.map(({ payload }) => payload)).toEqual([{ _requestId: 'req-1', kind: 'reset', email }]);
  const token = tokenIn((await sendWaitingMail(world)).at(-1));
  const { rows } = await world.superuser.query('select password_resets::text as line from password_resets');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
});

it('one account gets at most three mails an hour, and an address that asks for many must wait', async () => {
  const { email } = await newOffice(world);
  const before = (await sendWaitingMail(world)).length;
  for (let turn = 0; turn < 5; turn += 1) {
    await forgot(email);
    await sendWaitingMail(world);
  }
  expect((await sendWaitingMail(world)).length).toBe(before + 3);
  for (let turn = 0; turn < 20; turn += 1) await forgot(freshEmail(), '203.0.113.5');
  await expect(forgot(freshEmail(), '203.0.113.5')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

it('the mail is in Turkish first and English second, and speaks of one hour', async () => {
  const { email } = await newOffice(world);
  await forgot(email);
  const mail = (await sendWaitingMail(world)).at(-1) ?? '';
  expect(mail).toMatch(
    /Merhaba Ayşe Yılmaz[\s\S]*bir saat içinde[\s\S]*https:\/\/muhasebi\.test\/parola-sifirla#token=[\s\S]*within the hour/,
  );
});

it('a changed password ends the other sessions and keeps this one', async () => {
  const { email } = await newOffice(world);
  const [here, there] = [(await signedIn(world, email)).who, (await signedIn(world, email)).who];
  const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  await call(world, here, 'POST /me/password', { body });
  await expect(call(world, there, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(call(world, here, 'GET /me')).resolves.toBeDefined();
  await expect(signedIn(world, email, NEW_PASSWORD)).resolves.toBeDefined();
});

it('whoever finds an open browser cannot guess the password there without end', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const body = { currentPassword: 'yanlış parola', newPassword: NEW_PASSWORD };
  for (let turn = 0; turn < 5; turn += 1) {
    await expect(call(world, who, 'POST /me/password', { body })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
  }
  await expect(call(world, who, 'POST /me/password', { body })).rejects.toMatchObject({
    code: 'ACCOUNT_LOCKED',
  });
});
