/** The rules of the office that smoke tests work in, on a real database. */
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../feature.ts';
import type { DB } from '../schema.gen.ts';
import { createOfficeWithOwner } from './create-office.ts';
import { doorScope, type OperatorDeps, operatorOrigin } from './identity-deps.ts';
import { openSmokeOffice, SMOKE_OFFICE_NAME } from './open-smoke-office.ts';
import { createPlatformAdmin, listOfficesOf } from './operate-accounts.ts';
import { isPasswordRight } from './password-hash.ts';
import { findUserByEmail } from './users.queries.ts';

let database: TestDatabase;
let db: Database;
let deps: OperatorDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase<DB>(createPool({ url: database.appUrl, maxConnections: 2, applicationName: 'test' }));
  deps = { db, clock: systemClock, publicUrl: 'https://muhasebi.test' };
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const userOf = (email: string) =>
  inScope(db, doorScope(null, operatorOrigin), (trx) => findUserByEmail(trx, email));

it('is made once, and only the newest password opens it', async () => {
  const first = await openSmokeOffice(deps, 'duman@ornek.test');
  const second = await openSmokeOffice(deps, 'duman@ornek.test');
  expect(await listOfficesOf(deps, 'duman@ornek.test')).toMatchObject([{ name: SMOKE_OFFICE_NAME }]);
  const hash = (await userOf('duman@ornek.test'))?.passwordHash ?? null;
  expect(await isPasswordRight(hash, second.password)).toBe(true);
  expect(await isPasswordRight(hash, first.password)).toBe(false);
});

it('a person of any other office, and who runs the installation, keep their passwords', async () => {
  const owner = { email: 'ali@ornek.test', name: 'Ali Veli', password: 'mavi kedi 7 dam' };
  await createOfficeWithOwner(deps, { officeName: 'Güven Ofisi', owner });
  await createPlatformAdmin(deps, { email: 'yonetici@ornek.test', name: 'Ece Er' });
  const before = await userOf(owner.email);
  for (const email of [owner.email, 'yonetici@ornek.test'])
    await expect(openSmokeOffice(deps, email)).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
  expect(await userOf(owner.email)).toEqual(before);
});

it('a smoke user who is let into a real office is one of its people from then on', async () => {
  await openSmokeOffice(deps, 'ikisi@ornek.test');
  const owner = { email: 'ikisi@ornek.test', name: 'Duman Testi' };
  await createOfficeWithOwner(deps, { officeName: 'Gerçek Ofis', owner });
  await expect(openSmokeOffice(deps, 'ikisi@ornek.test')).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
});
