/** The operator's commands: the first owner, links, locks and keeping people out. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOfficeWithOwner } from './create-office.ts';
import {
  browser,
  call,
  createWorld,
  freshEmail,
  newOffice,
  PASSWORD,
  signedIn,
  tokenIn,
  type World,
} from './identity.fixture.ts';
import {
  createMemberAccount,
  createPlatformAdmin,
  disableAccount,
  enableAccount,
  issuePasswordLink,
  listOfficesOf,
  unlockAccount,
} from './operate-accounts.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function setPassword(url: string | null): Promise<void> {
  const body = { token: tokenIn(url ?? ''), newPassword: PASSWORD };
  await call(world, browser(), 'POST /auth/password/reset', { body });
}

it('the first owner sets a password by the printed link and is in the office', async () => {
  const email = freshEmail();
  const { tenantId, setPasswordUrl } = await createOfficeWithOwner(world.deps, {
    officeName: 'İlk Ofis',
    owner: { email, name: 'Ali Veli' },
  });
  expect(setPasswordUrl).toMatch(/^https:\/\/muhasebi\.test\/parola-sifirla#token=/);
  await setPassword(setPasswordUrl);
  expect((await signedIn(world, email)).me).toMatchObject({
    role: 'owner',
    office: { id: tenantId, name: 'İlk Ofis' },
  });
});

it('an owner with a weak password is refused, and no office is left behind', async () => {
  const email = freshEmail();
  const owner = { email, name: 'Ali Veli', password: 'Parola123456' };
  await expect(createOfficeWithOwner(world.deps, { officeName: 'Hiç Olmayan', owner })).rejects.toMatchObject(
    { code: 'PASSWORD_TOO_WEAK' },
  );
  const { rows } = await world.superuser.query(`select 1 from offices where name = 'Hiç Olmayan'`);
  expect(rows).toEqual([]);
});

it('a known person becomes owner of one more office and keeps the password', async () => {
  const { email } = await newOffice(world, 'Birinci');
  const created = await createOfficeWithOwner(world.deps, {
    officeName: 'İkinci',
    owner: { email, name: 'Ayşe Yılmaz' },
  });
  expect(created.setPasswordUrl).toBeNull();
  expect((await listOfficesOf(world.deps, email)).map(({ name }) => name)).toEqual(['Birinci', 'İkinci']);
});

it('a member made by the operator enters the named office with the role given', async () => {
  const { tenantId } = await newOffice(world);
  const email = freshEmail();
  const { setPasswordUrl } = await createMemberAccount(world.deps, tenantId, {
    email,
    name: 'Can Demir',
    role: 'staff',
    clientIds: [],
  });
  await setPassword(setPasswordUrl);
  expect((await signedIn(world, email)).me).toMatchObject({ role: 'staff', office: { id: tenantId } });
});

it('an office that does not exist takes no member, and no person is left behind', async () => {
  const email = freshEmail();
  const member = { email, name: 'Can Demir', role: 'staff', clientIds: [] } as const;
  await expect(
    createMemberAccount(world.deps, '01890000-0000-7000-8000-000000000000', member),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(unlockAccount(world.deps, email)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
});

it('a platform administrator is a new person, never a member of an office', async () => {
  const { email } = await newOffice(world);
  await expect(createPlatformAdmin(world.deps, { email, name: 'Op' })).rejects.toMatchObject({
    code: 'ACCOUNT_EXISTS',
  });
  const own = freshEmail();
  await setPassword((await createPlatformAdmin(world.deps, { email: own, name: 'Op' })).setPasswordUrl);
  expect((await signedIn(world, own)).me).toMatchObject({ role: 'platform', office: null });
  await expect(
    createOfficeWithOwner(world.deps, { officeName: 'Onun', owner: { email: own, name: 'Op' } }),
  ).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
});

it('a locked account opens by the command and by the printed link', async () => {
  const { email } = await newOffice(world);
  const lock = async () => {
    for (let turn = 0; turn < 5; turn += 1) await signedIn(world, email, 'yanlış parola').catch(() => {});
    await expect(signedIn(world, email)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
  };
  await lock();
  await unlockAccount(world.deps, email);
  await expect(signedIn(world, email)).resolves.toBeDefined();
  await lock();
  await setPassword(await issuePasswordLink(world.deps, email));
  await expect(signedIn(world, email)).resolves.toBeDefined();
});

it('a disabled person is out at once, gets no way in, and comes back when enabled', async () => {
  const { email } = await newOffice(world);
  const { who } = await signedIn(world, email);
  await call(world, who, 'GET /me');
  const url = await issuePasswordLink(world.deps, email);
  await disableAccount(world.deps, email);
  await expect(call(world, who, 'GET /me')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(signedIn(world, email)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  await expect(setPassword(url)).rejects.toMatchObject({ code: 'RESET_TOKEN_INVALID' });
  await enableAccount(world.deps, email);
  await expect(call(world, who, 'POST /auth/refresh')).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  await expect(signedIn(world, email)).resolves.toBeDefined();
});

it('a mistyped address is said, for whatever command', async () => {
  const email = freshEmail();
  for (const command of [issuePasswordLink, unlockAccount, disableAccount, enableAccount, listOfficesOf]) {
    await expect(command(world.deps, email)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  }
});
