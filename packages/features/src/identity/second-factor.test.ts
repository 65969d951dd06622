/** The second factor: really asked for, each code good once, guessed no further than a password. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browser, call, createWorld, newOffice, PASSWORD, signedIn, type World } from './identity.fixture.ts';
import { accountHash } from './security-events.queries.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Started {
  readonly secret: string;
  readonly otpauthUrl: string;
  readonly qrSvg: string;
}

function codeOf(secret: string, shiftSeconds = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: world.clock.ms + shiftSeconds * 1000,
  });
}

/** Six digits that are not the code of now, before or after. */
function wrongCode(secret: string): string {
  const near = [-30, 0, 30].map((shift) => codeOf(secret, shift));
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? '444444';
}

async function personWithSecondFactor() {
  const office = await newOffice(world);
  const { who } = await signedIn(world, office.email);
  const { secret } = (await call(world, who, 'POST /me/second-factor/start', {
    body: { password: PASSWORD },
  })) as Started;
  await call(world, who, 'POST /me/second-factor/confirm', { body: { code: codeOf(secret) } });
  world.clock.pass(30);
  return { ...office, who, secret };
}

async function challengeFor(email: string): Promise<string> {
  const body = { email, password: PASSWORD };
  const answer = (await call(world, browser(), 'POST /auth/login', { body })) as {
    status: string;
    challenge: string;
  };
  expect(answer.status).toBe('second-factor-required');
  return answer.challenge;
}

it('the set-up shows a secret, its otpauth address and a QR, and is not in force before a code confirms it', async () => {
  const { email, ownerId } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const started = (await call(world, who, 'POST /me/second-factor/start', {
    body: { password: PASSWORD },
  })) as Started;
  expect(started.otpauthUrl).toMatch(/^otpauth:\/\/totp\/AI%20Muhasebi:/);
  expect(started.otpauthUrl).toContain(`secret=${started.secret}`);
  expect(started.qrSvg).toMatch(/^<svg/);
  await expect(signedIn(world, email)).resolves.toBeDefined();
  const body = { code: wrongCode(started.secret) };
  await expect(call(world, who, 'POST /me/second-factor/confirm', { body })).rejects.toMatchObject({
    code: 'SECOND_FACTOR_WRONG',
  });
  const { rows } = await world.superuser.query(
    'select totp_secret_encrypted::text as sealed from users where user_id = $1',
    [ownerId],
  );
  const hex = Buffer.from(started.secret).toString('hex');
  expect(JSON.stringify(rows)).not.toContain(hex);
});

it('once it is on, the password alone gives a challenge, and no token or cookie', async () => {
  const { email, secret } = await personWithSecondFactor();
  const challenge = await challengeFor(email);
  await expect(world.authenticator.authenticate(challenge)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  const who = browser();
  const answer = await call(world, who, 'POST /auth/second-factor', {
    body: { challenge, code: codeOf(secret) },
  });
  expect(answer).toMatchObject({ status: 'signed-in', me: { user: { secondFactor: true } } });
  expect(who.cookie).toBeDefined();
});

it('a code is good once, even when it is sent twice at the same moment', async () => {
  const { email, secret } = await personWithSecondFactor();
  const challenge = await challengeFor(email);
  const send = () =>
    call(world, browser(), 'POST /auth/second-factor', { body: { challenge, code: codeOf(secret) } });
  const results = await Promise.allSettled([send(), send(), send()]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(send()).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  world.clock.pass(30);
  await expect(send()).resolves.toMatchObject({ status: 'signed-in' });
});

it('an earlier code is refused after a later one was used', async () => {
  const { email, secret } = await personWithSecondFactor();
  const challenge = await challengeFor(email);
  const early = codeOf(secret);
  const send = (code: string) =>
    call(world, browser(), 'POST /auth/second-factor', { body: { challenge, code } });
  await send(codeOf(secret, 30));
  await expect(send(early)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
});

it('wrong codes lock the account, and signing in again with the password does not start the count anew', async () => {
  const { email, secret } = await personWithSecondFactor();
  const codes: string[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const body = { challenge: await challengeFor(email), code: wrongCode(secret) };
    await call(world, browser(), 'POST /auth/second-factor', { body }).catch((error: { code: string }) =>
      codes.push(error.code),
    );
  }
  expect(codes).toEqual(Array<string>(5).fill('SECOND_FACTOR_WRONG'));
  await expect(challengeFor(email)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
});

it('wrong codes are not forgotten behind a flood of right passwords', async () => {
  const { email, ownerId, secret } = await personWithSecondFactor();
  for (let turn = 0; turn < 5; turn += 1) {
    const body = { challenge: await challengeFor(email), code: wrongCode(secret) };
    await call(world, browser(), 'POST /auth/second-factor', { body }).catch(() => {});
  }
  // What a thousand sign-ins with the right password and no code leave behind.
  await world.superuser.query(
    `insert into security_events (kind, at, user_id, account_hash)
     select kind, $1, $2, $3 from generate_series(1, 1000), unnest(array['sign-in-attempt', 'password-accepted']) as kind`,
    [world.clock.now(), ownerId, accountHash(email)],
  );
  await expect(challengeFor(email)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
});

it('a disabled account gets no challenge, which would tell that its password is right', async () => {
  const { email, ownerId } = await personWithSecondFactor();
  await world.superuser.query('update users set disabled_at = now() where user_id = $1', [ownerId]);
  await expect(challengeFor(email)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
});

it('a challenge is worth nothing after five minutes', async () => {
  const { email, secret } = await personWithSecondFactor();
  const challenge = await challengeFor(email);
  world.clock.pass(301);
  const body = { challenge, code: codeOf(secret) };
  await expect(call(world, browser(), 'POST /auth/second-factor', { body })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

it('an open browser without the password cannot start a factor of its own', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const body = { password: 'tahmin-edilen-parola' };
  await expect(call(world, who, 'POST /me/second-factor/start', { body })).rejects.toMatchObject({
    code: 'PASSWORD_WRONG',
  });
});

it('a factor in force is not replaced by starting over', async () => {
  const { who, email, secret } = await personWithSecondFactor();
  await expect(
    call(world, who, 'POST /me/second-factor/start', { body: { password: PASSWORD } }),
  ).rejects.toMatchObject({
    code: 'SECOND_FACTOR_ALREADY_ON',
  });
  const body = { challenge: await challengeFor(email), code: codeOf(secret) };
  await expect(call(world, browser(), 'POST /auth/second-factor', { body })).resolves.toBeDefined();
});

it('turning it off takes both the password and a code', async () => {
  const { who, email, secret } = await personWithSecondFactor();
  const remove = (password: string, code: string) =>
    call(world, who, 'POST /me/second-factor/remove', { body: { password, code } });
  await expect(remove('yanlış parola', codeOf(secret))).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  await expect(remove(PASSWORD, wrongCode(secret))).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  await remove(PASSWORD, codeOf(secret));
  await expect(signedIn(world, email)).resolves.toBeDefined();
});
