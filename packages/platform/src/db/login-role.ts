/** The application's login role: it has its password, is a member of muhasebi_app, and owns nothing. */
import pg from 'pg';

/** Creates the role named in `appUrl` or gives it that password. Idempotent. */
export async function ensureLoginRole(client: pg.ClientBase, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  const name = decodeURIComponent(url.username);
  const role = pg.escapeIdentifier(name);
  const password = pg.escapeLiteral(decodeURIComponent(url.password));
  const existing = await client.query('select from pg_roles where rolname = $1', [name]);
  if (existing.rowCount === 0) {
    await client.query(
      `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${password}`,
    );
  } else {
    await client.query(`alter role ${role} login password ${password}`);
  }
  await client.query(`grant muhasebi_app to ${role}`);
  await client.query(`grant usage on schema migrations to muhasebi_app`);
  await client.query(`grant select on migrations.history to muhasebi_app`);
}
