/** The test database itself: migrated, separate, bound like the application, and gone afterwards. */
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from './test-database.fixture.ts';

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

it('a test database is a migrated copy that its application role may use and does not own', async () => {
  const database = await createTestDatabase();
  const applied = await ask(database.ownerUrl, 'SELECT count(*)::int FROM migrations.history');
  expect(applied[0]?.[0]).toBeGreaterThan(0);
  const owned =
    'SELECT count(*)::int FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user';
  expect(await ask(database.appUrl, owned)).toEqual([[0]]);
  await expect(ask(database.appUrl, 'CREATE TABLE x (n int)')).rejects.toThrow(/permission denied/);
  await database.drop();
});

it('what one test database holds is not seen in another, and a dropped one is gone', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.ownerUrl, 'CREATE TABLE only_here (n int)');
  await expect(ask(other.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow(/does not exist/);
  await one.drop();
  await expect(ask(one.ownerUrl, 'SELECT 1')).rejects.toThrow(/does not exist/);
  await other.drop();
});
