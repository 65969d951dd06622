/** The first run over HTTP: opened by the operator's code alone, finished once, closed for ever by the first office. */

import { issueSetupCode } from '@muhasebi/features/first-run/first-run.ts';
import { openSmokeOffice } from '@muhasebi/features/identity/open-smoke-office.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PASSWORD, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api?.stop());

const OWNER = { name: 'Defne Aksoy', email: 'Defne@Ofis.example', password: PASSWORD };

function post(path: string, payload: object) {
  return api.request({ method: 'POST', url: `/api/v1/first-run/${path}`, payload });
}
async function isOpen(): Promise<boolean> {
  return (await api.request({ method: 'GET', url: '/api/v1/first-run' })).json().open;
}
const steps: readonly (readonly [string, object])[] = [
  ['look', {}],
  ['owner', OWNER],
  ['office', { officeName: 'Aksoy Müşavirlik' }],
];

test('without the code nothing is opened, however empty the installation is', async () => {
  expect(await isOpen()).toBe(true);
  for (const [path, body] of steps) {
    const before = await post(path, { ...body, code: '0000-0000-0000-0000' });
    expect([before.statusCode, before.json().code], path).toEqual([422, 'FIRST_RUN_CODE_WRONG']);
  }
  await issueSetupCode(api.deps);
  for (const [path, body] of steps) {
    const after = await post(path, { ...body, code: '0000-0000-0000-0000' });
    expect([after.statusCode, after.json().code], path).toEqual([422, 'FIRST_RUN_CODE_WRONG']);
  }
});

test('owner, then office, left in between and gone on with the same code; then the owner signs in and finds the first steps', async () => {
  const code = await issueSetupCode(api.deps);
  expect((await post('look', { code })).json()).toEqual({ step: 'owner', owner: null });
  const early = await post('office', { code, officeName: 'Erken' });
  expect(early.json().code).toBe('FIRST_RUN_OWNER_MISSING');
  const weak = await post('owner', { ...OWNER, code, password: 'defneaksoy1' });
  expect(weak.json().code).toBe('PASSWORD_TOO_WEAK');
  expect((await post('owner', { ...OWNER, code })).statusCode).toBe(200);
  const typedAgain = code.toLowerCase().replaceAll('-', ' ');
  expect((await post('look', { code: typedAgain })).json()).toEqual({
    step: 'office',
    owner: { email: 'defne@ofis.example', name: OWNER.name },
  });
  const short = await post('office', { code, officeName: 'Aksoy Müşavirlik', taxId: '12' });
  expect([short.statusCode, short.body.includes('VKN 10')]).toEqual([400, true]);
  const made = await post('office', { code, officeName: 'Aksoy Müşavirlik', taxId: '1460415308' });
  expect([made.statusCode, made.json()]).toEqual([
    201,
    { email: 'defne@ofis.example', officeName: 'Aksoy Müşavirlik' },
  ]);
  const owner = await api.signIn('defne@ofis.example');
  const me = (await owner.ask('GET', '/me')).json();
  expect((await owner.ask('GET', '/office/settings')).json()).toMatchObject({
    taxId: '1460415308',
    taxIdValid: true,
    name: 'Aksoy Müşavirlik',
  });
  expect([me.role, me.office.name, me.user.name]).toEqual(['owner', 'Aksoy Müşavirlik', OWNER.name]);
  const firstSteps = async () => (await owner.ask('GET', '/office/first-steps')).json();
  expect(await firstSteps()).toEqual({
    client: false,
    document: false,
    colleague: false,
    secondFactor: false,
    over: false,
  });
  await owner.ask('POST', '/clients', { title: 'İlk Mükellef Ltd. Şti.', taxId: '1111111111' });
  expect(await firstSteps()).toMatchObject({ client: true, document: false, over: false });
});

test('once an office exists every step refuses, also with the code that was good a moment before', async () => {
  const code = await issueSetupCode(api.deps);
  await post('owner', { ...OWNER, code });
  await api.office('Komuttan Açılan Ofis');
  expect(await isOpen()).toBe(false);
  for (const [path, body] of steps) {
    const response = await post(path, { ...body, code });
    expect([response.statusCode, response.json().code], path).toEqual([409, 'FIRST_RUN_OVER']);
  }
  await expect(issueSetupCode(api.deps)).rejects.toMatchObject({ code: 'FIRST_RUN_OVER' });
});

test('the office of the smoke tests is nobody’s: the first run stays open beside it', async () => {
  await openSmokeOffice(api.deps, 'duman@muhasebi.invalid');
  expect(await isOpen()).toBe(true);
  expect(await issueSetupCode(api.deps)).toMatch(/^\S{19}$/);
});

test('of ten that finish at once one makes the office', async () => {
  const code = await issueSetupCode(api.deps);
  await post('owner', { ...OWNER, code });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => post('office', { code, officeName: `Ofis ${n}` })),
  );
  const statuses = answers.map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ statusCode }) => statusCode !== 201).map((each) => each.json().code)).toEqual(
    Array(9).fill('FIRST_RUN_OVER'),
  );
  const owner = await api.signIn('defne@ofis.example');
  expect((await owner.ask('GET', '/me')).json().offices).toHaveLength(1);
});

test('a new code makes the one before worthless and keeps what was entered; too many wrong ones end a code', async () => {
  const first = await issueSetupCode(api.deps);
  await post('owner', { ...OWNER, code: first });
  const second = await issueSetupCode(api.deps);
  expect((await post('look', { code: first })).json().code).toBe('FIRST_RUN_CODE_WRONG');
  expect((await post('look', { code: second })).json().step).toBe('office');
  for (let tries = 0; tries < 30; tries++) await post('look', { code: 'yanlış' });
  expect((await post('look', { code: second })).json().code).toBe('FIRST_RUN_CODE_SPENT');
  const third = await issueSetupCode(api.deps);
  expect((await post('look', { code: third })).json().step).toBe('office');
});

test('a code is good for a day', async () => {
  const yesterday = { now: () => new Date(Date.now() - 25 * 3_600_000) };
  const code = await issueSetupCode({ ...api.deps, clock: yesterday });
  expect((await post('look', { code })).json().code).toBe('FIRST_RUN_CODE_WRONG');
});
