/** What a person is told of the door of their own account. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Browser,
  browser,
  call,
  createWorld,
  freshEmail,
  newOffice,
  PASSWORD,
  sendWaitingMail,
  signedIn,
  type World,
} from './identity.fixture.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36';
const NEWER = WINDOWS.replace('141.0.0.0', '142.1.0.3');
const PHONE = 'Mozilla/5.0 (Linux; Android 15) Chrome/141.0.0.0 Mobile Safari/537.36';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const told = async (userId: string) => {
  const { rows } = await world.superuser.query<{ kind: string; params: Record<string, string> }>(
    'select kind, params, tenant_id from notifications where user_id = $1 order by notification_id',
    [userId],
  );
  return rows;
};
const enter = async (email: string, userAgent: string, password = PASSWORD) => {
  const who: Browser = { ...browser('10.9.8.7'), userAgent };
  await call(world, who, 'POST /auth/login', { body: { email, password } });
  return who;
};

it('a sign-in from a device that was never seen is told and mailed; the first one and a newer browser are not', async () => {
  const { email, ownerId, tenantId } = await newOffice(world);
  await enter(email, WINDOWS);
  await enter(email, NEWER);
  expect(await told(ownerId)).toEqual([]);
  await enter(email, PHONE);
  await enter(email, PHONE);
  expect(await told(ownerId)).toEqual([
    { kind: 'new-sign-in', params: { device: PHONE, address: '10.9.8.7' }, tenant_id: tenantId },
  ]);
  const mail = (await sendWaitingMail(world)).at(-1);
  expect(mail).toContain(email);
  expect(mail).toContain('yeni bir cihazdan giriş');
  expect(mail).toContain('10.9.8.7');
  expect(mail).not.toContain('#token=');
});

it('a changed password is told; one that was refused is not', async () => {
  const { email, ownerId } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const change = (currentPassword: string) =>
    call(world, who, 'POST /me/password', {
      body: { currentPassword, newPassword: 'kırmızı 7 balık köprü' },
    });
  await expect(change('yanlış-parola-1')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  expect(await told(ownerId)).toEqual([]);
  await change(PASSWORD);
  expect(await told(ownerId)).toMatchObject([{ kind: 'password-changed' }]);
  expect((await sendWaitingMail(world)).at(-1)).toContain('parolası değişti');
});

it('who turned the mail off is told in the app alone', async () => {
  const { email, ownerId, tenantId } = await newOffice(world);
  await world.superuser.query(
    `insert into notification_preferences (tenant_id, user_id, kind, in_app, mail) values ($1, $2, 'new-sign-in', true, false)`,
    [tenantId, ownerId],
  );
  const before = (await sendWaitingMail(world)).length;
  await enter(email, WINDOWS);
  await enter(email, PHONE);
  expect(await told(ownerId)).toHaveLength(1);
  expect(await sendWaitingMail(world)).toHaveLength(before);
});

it('the first password of an invited person is no change', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  const invited = freshEmail();
  const body = { email: invited, name: 'Can', role: 'staff', clientIds: [] };
  const member = await call(world, who, 'POST /members', { body });
  const mail = (await sendWaitingMail(world)).at(-1) ?? '';
  const token = /#token=([\w-]+)/.exec(mail)?.[1];
  await call(world, browser(), 'POST /auth/password/reset', {
    body: { token, newPassword: 'kırmızı 7 balık köprü' },
  });
  expect(await told((member as { userId: string }).userId)).toEqual([]);
});
