/** The nightly clearing: dead tokens go, whatever still guards a session stays. */
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clearTokensJob } from './clear-tokens.job.ts';
import { browser, call, createWorld, newOffice, signedIn, type World } from './identity.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function clear(): Promise<number> {
  const log = createLogger({ service: 'test', level: 'silent', format: 'json' });
  await clearTokensJob(world.deps).run(
    {},
    { jobId: '1', attempt: 1, maxAttempts: 3, log, signal: undefined },
  );
  const { rows } = await world.superuser.query<{ n: number }>(
    'select count(*)::int as n from refresh_tokens',
  );
  return rows[0]?.n ?? -1;
}

it('tokens of ended and expired sessions go, used ones of a living session stay and still betray a thief', async () => {
  const { email } = await newOffice(world);
  const [living, ended] = [(await signedIn(world, email)).who, (await signedIn(world, email)).who];
  const thief = { ...browser(), cookie: living.cookie };
  await call(world, living, 'POST /auth/refresh');
  await call(world, ended, 'POST /auth/logout');
  world.clock.pass(60);
  expect(await clear()).toBe(2);
  await expect(call(world, thief, 'POST /auth/refresh')).rejects.toMatchObject({ code: 'REFRESH_REUSED' });
  await signedIn(world, email);
  world.clock.pass(14 * 86_400 + 1);
  expect(await clear()).toBe(0);
});
