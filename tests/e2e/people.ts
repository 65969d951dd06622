/** People of journeys who are not owners of offices: a client user, and whoever runs the installation; their password is the journeys' own. */
import { createPlatformAdmin } from '@muhasebi/features/identity/operate-accounts.ts';
import { hashPassword } from '@muhasebi/features/identity/password-hash.ts';
import { findUserByEmail, setPasswordHash } from '@muhasebi/features/identity/users.queries.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { inject } from 'vitest';
import { type Owner, PASSWORD } from './browser.ts';
import { withDatabase } from './database.ts';

const door = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

/** Gives somebody who was invited the password, as the link of the mail would. */
function givePassword(email: string): Promise<void> {
  return withDatabase(async (db) => {
    const hash = await hashPassword(PASSWORD);
    await inScope(db, door, async (trx) => {
      const user = await findUserByEmail(trx, email);
      if (user === null) throw new Error(`nobody has the address ${email}`);
      await setPasswordHash(trx, user.userId, hash);
    });
  });
}

/** A client user of the owner's office who sees one company; answers the address to sign in with. */
export async function newClientUser(owner: Owner, clientId: string): Promise<string> {
  const email = `mukellef-${crypto.randomUUID()}@sirket.example`;
  await owner.api('POST', '/members', { email, name: 'Hale Ürün', role: 'client', clientIds: [clientId] });
  await givePassword(email);
  return email;
}

/** An administrator of the installation; answers the address to sign in with. */
export async function newAdministrator(): Promise<string> {
  const email = `isletmen-${crypto.randomUUID()}@kurulum.example`;
  await withDatabase((db) =>
    createPlatformAdmin(
      { db, clock: systemClock, publicUrl: inject('installation').url },
      { email, name: 'İşletmen' },
    ),
  );
  await givePassword(email);
  return email;
}
