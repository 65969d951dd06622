/** An office that requires a second factor: everything of it is closed to who has none, their own affairs are not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.stop());

test('who has no second factor reaches nothing of an office that requires one, and their own set-up still', async () => {
  const owner = await api.office('Sıkı Ofis');
  expect((await owner.ask('GET', '/clients')).statusCode).toBe(200);
  const required = await owner.ask('PATCH', '/office/settings', { version: 0, secondFactorRequired: true });
  expect(required.statusCode, required.body).toBe(200);
  // What a session may do is remembered for five seconds; a new one begins with what holds now.
  const again = await api.signIn(owner.email);
  for (const path of ['/clients', '/members', '/audit', '/office/overview', '/office/settings']) {
    const response = await again.ask('GET', path);
    expect(response.statusCode, path).toBe(403);
    expect(response.json(), path).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  }
  expect((await again.ask('GET', '/me')).json()).toMatchObject({
    secondFactorMissing: true,
    permissions: [],
  });
  expect((await again.ask('GET', '/me/second-factor')).json()).toEqual({ on: false, recoveryCodesLeft: 0 });
});
