/** Makes a database with its two roles: one that owns everything, one that the application connects as and owns nothing. */
import { Client } from 'pg';

/** Names and passwords of what `provisionDatabase` makes. */
export type Provision = {
  readonly database: string;
  readonly owner: { readonly name: string; readonly password: string };
  readonly app: { readonly name: string; readonly password: string };
  /** Extensions made by the superuser, because some may be made by no one else. */
  readonly extensions: readonly string[];
};

/**
 * Brings the server to the given state; may be called at every start. Neither role is a superuser, and neither
 * bypasses row-level security. Passwords are set anew each time.
 * @param superuserUrl connection URL of the superuser to the database `postgres`
 */
export async function provisionDatabase(superuserUrl: string, wanted: Provision): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const role of [wanted.owner, wanted.app]) await makeRole(client, role);
    const name = client.escapeIdentifier(wanted.database);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [wanted.database]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${name} OWNER ${client.escapeIdentifier(wanted.owner.name)}`);
    }
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${client.escapeIdentifier(wanted.app.name)}`);
  });
  const inside = new URL(superuserUrl);
  inside.pathname = `/${wanted.database}`;
  await withClient(inside.href, async (client) => {
    for (const extension of wanted.extensions) {
      await client.query(`CREATE EXTENSION IF NOT EXISTS ${client.escapeIdentifier(extension)}`);
    }
  });
}

async function makeRole(client: Client, role: Provision['owner']): Promise<void> {
  const name = client.escapeIdentifier(role.name);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role.name]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${name}`);
  await client.query(
    `ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${client.escapeLiteral(role.password)}`,
  );
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
