/** Which office a link to a client leads to. */

import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { findOffice } from './find-office.ts';

let books: BooksFixture;
beforeAll(async () => {
  books = await createBooks();
});
afterAll(() => books.close());

async function join(office: Scope, member: object): Promise<void> {
  await books.run(
    (trx) =>
      trx
        .insertInto('memberships')
        .values({
          tenant_id: office.tenantId ?? '',
          user_id: books.scope.userId ?? '',
          role: 'staff',
          ...member,
        })
        .execute(),
    office,
  );
}

it('leads to an office of the person that has the client, and nowhere else', async () => {
  const [own, other, foreign, left] = await Promise.all([1, 2, 3, 4].map(() => books.openOffice()));
  if (own === undefined || other === undefined || foreign === undefined || left === undefined) return;
  await join(own, {});
  await join(other, { role: 'client' });
  await join(left, { disabled_at: new Date() });
  const me: Scope = { ...own, userId: books.scope.userId };
  const client = await books.openClient(own);
  expect(await findOffice(books.db, { ...me, tenantId: other.tenantId }, client.clientId)).toEqual({
    id: own.tenantId,
    name: 'Deneme Ofisi',
  });
  const [named, unnamed] = [await books.openClient(other), await books.openClient(other)];
  await books.run(
    (trx) =>
      trx
        .insertInto('membership_clients')
        .values({ tenant_id: named.tenantId, user_id: books.scope.userId ?? '', client_id: named.clientId })
        .execute(),
    other,
  );
  expect(await findOffice(books.db, me, named.clientId)).toMatchObject({ id: other.tenantId });
  for (const unseen of [unnamed, await books.openClient(foreign), await books.openClient(left)])
    await expect(findOffice(books.db, me, unseen.clientId)).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
});

it('is no question of nobody', async () => {
  await expect(findOffice(books.db, { ...books.scope, userId: null }, books.tenantId)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});
