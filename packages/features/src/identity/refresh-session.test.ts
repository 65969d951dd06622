/** Refresh tokens: each good once, two tabs may race, a thief ends the session. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Browser,
  browser,
  call,
  createWorld,
  eventsOf,
  newOffice,
  PASSWORD,
  signedIn,
  type World,
} from './identity.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const refresh = (who: Browser) => call(world, who, 'POST /auth/refresh');
/** Another tab or a thief: the same cookie, a jar of its own. */
const copyOf = (who: Browser): Browser => ({ ...browser(), cookie: who.cookie });

it('each renewal gives a new token and a new access token, and keeps the session', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const seen = new Set([who.cookie]);
  for (let turn = 0; turn < 3; turn += 1) {
    world.clock.pass(60);
    expect(await refresh(who)).toMatchObject({ status: 'signed-in' });
    seen.add(who.cookie);
  }
  expect(seen.size).toBe(4);
  const { items } = (await call(world, who, 'GET /me/sessions')) as { items: { current: boolean }[] };
  expect(items).toMatchObject([{ current: true }]);
});

it('the database holds no token, only hashes and what the token itself can open', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const first = who.cookie ?? '';
  await refresh(who);
  const { rows } = await world.superuser.query('select refresh_tokens::text as line from refresh_tokens');
  for (const token of [first, who.cookie ?? '']) {
    const hex = [Buffer.from(token).toString('hex'), Buffer.from(token, 'base64url').toString('hex')];
    for (const form of [token, ...hex]) expect(JSON.stringify(rows)).not.toContain(form);
  }
});

it('two tabs that race get the same successor and both stay signed in', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const tabs = [copyOf(who), copyOf(who), copyOf(who)];
  await Promise.all(tabs.map(refresh));
  expect(new Set(tabs.map(({ cookie }) => cookie)).size).toBe(1);
  expect(tabs[0]?.cookie).not.toBe(who.cookie);
  for (const tab of tabs) await expect(call(world, tab, 'GET /me')).resolves.toBeDefined();
});

it('a token used again after its moment of grace ends the whole session and leaves a trace', async () => {
  const { email, ownerId } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const thief = copyOf(who);
  await refresh(who);
  world.clock.pass(11);
  await expect(refresh(thief)).rejects.toMatchObject({ code: 'REFRESH_REUSED' });
  await expect(refresh(who)).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(call(world, who, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  expect(await eventsOf(world, ownerId)).toContain('refresh-reused');
});

it('within the grace, a token whose successor was used already is theft as well', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const thief = copyOf(who);
  await refresh(who);
  await refresh(who);
  await expect(refresh(thief)).rejects.toMatchObject({ code: 'REFRESH_REUSED' });
  await expect(call(world, who, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
});

it('an owner and a thief who come at the same moment are told apart, and neither waits for the other for ever', async () => {
  const { email } = await newOffice(world);
  for (let round = 0; round < 6; round += 1) {
    const { who } = await signedIn(world, email);
    const thief = copyOf(who);
    await refresh(who);
    const results = await Promise.allSettled([refresh(who), refresh(thief)]);
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? 'ok' : (result.reason as { code: string }).code,
    );
    // Either the owner was first and the thief is noticed, or the thief came within the grace and got the same token.
    expect([
      ['ok', 'REFRESH_REUSED'],
      ['ok', 'ok'],
    ]).toContainEqual(codes);
  }
});

it('another session of the same person lives on when one is ended for theft', async () => {
  const { email } = await newOffice(world);
  const [stolen, other] = [await signedIn(world, email), await signedIn(world, email)];
  const thief = copyOf(stolen.who);
  await refresh(stolen.who);
  world.clock.pass(11);
  await expect(refresh(thief)).rejects.toMatchObject({ code: 'REFRESH_REUSED' });
  await expect(refresh(other.who)).resolves.toMatchObject({ status: 'signed-in' });
});

it('no cookie, a made-up one and one unused for a fortnight are no session', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  await expect(refresh(browser())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(refresh({ ...browser(), cookie: 'a'.repeat(43) })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  world.clock.pass(14 * 86_400 + 1);
  await expect(refresh(who)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('a session ends after sixty days however busy it is', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  for (let day = 0; day < 54; day += 9) {
    world.clock.pass(9 * 86_400);
    await refresh(who);
  }
  world.clock.pass(6 * 86_400 + 1);
  await expect(refresh(who)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('leaving ends the session at once and clears the cookie, and leaving twice is no error', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const kept = copyOf(who);
  await call(world, who, 'POST /auth/logout');
  expect(who.cookie).toBeUndefined();
  await expect(call(world, who, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(refresh(kept)).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(call(world, kept, 'POST /auth/logout')).resolves.toBeUndefined();
  await expect(signedIn(world, email, PASSWORD)).resolves.toBeDefined();
});
